import type { IUserPoolRef, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { PoolAttachment, type ReplicaOptions, type Trigger } from './attachment-kind';
import type { CycleGuard } from './cycle-guard';
import { attachedProblems, opaqueTriggers, presentTriggers, triggersIn } from './lambda-config';
import { permit } from './permission';
import { CfnResource, Stack } from '../cdk/aws-cdk-lib';
import { userPoolArnIn } from '../cdk/pools';
import { renderedProperties, resourcesIn } from '../cdk/resources';
import { hash } from '../cdk/stacks';
import { hasKnownMembers } from '../cdk/token-content';
import type { Problem } from '../problems/problems';

/** The oldest supported CDK has no L1 for this type. */
const TYPE = 'AWS::Cognito::UserPoolRegionalConfigurationAttachment';
const PATH = 'attachment';

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-multi-region.html */
const UNDOCUMENTED = 'AWS documents that triggers are regional, but not which Region the events of a replica name: test a sign-in there before users do';

/** Attaches in the regional configuration of a replica. */
export class ReplicaAttachment extends PoolAttachment {
  /** @param because the reason, if the author did not choose this way to attach */
  constructor(private readonly options: ReplicaOptions, private readonly because?: string) {
    super();
  }

  protected bindTo(pool: IUserPoolRef, { scope }: CycleGuard): Trigger {
    const way = ['attached as the replica in this Region', ...this.because === undefined ? [] : [this.because]].join(', ');
    return new ReplicaTrigger(scope, pool, this.options, `${way}. ${UNDOCUMENTED}`);
  }
}

/** A trigger in the regional configuration of a replica. */
class ReplicaTrigger implements Trigger {
  public readonly problems: readonly Problem[];
  /** The configuration in the app; undefined until the enricher creates one. */
  private configuration?: CfnResource;

  /** @param scope the enricher */
  constructor(
    private readonly scope: Construct,
    private readonly pool: IUserPoolRef,
    private readonly options: ReplicaOptions,
    public readonly information: string,
  ) {
    this.configuration = options.configuration ?? this.find();
    this.problems = this.configurationProblems();
  }

  private configurationProblems(): readonly Problem[] {
    const { configuration, options } = this;
    if (!configuration) {
      return options.createConfiguration ? [] : [problem(
        `no ${TYPE} for ${this.pool.node.path} in the stack`,
        'a regional configuration to set the trigger in',
        'pass the existing one with Attachment.replica({ configuration }); if there is none, use Attachment.replica({ createConfiguration: true })',
      )];
    }
    const { node: { path }, cfnResourceType: type } = configuration;
    if (options.createConfiguration) {
      return [problem(`${path}, which exists already, and createConfiguration`, 'one regional configuration', 'remove createConfiguration')];
    }
    if (type !== TYPE) {
      return [problem(`${path}, a resource of type ${type}`, `a resource of type ${TYPE}`, 'pass the regional configuration of the replica')];
    }
    const triggers = triggersIn(configuration) ?? {};
    return hasKnownMembers(triggers) ? presentTriggers(PATH, configuration, triggers) : [opaqueTriggers(PATH, configuration)];
  }

  /** The pool exists already, so the permission is created first. Its ARN names this Region, even if the id starts with another Region. */
  public attach(called: IFunction, version: LambdaVersion): void {
    const { userPoolId } = this.pool.userPoolRef;
    const stack = Stack.of(this.scope);
    const id = `Replica${hash(JSON.stringify(stack.resolve(userPoolId)))}`;
    const scope = new Construct(this.scope, id);
    const permission = permit(called, scope, 'Permission', userPoolArnIn(scope, userPoolId));
    if (!this.configuration) {
      this.configuration = new CfnResource(scope, 'Configuration', { type: TYPE, properties: { UserPoolId: userPoolId } });
      // depends on the pool and not on the enricher: if the enricher is renamed, removing the former configuration would reset the pool
      this.configuration.overrideLogicalId(`TokenEnricher${id}`);
    }
    this.configuration.addPropertyOverride('LambdaConfig.PreTokenGenerationConfig', { LambdaArn: called.functionArn, LambdaVersion: version });
    this.configuration.node.addDependency(permission);
  }

  public check(called: IFunction, version: LambdaVersion): readonly Problem[] {
    return this.configuration ? attachedProblems(PATH, this.configuration, called.functionArn, version) : [];
  }

  /** The configuration of the same pool in the stack of the enricher. */
  private find(): CfnResource | undefined {
    const stack = Stack.of(this.scope);
    const id = JSON.stringify(stack.resolve(this.pool.userPoolRef.userPoolId));
    return resourcesIn(stack, TYPE).find(each => JSON.stringify(renderedProperties(each)?.UserPoolId) === id);
  }
}

function problem(given: string, allowed: string, fix: string): Problem {
  return { check: 'ReplicaConfiguration', path: PATH, given, allowed, fix };
}
