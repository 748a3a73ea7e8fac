import type { CfnResource } from 'aws-cdk-lib';
import type { CfnUserPool, IUserPoolRef, LambdaVersion, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { IFunction, Permission } from 'aws-cdk-lib/aws-lambda';
import { ImpossibleTrigger, PoolAttachment, type InTemplateOptions, type Trigger } from './attachment-kind';
import type { CycleGuard } from './cycle-guard';
import { attachedProblems, opaqueTriggers, presentTriggers } from './lambda-config';
import { locationProblems } from './location';
import { writersBesideTemplate } from './other-writers';
import { permit } from './permission';
import { Lazy, Stack, Token, aws_cognito as cognito } from '../cdk/aws-cdk-lib';
import { poolResources, recognizePool, userPoolArnIn } from '../cdk/pools';
import { existsWith } from '../cdk/resources';
import { authorPath } from '../cdk/stacks';
import { hasKnownMembers } from '../cdk/token-content';
import { CONFIG, LEGACY } from '../core/attachment/contract';
import type { Problem, Warning } from '../problems/problems';

const PATH = 'userPool';

/** Attaches in the template of the user pool. */
export class InTemplateAttachment extends PoolAttachment {
  constructor(private readonly options: InTemplateOptions) {
    super();
  }

  protected bindTo(pool: IUserPoolRef, guard: CycleGuard): Trigger {
    const { resource, userPool } = recognizePool(pool);
    return resource ? new TemplateTrigger(resource, userPool, guard, this.options) : new ImpossibleTrigger(foreignPool(pool));
  }
}

/** A trigger in the template of the pool. */
class TemplateTrigger implements Trigger {
  public readonly problems: readonly Problem[];

  /** @param userPool the L2 construct around the resource, if there is one */
  constructor(
    private readonly resource: CfnUserPool,
    private readonly userPool: UserPool | undefined,
    private readonly guard: CycleGuard,
    private readonly options: InTemplateOptions,
  ) {
    const location = locationProblems(guard.scope, resource, resource);
    this.problems = location.length > 0 ? location : otherTriggers(resource);
  }

  /** Makes the function, or its alias, the trigger. Also grants the permission, only for this pool and this account. */
  public attach(called: IFunction, version: LambdaVersion): void {
    const { resource } = this;
    this.guard.addPool(resource);
    const attached: IFunction = Object.create(called, {
      functionArn: { value: this.guard.arnFor(resource, called) },
      // addTrigger sets the pool as the source, but not the account
      addPermission: {
        value: (id: string, permission: Permission) => {
          called.addPermission.call(attached, id, { ...permission, sourceAccount: Stack.of(resource).account });
          existsWith(permission.scope!.node.findChild(id) as CfnResource, resource);
        },
      },
    });
    if (this.options.grantBeforeAttach) {
      // a reference to the ARN of the pool would make a cycle, as the pool depends on the permission
      resource.node.addDependency(permit(attached, resource, 'PermissionFirst', userPoolArnIn(resource, '*')));
    }
    if (this.userPool) {
      this.userPool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, attached, version);
    } else {
      permit(attached, resource, 'PreTokenGenerationConfigCognito', resource.attrArn);
    }
    // the app may have replaced the value by which the L2 sets its triggers
    if (!hasMember(resource)) {
      setMember(resource, { lambdaArn: attached.functionArn, lambdaVersion: version });
    }
  }

  public warnings(): readonly Warning[] {
    return writersBesideTemplate({ pool: this.resource, resource: this.resource, enricher: this.guard.scope });
  }

  public check(called: IFunction, version: LambdaVersion): readonly Problem[] {
    return attachedProblems(PATH, this.resource, this.guard.arnFor(this.resource, called), version);
  }
}

function otherTriggers(resource: CfnUserPool): readonly Problem[] {
  // only the triggers are resolved here: lazy values keep their first result
  const config: unknown = Stack.of(resource).resolve(resource.lambdaConfig) ?? {};
  return hasKnownMembers(config)
    ? presentTriggers(PATH, resource, { [CONFIG]: config.preTokenGenerationConfig as object | undefined, [LEGACY]: config.preTokenGeneration })
    : [opaqueTriggers(PATH, resource)];
}

function hasMember(resource: CfnUserPool): boolean {
  const config = Stack.of(resource).resolve(resource.lambdaConfig) as CfnUserPool.LambdaConfigProperty | undefined;
  return config?.preTokenGenerationConfig !== undefined;
}

/** The reason why the template of a user pool is not known. */
export function whyForeign(pool: IUserPoolRef): string {
  const possible = poolResources(pool).map(authorPath);
  return possible.length === 0 ? 'the app does not create the user pool' : `only the deployment knows whether it is ${possible.join(' or ')}`;
}

function foreignPool(pool: IUserPoolRef): Problem {
  return {
    check: 'UserPool',
    path: PATH,
    given: `${pool.node.path}: ${whyForeign(pool)}`,
    allowed: 'a user pool that the app creates, for Attachment.inTemplate()',
    fix: 'use Attachment.customResource(), or pass the construct that creates the user pool',
  };
}

/** Sets the trigger in the LambdaConfig of an L1. Keeps all other triggers, including those that are set later. */
function setMember(resource: CfnUserPool, preTokenGenerationConfig: object): void {
  const others = resource.lambdaConfig;
  resource.lambdaConfig = Token.isUnresolved(others)
    ? Lazy.uncachedAny({ produce: context => ({ ...context.resolve(others), preTokenGenerationConfig }) })
    : { ...others as object, preTokenGenerationConfig } as CfnUserPool.LambdaConfigProperty;
}
