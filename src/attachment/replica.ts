import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IUserPoolRef, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { ReplicaOptions } from './attachment-options';
import { renderedProperties } from '../ruleset/checks/app/rendered';
import type { Problem } from '../ruleset/problems';

/** Not by its L1, which the oldest CDK does not have. */
const TYPE = 'AWS::Cognito::UserPoolRegionalConfigurationAttachment';
const KEYS = ['PreTokenGenerationConfig', 'PreTokenGeneration'] as const;

/** A trigger in the regional configuration of a replica. */
export class ReplicaTrigger {
  private readonly configuration?: CfnResource;

  /** @param scope the enricher */
  constructor(private readonly scope: Construct, private readonly pool: IUserPoolRef, private readonly options: ReplicaOptions) {
    this.configuration = options.configuration ?? this.find();
  }

  public problemsBefore(): readonly Problem[] {
    const { configuration, options } = this;
    if (configuration && options.ownsConfiguration) {
      return [this.problem('ReplicaConfiguration', `${configuration.node.path} and ownsConfiguration`, 'one regional configuration', 'leave ownsConfiguration out')];
    }
    if (!configuration) {
      return options.ownsConfiguration ? [] : [this.problem(
        'ReplicaConfiguration',
        `no ${TYPE} for ${this.pool.node.path} in the stack`,
        'the regional configuration that the trigger becomes a member of',
        'give the one of the app in Attachment.replica({ configuration }); where nobody has one, use Attachment.replica({ ownsConfiguration: true })',
      )];
    }
    if (configuration.cfnResourceType !== TYPE) {
      return [this.problem('ReplicaConfiguration', `${configuration.node.path}, a ${configuration.cfnResourceType}`, `a resource of ${TYPE}`, 'give that one')];
    }
    const triggers = triggersOf(configuration);
    const isOpaque = Object.keys(triggers).some(name => name === 'Ref' || name.startsWith('Fn::'));
    return isOpaque
      ? [this.problem(
        'OpaqueLambdaConfig', `${configuration.node.path}, whose whole LambdaConfig is known when it is deployed`,
        'a LambdaConfig with its members, so that the others stay', 'give it as an object; to set the trigger by hand, use Attachment.none()',
      )]
      : KEYS.filter(key => triggers[key] !== undefined).map(key => this.secondTrigger(configuration, key));
  }

  /** The id of the pool is known, so the permission comes first. The ARN is of this Region, whatever Region the id begins with. */
  public attach(called: IFunction, version: LambdaVersion): void {
    const { userPoolId } = this.pool.userPoolRef;
    const stack = Stack.of(this.scope);
    const scope = new Construct(this.scope, 'Replica');
    called.addPermission('Permission', {
      principal: new ServicePrincipal('cognito-idp.amazonaws.com'),
      sourceArn: stack.formatArn({ service: 'cognito-idp', resource: 'userpool', resourceName: userPoolId }),
      sourceAccount: stack.account,
      scope,
    });
    const configuration = this.configuration ?? new CfnResource(scope, 'Configuration', { type: TYPE, properties: { UserPoolId: userPoolId } });
    configuration.addPropertyOverride('LambdaConfig.PreTokenGenerationConfig', { LambdaArn: called.functionArn, LambdaVersion: version });
    configuration.node.addDependency(scope.node.findChild('Permission'));
  }

  /** Our function is under the one key in the finished app, and nothing under the other. */
  public problemsAfter(called: IFunction): readonly Problem[] {
    const configuration = this.configuration ?? this.scope.node.findChild('Replica').node.findChild('Configuration') as CfnResource;
    const triggers = triggersOf(configuration);
    const expected = JSON.stringify(Stack.of(configuration).resolve(called.functionArn));
    const isOurs = JSON.stringify((triggers.PreTokenGenerationConfig as { LambdaArn?: unknown } | undefined)?.LambdaArn) === expected;
    return [
      ...isOurs ? [] : [this.secondTrigger(configuration, 'PreTokenGenerationConfig')],
      ...triggers.PreTokenGeneration === undefined ? [] : [this.secondTrigger(configuration, 'PreTokenGeneration')],
    ];
  }

  /** The configuration of the same pool in the stack of the enricher. */
  private find(): CfnResource | undefined {
    const stack = Stack.of(this.scope);
    const id = JSON.stringify(stack.resolve(this.pool.userPoolRef.userPoolId));
    return stack.node.findAll().find((each): each is CfnResource =>
      CfnResource.isCfnResource(each) && each.cfnResourceType === TYPE && JSON.stringify(renderedProperties(each)?.UserPoolId) === id);
  }

  private secondTrigger(configuration: CfnResource, key: string): Problem {
    return this.problem(
      'SecondTrigger', `${configuration.node.path}, whose LambdaConfig has another ${key}`,
      'one pre token generation trigger: a user pool calls one function in each Region', 'take the other trigger out, or put its rules into one enricher',
    );
  }

  private problem(check: string, given: string, allowed: string, fix: string): Problem {
    return { check, path: 'attachment', given, allowed, fix };
  }
}

function triggersOf(configuration: CfnResource): { readonly [key: string]: unknown } {
  return (renderedProperties(configuration)?.LambdaConfig ?? {}) as { readonly [key: string]: unknown };
}
