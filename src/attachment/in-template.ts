import { Lazy, Stack, Token } from 'aws-cdk-lib';
import { UserPoolOperation, type CfnUserPool, type LambdaVersion, type UserPool } from 'aws-cdk-lib/aws-cognito';
import type { IFunction, Permission } from 'aws-cdk-lib/aws-lambda';
import type { InTemplateOptions } from './attachment-options';
import type { CycleGuard } from './cycle-guard';
import { locationProblems } from './location';
import { attachedProblems, isIntrinsic, opaqueTriggers, permit, presentTriggers, type PoolTrigger } from './pool-trigger';
import type { Problem } from '../problems/problems';

const PATH = 'userPool';

/** A trigger in the template of the pool, and what is to be seen of it in the finished app. */
export class TemplateTrigger implements PoolTrigger {
  /** @param pool the L2 construct around the resource, if there is one */
  constructor(
    private readonly pool: UserPool | undefined,
    private readonly resource: CfnUserPool,
    private readonly guard: CycleGuard,
    private readonly options: InTemplateOptions,
  ) {}

  public problemsBefore(): readonly Problem[] {
    const { resource } = this;
    const place = locationProblems(this.guard.scope, resource, resource);
    if (place.length > 0) {
      return place;
    }
    // the rest of the resource is not looked at yet: lazy values keep what they are asked for first
    const config = Stack.of(resource).resolve(resource.lambdaConfig) ?? {};
    return isIntrinsic(config) ? [opaqueTriggers(PATH, resource)] : presentTriggers(PATH, resource, {
      PreTokenGenerationConfig: config.preTokenGenerationConfig, PreTokenGeneration: config.preTokenGeneration,
    });
  }

  /** Makes the function, or its alias, the trigger. The permission comes with it, for this pool and this account alone. */
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
      // the ARN of the pool is not known before the pool, and naming it would make a cycle
      const pools = Stack.of(resource).formatArn({ service: 'cognito-idp', resource: 'userpool', resourceName: '*' });
      resource.node.addDependency(permit(attached, resource, 'PermissionFirst', pools));
    }
    if (this.pool) {
      this.pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, attached, version);
    } else {
      permit(attached, resource, 'PreTokenGenerationConfigCognito', resource.attrArn);
      setMember(resource, { lambdaArn: attached.functionArn, lambdaVersion: version });
    }
  }

  public problemsAfter(called: IFunction, version: LambdaVersion): readonly Problem[] {
    return attachedProblems(PATH, this.resource, this.guard.arnFor(this.resource, called), version);
  }
}

/** Whatever else is there, or comes there later, stays. */
function setMember(resource: CfnUserPool, preTokenGenerationConfig: object): void {
  const others = resource.lambdaConfig;
  resource.lambdaConfig = Token.isUnresolved(others)
    ? Lazy.uncachedAny({ produce: context => ({ ...context.resolve(others), preTokenGenerationConfig }) })
    : { ...others as object, preTokenGenerationConfig } as CfnUserPool.LambdaConfigProperty;
}
