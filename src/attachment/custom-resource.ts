import { CustomResource, Lazy, RemovalPolicy, Stack, Token, type CfnResource } from 'aws-cdk-lib';
import type { CfnUserPool, IUserPoolRef, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import { CfnPolicy, CfnRolePolicy } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import { attachProvider } from './attach-provider';
import { PoolAttachment } from './attachment-kind';
import { TriggerRemoval, type CustomResourceOptions } from './attachment-options';
import type { CycleGuard } from './cycle-guard';
import { presentTriggers, secondTrigger, triggersIn } from './lambda-config';
import { locationProblems } from './location';
import { permit } from './permission';
import type { Trigger } from './trigger';
import { hash } from '../cdk/hash';
import { recognizePool } from '../cdk/pools';
import { renderedProperties } from '../cdk/rendered';
import { resourcesIn } from '../cdk/resources';
import {
  ATTACHMENT_TYPE, FORMER_TRIGGER_ATTRIBUTE, FORMER_TRIGGER_TYPE, OPERATIONS, type AttachmentProperties, type FormerTriggerProperties,
} from '../core/attachment/custom-resource';
import type { Problem } from '../problems/problems';

/** A custom resource sets the trigger, in a user pool that exists by then. */
export class CustomResourceAttachment extends PoolAttachment {
  constructor(private readonly options: CustomResourceOptions, private readonly information?: string) {
    super();
  }

  protected bindTo(pool: IUserPoolRef, { scope }: CycleGuard): Trigger {
    return new CustomResourceTrigger(scope, pool, recognizePool(pool).resource, this.options, this.information);
  }
}

/** A trigger that a custom resource sets. */
class CustomResourceTrigger implements Trigger {
  public readonly problems: readonly Problem[];
  private readonly id: string;

  /**
   * @param scope the enricher
   * @param resource the user pool, where the app creates it
   */
  constructor(
    private readonly scope: Construct,
    private readonly pool: IUserPoolRef,
    private readonly resource: CfnUserPool | undefined,
    private readonly options: CustomResourceOptions,
    public readonly information: string | undefined,
  ) {
    // what refers to another stack looks different later
    const identity: unknown = resource ? resource.node.path : Stack.of(scope).resolve(pool.userPoolRef.userPoolId);
    this.id = `Attachment${hash(JSON.stringify(identity))}`;
    this.problems = [...locationProblems(scope, pool, resource), ...scope.node.tryFindChild(this.id) ? [this.attachedTwice(scope)] : []];
  }

  /** Another enricher of the app is attached to the same pool, or its template has a trigger. Of other apps the deployment tells. */
  public check(): readonly Problem[] {
    const { resource, scope } = this;
    const own = scope.node.findChild(this.id);
    const place = (each: CfnResource): string => {
      const stack = Stack.of(each);
      return JSON.stringify([stack.account, stack.region, stack.resolve(renderedProperties(each)?.UserPoolId)]);
    };
    const others = resourcesIn(scope.node.root, ATTACHMENT_TYPE).filter(each => each.node.scope?.node.scope !== own);
    const [other] = others.filter(each => place(each) === place(own.node.findChild('Resource').node.defaultChild as CfnResource));
    return [...other ? [this.attachedTwice(other)] : [], ...resource ? presentTriggers('userPool', resource, triggersIn(resource)) : []];
  }

  /**
   * Everything has an id that follows from the user pool: when that is another one, the old trigger is taken away by a resource
   * that still has its permissions.
   */
  public attach(called: IFunction, version: LambdaVersion): void {
    const { pool, options } = this;
    const { userPoolId, userPoolArn } = pool.userPoolRef;
    const scope = new Construct(this.scope, this.id);
    const permission = permit(called, scope, 'Permission', userPoolArn);
    const { serviceToken, roleName } = attachProvider(scope);
    const policy = this.policy(scope, roleName);
    const onRemoval = options.onRemoval ?? TriggerRemoval.REMOVE;
    const former = options.replaceTrigger ? this.formerTrigger(scope, serviceToken, policy) : undefined;
    const resource = new CustomResource(scope, 'Resource', {
      serviceToken,
      resourceType: ATTACHMENT_TYPE,
      properties: {
        UserPoolId: userPoolId,
        FunctionArn: called.functionArn,
        TriggerVersion: version,
        OnConflict: options.replaceTrigger ? 'REPLACE' : 'FAIL',
        OnRemoval: onRemoval === TriggerRemoval.RETAIN ? TriggerRemoval.REMOVE : onRemoval,
        ...former && { Former: former.getAttString(FORMER_TRIGGER_ATTRIBUTE) },
        ...this.resource && { PoolDefinition: definitionOf(this.resource) },
        ...options.reattachOnDeploy && { Nonce: new Date().toISOString() },
      } satisfies AttachmentProperties,
    });
    const raw = this.ofPool(resource, '');
    if (onRemoval === TriggerRemoval.RETAIN) {
      raw.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, { applyToUpdateReplacePolicy: false });
    }
    // no sign-in meets a trigger that may not be called, or that does not work yet
    resource.node.addDependency(policy, permission, called);
  }

  /** It is known before anything changes: a function that dies before it answers takes what it replaced along. */
  private formerTrigger(scope: Construct, serviceToken: string, policy: CfnResource): CustomResource {
    const { userPoolId } = this.pool.userPoolRef;
    const properties: FormerTriggerProperties = { UserPoolId: userPoolId };
    const former = new CustomResource(scope, 'Former', { serviceToken, resourceType: FORMER_TRIGGER_TYPE, properties });
    former.node.addDependency(policy);
    this.ofPool(former, 'Former');
    return former;
  }

  /** An id of the pool and not of the enricher: one of another name takes the trigger over, and does not find it taken. */
  private ofPool({ node }: CustomResource, suffix: string): CfnResource {
    const resource = node.defaultChild as CfnResource;
    resource.overrideLogicalId(`TokenEnricher${this.id}${suffix}`);
    return resource;
  }

  /**
   * A policy that changes in place would name the new pool alone before the trigger of the former one is taken away. Where the id of the pool can
   * become another one without the app, the name of the policy has it: another name is another policy, and the former stays until the end.
   */
  private policy(scope: Construct, roleName: string): CfnResource {
    const { userPoolId } = this.pool.userPoolRef;
    const policyName = `SetTrigger${hash(scope.node.path)}`;
    const policyDocument = { Version: '2012-10-17', Statement: this.statements() };
    return Token.isUnresolved(userPoolId)
      ? new CfnRolePolicy(scope, 'Policy', { policyName: `${policyName}${userPoolId}`, policyDocument, roleName })
      : new CfnPolicy(scope, 'Policy', { policyName, policyDocument, roles: [roleName] });
  }

  private attachedTwice(other: IConstruct): Problem {
    return secondTrigger('userPool', `${this.pool.node.path}, which is attached to ${this.scope.node.path} and by ${other.node.path}`);
  }

  private statements(): object[] {
    const { pool, options, resource } = this;
    const { region, urlSuffix } = Stack.of(this.scope);
    const smsRole = options.smsRole?.roleArn ?? smsRoleOf(resource);
    return [
      { Effect: 'Allow', Action: OPERATIONS.map(name => `cognito-idp:${name}`), Resource: pool.userPoolRef.userPoolArn },
      ...smsRole === undefined ? [] : [{
        Effect: 'Allow', Action: 'iam:PassRole', Resource: smsRole, Condition: { StringEquals: { 'iam:PassedToService': 'cognito-idp.amazonaws.com' } },
      }],
      ...options.customSenderKey === undefined ? [] : [{
        Effect: 'Allow',
        Action: 'kms:CreateGrant',
        Resource: options.customSenderKey.keyArn,
        Condition: { StringEquals: { 'kms:ViaService': `cognito-idp.${region}.${urlSuffix}` } },
      }],
    ];
  }
}

function smsRoleOf(resource: CfnUserPool | undefined): string | undefined {
  const configuration = resource?.smsConfiguration;
  return configuration && 'snsCallerArn' in configuration ? configuration.snsCallerArn : undefined;
}

/** CloudFormation takes the trigger away when it updates the user pool: with another definition it is set again. */
function definitionOf(resource: CfnUserPool): string {
  return Lazy.uncachedString({ produce: () => hash(JSON.stringify(renderedProperties(resource))) });
}
