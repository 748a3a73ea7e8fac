import { Lazy, Stack, Token } from 'aws-cdk-lib';
import { UserPoolOperation, type CfnUserPool, type LambdaVersion, type UserPool } from 'aws-cdk-lib/aws-cognito';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction, Permission } from 'aws-cdk-lib/aws-lambda';
import type { InTemplateOptions } from './attachment-options';
import type { CycleGuard } from './cycle-guard';
import { locationProblems } from './location';
import { renderedProperties } from '../ruleset/checks/app/rendered';
import type { Problem } from '../ruleset/problems';

/** A trigger in the template of the pool, and what is to be seen of it in the finished app. */
export class TemplateTrigger {
  /** @param pool the L2 construct around the resource, if there is one */
  constructor(
    private readonly pool: UserPool | undefined,
    private readonly resource: CfnUserPool,
    private readonly guard: CycleGuard,
    private readonly options: InTemplateOptions,
  ) {}

  /** The triggers for the event that the pool has already, in either of the two keys. */
  public problemsBefore(): readonly Problem[] {
    const place = locationProblems(this.guard.scope, this.resource, this.resource);
    if (place.length > 0) {
      return place;
    }
    const config = configOf(this.resource);
    if (config === 'opaque') {
      return [this.opaque()];
    }
    return [
      ...config.preTokenGenerationConfig === undefined ? [] : [this.secondTrigger('PreTokenGenerationConfig')],
      ...config.preTokenGeneration === undefined ? [] : [this.secondTrigger('PreTokenGeneration')],
    ];
  }

  /**
   * Makes the function, or its alias, the trigger. The permission comes with it, for this pool and this account alone.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
   */
  public attach(called: IFunction, version: LambdaVersion): void {
    const { resource } = this;
    const attached: IFunction = Object.create(called, {
      functionArn: { value: this.guard.arnFor(resource, called) },
      // addTrigger names the pool as the source, and no account
      addPermission: {
        value: (id: string, permission: Permission) =>
          called.addPermission.call(attached, id, { ...permission, sourceAccount: Stack.of(resource).account }),
      },
    });
    if (this.options.permissionFirst) {
      this.permitFirst(attached);
    }
    if (this.pool) {
      this.pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, attached, version);
    } else {
      attached.addPermission('PreTokenGenerationConfigCognito', { principal: COGNITO, sourceArn: resource.attrArn, scope: resource });
      setMember(resource, { lambdaArn: attached.functionArn, lambdaVersion: version });
    }
  }

  /** Our function is under the one key in the finished app, and nothing under the other. */
  public problemsAfter(called: IFunction, version: LambdaVersion): readonly Problem[] {
    const triggers = triggersOf(this.resource);
    if (!triggers) {
      return [];
    }
    const expected: unknown = Stack.of(this.resource).resolve(this.guard.arnFor(this.resource, called));
    const isOurs = JSON.stringify(triggers.PreTokenGenerationConfig?.LambdaArn) === JSON.stringify(expected);
    return [
      ...isOurs ? [] : [this.secondTrigger('PreTokenGenerationConfig')],
      ...triggers.PreTokenGeneration === undefined ? [] : [this.secondTrigger('PreTokenGeneration')],
      ...isOurs && triggers.PreTokenGeneration === undefined ? versionProblems(this.resource, version) : [],
    ];
  }

  /** The ARN of the pool is not known before the pool, and naming it would make a cycle. */
  private permitFirst(called: IFunction): void {
    const { resource } = this;
    const stack = Stack.of(resource);
    called.addPermission('PermissionFirst', {
      principal: COGNITO,
      sourceArn: stack.formatArn({ service: 'cognito-idp', resource: 'userpool', resourceName: '*' }),
      scope: resource,
    });
    resource.node.addDependency(resource.node.findChild('PermissionFirst'));
  }

  private opaque(): Problem {
    return {
      check: 'OpaqueLambdaConfig',
      path: 'userPool',
      given: `${this.resource.node.path}, whose whole lambdaConfig is known when it is deployed`,
      allowed: 'a lambdaConfig with its members, so that the others stay',
      fix: 'give lambdaConfig as an object; to set the trigger by hand, use Attachment.none()',
    };
  }

  private secondTrigger(key: string): Problem {
    return {
      check: 'SecondTrigger',
      path: 'userPool',
      given: `${this.resource.node.path}, whose LambdaConfig has another ${key}`,
      allowed: 'one pre token generation trigger: a user pool calls one function',
      fix: 'take the other trigger out, or put its rules into one enricher; to attach by hand, use Attachment.none()',
    };
  }
}

const COGNITO = new ServicePrincipal('cognito-idp.amazonaws.com');

type LambdaConfig = { readonly [member: string]: unknown };

/** The triggers as the resource has them by now; `opaque` where only the deployment knows them. */
function configOf(resource: CfnUserPool): LambdaConfig | 'opaque' {
  const config: unknown = Stack.of(resource).resolve(resource.lambdaConfig) ?? {};
  const isIntrinsic = typeof config !== 'object' || Object.keys(config as object).some(name => name === 'Ref' || name.startsWith('Fn::'));
  return isIntrinsic ? 'opaque' : config as LambdaConfig;
}

/** Whatever else is there, or comes there later, stays. */
function setMember(resource: CfnUserPool, preTokenGenerationConfig: object): void {
  const others = resource.lambdaConfig;
  resource.lambdaConfig = Token.isUnresolved(others)
    ? Lazy.uncachedAny({ produce: context => ({ ...context.resolve(others), preTokenGenerationConfig }) })
    : { ...others as object, preTokenGenerationConfig } as CfnUserPool.LambdaConfigProperty;
}

interface Triggers {
  readonly PreTokenGenerationConfig?: { readonly LambdaArn?: unknown; readonly LambdaVersion?: unknown };
  readonly PreTokenGeneration?: unknown;
}

/** The triggers in the finished template; nothing for a pool with a mistake of its own. */
function triggersOf(resource: CfnUserPool): Triggers | undefined {
  const properties = renderedProperties(resource);
  return properties && (properties.LambdaConfig ?? {});
}

/** The pool sends events of another version than the rules need. */
export function versionProblems(resource: CfnUserPool, version: LambdaVersion): readonly Problem[] {
  const { PreTokenGenerationConfig: config, PreTokenGeneration: legacy } = triggersOf(resource) ?? {};
  const attached: unknown = config ? config.LambdaVersion : legacy === undefined ? undefined : 'V1_0';
  return typeof attached !== 'string' || attached === version ? [] : [{
    check: 'AttachedVersion',
    path: 'userPool',
    given: `${resource.node.path}, which sends events of ${attached}`,
    allowed: `${version}, the version of the rules`,
    fix: `attach the function with enricher.triggerVersion, or set triggerVersion: LambdaVersion.${attached} where the rules can do with it`,
  }];
}
