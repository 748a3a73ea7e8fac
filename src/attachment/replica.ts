import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IUserPoolRef, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ReplicaOptions } from './attachment-options';
import { attachedProblems, isIntrinsic, opaqueTriggers, permit, presentTriggers, triggersIn, type PoolTrigger } from './pool-trigger';
import { renderedProperties } from '../cdk/rendered';
import { hash } from '../cdk/tokens';
import type { Problem } from '../problems/problems';

/** Not by its L1, which the oldest CDK does not have. */
const TYPE = 'AWS::Cognito::UserPoolRegionalConfigurationAttachment';
const PATH = 'attachment';

/** A trigger in the regional configuration of a replica. */
export class ReplicaTrigger implements PoolTrigger {
  /** Of the app; none where the enricher makes it. */
  private configuration?: CfnResource;

  /** @param scope the enricher */
  constructor(private readonly scope: Construct, private readonly pool: IUserPoolRef, private readonly options: ReplicaOptions) {
    this.configuration = options.configuration ?? this.find();
  }

  public problemsBefore(): readonly Problem[] {
    const { configuration, options } = this;
    if (!configuration) {
      return options.ownsConfiguration ? [] : [problem(
        `no ${TYPE} for ${this.pool.node.path} in the stack`,
        'the regional configuration that the trigger becomes a member of',
        'give the one of the app in Attachment.replica({ configuration }); where nobody has one, use Attachment.replica({ ownsConfiguration: true })',
      )];
    }
    const { node: { path }, cfnResourceType: type } = configuration;
    if (options.ownsConfiguration) {
      return [problem(`${path}, which is there already, and ownsConfiguration`, 'one regional configuration', 'leave ownsConfiguration out')];
    }
    if (type !== TYPE) {
      return [problem(`${path}, a ${type}`, `a resource of ${TYPE}`, 'give that one')];
    }
    const triggers = triggersIn(configuration) ?? {};
    return isIntrinsic(triggers) ? [opaqueTriggers(PATH, configuration)] : presentTriggers(PATH, configuration, triggers);
  }

  /** The id of the pool is known, so the permission comes first. The ARN is of this Region, whatever Region the id begins with. */
  public attach(called: IFunction, version: LambdaVersion): void {
    const { userPoolId } = this.pool.userPoolRef;
    const stack = Stack.of(this.scope);
    const id = `Replica${hash(JSON.stringify(stack.resolve(userPoolId)))}`;
    const scope = new Construct(this.scope, id);
    const permission = permit(called, scope, 'Permission', stack.formatArn({ service: 'cognito-idp', resource: 'userpool', resourceName: userPoolId }));
    if (!this.configuration) {
      this.configuration = new CfnResource(scope, 'Configuration', { type: TYPE, properties: { UserPoolId: userPoolId } });
      // of the pool and not of the enricher: where one of another name brought its own, taking the former away would reset the pool
      this.configuration.overrideLogicalId(`TokenEnricher${id}`);
    }
    this.configuration.addPropertyOverride('LambdaConfig.PreTokenGenerationConfig', { LambdaArn: called.functionArn, LambdaVersion: version });
    this.configuration.node.addDependency(permission);
  }

  public problemsAfter(called: IFunction, version: LambdaVersion): readonly Problem[] {
    return this.configuration ? attachedProblems(PATH, this.configuration, called.functionArn, version) : [];
  }

  /** The configuration of the same pool in the stack of the enricher. */
  private find(): CfnResource | undefined {
    const stack = Stack.of(this.scope);
    const id = JSON.stringify(stack.resolve(this.pool.userPoolRef.userPoolId));
    return stack.node.findAll().find((each): each is CfnResource =>
      CfnResource.isCfnResource(each) && each.cfnResourceType === TYPE && JSON.stringify(renderedProperties(each)?.UserPoolId) === id);
  }
}

function problem(given: string, allowed: string, fix: string): Problem {
  return { check: 'ReplicaConfiguration', path: PATH, given, allowed, fix };
}
