import { Stack, Token } from 'aws-cdk-lib';
import { UserPoolOperation, type CfnUserPool, type LambdaVersion, type UserPool } from 'aws-cdk-lib/aws-cognito';
import type { IFunction, Permission } from 'aws-cdk-lib/aws-lambda';
import type { CycleGuard } from './cycle-guard';
import { renderedProperties } from '../ruleset/checks/app/rendered';
import type { Problem } from '../ruleset/problems';

/** A trigger in the template of the pool, and what is to be seen of it in the finished app. */
export class TemplateTrigger {
  constructor(private readonly pool: UserPool, private readonly resource: CfnUserPool, private readonly guard: CycleGuard) {}

  /** The triggers for the event that the pool has already, in either of the two keys. */
  public problemsBefore(): readonly Problem[] {
    const place = this.placeProblem();
    if (place) {
      return [place];
    }
    const config = Stack.of(this.resource).resolve(this.resource.lambdaConfig) as Record<string, unknown> | undefined;
    return [
      ...config?.preTokenGenerationConfig === undefined ? [] : [this.secondTrigger('PreTokenGenerationConfig')],
      ...config?.preTokenGeneration === undefined ? [] : [this.secondTrigger('PreTokenGeneration')],
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
    this.pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, attached, version);
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

  /** Amazon Cognito calls functions of its own account and Region. */
  private placeProblem(): Problem | undefined {
    const { resource, guard } = this;
    const [own, other] = [Stack.of(guard.scope), Stack.of(resource)];
    return differ(own.account, other.account) || differ(own.region, other.region) ? {
      check: 'UserPoolLocation',
      path: 'userPool',
      given: `${resource.node.path}, in ${describePlace(other)}`,
      allowed: `a user pool in the account and Region of the function, ${describePlace(own)}`,
      fix: 'create the enricher in a stack of that account and Region',
    } : undefined;
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

function differ(left: string, right: string): boolean {
  return !Token.isUnresolved(left) && !Token.isUnresolved(right) && left !== right;
}

function describePlace({ account, region }: Stack): string {
  return [account, region].map(name => Token.isUnresolved(name) ? 'unknown' : name).join('/');
}
