import * as path from 'path';
import type { CfnResource } from 'aws-cdk-lib';
import type { CfnUserPool, IUserPoolRef, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import type { CfnPolicy, CfnRolePolicy } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import { PoolAttachment, TriggerRemoval, type CustomResourceOptions, type Trigger } from './attachment-kind';
import type { CycleGuard } from './cycle-guard';
import { presentTriggers, secondTrigger, triggersIn } from './lambda-config';
import { locationProblems } from './location';
import { writersBesideCustomResource } from './other-writers';
import { permit } from './permission';
import {
  CustomResource, CustomResourceProvider, CustomResourceProviderRuntime, Lazy, RemovalPolicy, Stack, Token, aws_iam as iam, aws_logs as logs,
} from '../cdk/aws-cdk-lib';
import { INLINE_POLICIES, inlinePolicies } from '../cdk/policies';
import { poolResources, recognizePool } from '../cdk/pools';
import { existsWith, renderedProperties, resourcesIn } from '../cdk/resources';
import { areDifferent, hash } from '../cdk/stacks';
import { contentOf } from '../cdk/tokens';
import {
  ATTACHMENT_TYPE, FORMER_TRIGGER_ATTRIBUTE, FORMER_TRIGGER_TYPE, OPERATIONS,
  type AttachmentProperties, type FormerTriggerProperties, type OnDynamicClients,
} from '../core/attachment/contract';
import type { Problem, Warning } from '../problems/problems';

/** Attaches with a custom resource, which sets the trigger of an existing user pool. */
export class CustomResourceAttachment extends PoolAttachment {
  constructor(private readonly options: CustomResourceOptions, private readonly information?: string) {
    super();
  }

  protected bindTo(pool: IUserPoolRef, guard: CycleGuard): Trigger {
    return new CustomResourceTrigger(guard, pool, recognizePool(pool).resource, this.options, this.information);
  }
}

/** A reference to an element of the same template. */
const LOGICAL_ID = /"(?:Ref|Fn::GetAtt|Fn::Sub)":/;

/** A trigger that a custom resource sets. */
class CustomResourceTrigger implements Trigger {
  public readonly problems: readonly Problem[];
  private readonly id: string;
  /** The pools of the app that this one may be: several for an `Fn::If`. */
  private readonly possible: readonly CfnUserPool[];
  /** The pool is only known by an element of the template, such as a parameter. */
  private readonly isLocal: boolean;

  /** The enricher. */
  private readonly scope: Construct;

  /** @param resource the user pool resource, if the app creates it */
  constructor(
    private readonly guard: CycleGuard,
    private readonly pool: IUserPoolRef,
    private readonly resource: CfnUserPool | undefined,
    private readonly options: CustomResourceOptions,
    public readonly information: string | undefined,
  ) {
    const { scope } = guard;
    this.scope = scope;
    this.possible = poolResources(pool);
    // a reference to another stack would resolve differently later
    const identity = JSON.stringify(resource ? resource.node.path : Stack.of(scope).resolve(pool.userPoolRef.userPoolId));
    this.id = `Attachment${hash(identity)}`;
    this.isLocal = LOGICAL_ID.test(identity);
    const places = this.possible.length === 0 ? [undefined] : this.possible;
    this.problems = [
      ...places.flatMap(each => locationProblems(scope, pool, each)),
      ...scope.node.tryFindChild(this.id) ? [this.attachedTwice(scope)] : [],
    ];
  }

  public warnings(): readonly Warning[] {
    return writersBesideCustomResource({ pool: this.pool, enricher: this.scope, ...this.resource && { resource: this.resource } });
  }

  /** Reports another enricher of the app on the same pool, and a trigger in the template. A trigger from another app fails at deployment. */
  public check(): readonly Problem[] {
    const { scope } = this;
    const own = scope.node.findChild(this.id);
    const isElsewhere = (one: Stack, another: Stack): boolean => areDifferent(one, another) || (this.isLocal && one !== another);
    const other = resourcesIn(scope.node.root, ATTACHMENT_TYPE).map(attachmentOf)
      .find(each => each !== own && each.node.id === this.id && !isElsewhere(Stack.of(each), Stack.of(own)));
    return [
      ...other ? [this.attachedTwice(other)] : [],
      ...this.possible.flatMap(each => presentTriggers('userPool', each, triggersIn(each))),
      ...policyProblems(own),
    ];
  }

  /**
   * The ids of all resources depend on the user pool. If the pool changes, the old custom resource still has its permissions, and removes the
   * old trigger.
   */
  public attach(called: IFunction, version: LambdaVersion, reliesOnClients: () => boolean): void {
    const { options } = this;
    const { userPoolId, userPoolArn } = this.guardedPool();
    const scope = new Construct(this.scope, this.id);
    this.possible.forEach(each => this.guard.addSetPool(each));
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
        OnDynamicClients: Lazy.uncachedString({ produce: ({ preparing }) => !preparing && reliesOnClients() ? 'FAIL' : 'ALLOW' }) as OnDynamicClients,
        ...former && { Former: former.getAttString(FORMER_TRIGGER_ATTRIBUTE) },
        ...this.possible.length > 0 && { PoolDefinition: definitionOf(this.possible) },
        ...options.reattachOnDeploy && { Nonce: new Date().toISOString() },
      } satisfies AttachmentProperties,
    });
    const raw = this.ofPool(resource, '');
    if (onRemoval === TriggerRemoval.RETAIN) {
      raw.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, { applyToUpdateReplacePolicy: false });
    }
    if (this.resource) {
      const all = [permission, policy, raw, former?.node.defaultChild].filter((each): each is CfnResource => each !== undefined);
      all.forEach(each => existsWith(each, this.resource!));
    }
    // users never sign in with a trigger that lacks its permission, or that does not work yet
    resource.node.addDependency(policy, permission, called);
  }

  /** Reads the former trigger before anything changes. A custom resource that crashes before it answers could not report what it replaced. */
  private formerTrigger(scope: Construct, serviceToken: string, policy: CfnResource): CustomResource {
    const { userPoolId } = this.guardedPool();
    const properties: FormerTriggerProperties = { UserPoolId: userPoolId };
    const former = new CustomResource(scope, 'Former', { serviceToken, resourceType: FORMER_TRIGGER_TYPE, properties });
    former.node.addDependency(policy);
    this.ofPool(former, 'Former');
    return former;
  }

  /** Sets a logical id that depends on the pool and not on the enricher: if the enricher is renamed, it takes over the trigger without a conflict. */
  private ofPool({ node }: CustomResource, suffix: string): CfnResource {
    const resource = node.defaultChild as CfnResource;
    resource.overrideLogicalId(`TokenEnricher${this.id}${suffix}`);
    return resource;
  }

  /**
   * The policy of the custom resource. An update in place would remove the permissions for the former pool before its trigger is removed. If the id
   * of the pool is a deploy-time value, it can change without a change to the app. So the name of the policy contains the id: a new name creates a
   * new policy, and the former policy stays until the end of the deployment.
   */
  private policy(scope: Construct, roleName: string): CfnResource {
    const { userPoolId } = this.guardedPool();
    const policyName = `SetTrigger${hash(scope.node.path)}`;
    const policyDocument = { Version: '2012-10-17', Statement: this.statements() };
    return Token.isUnresolved(userPoolId)
      ? new iam.CfnRolePolicy(scope, 'Policy', { policyName: `${policyName}${userPoolId}`, policyDocument, roleName })
      : new iam.CfnPolicy(scope, 'Policy', { policyName, policyDocument, roles: [roleName] });
  }

  private guardedPool(): { readonly userPoolId: string; readonly userPoolArn: string } {
    const { userPoolId, userPoolArn } = this.pool.userPoolRef;
    return { userPoolId: this.guarded(userPoolId), userPoolArn: this.guarded(userPoolArn) };
  }

  private guarded(value: string): string {
    return this.guard.read(value, contentOf(value, this.scope).references, 'userPool');
  }

  private attachedTwice(other: IConstruct): Problem {
    return secondTrigger('userPool', `${this.pool.node.path}, to which both ${this.scope.node.path} and ${other.node.path} attach a trigger`);
  }

  private statements(): object[] {
    const { options, resource } = this;
    const { region, urlSuffix } = Stack.of(this.scope);
    const smsRole = options.smsRole?.roleArn ?? smsRoleOf(resource);
    return [
      { Effect: 'Allow', Action: OPERATIONS.map(name => `cognito-idp:${name}`), Resource: this.guardedPool().userPoolArn },
      ...smsRole === undefined ? [] : [{
        Effect: 'Allow', Action: 'iam:PassRole', Resource: this.guarded(smsRole), Condition: { StringEquals: { 'iam:PassedToService': 'cognito-idp.amazonaws.com' } },
      }],
      ...options.customSenderKey === undefined ? [] : [{
        Effect: 'Allow',
        Action: 'kms:CreateGrant',
        Resource: this.guarded(options.customSenderKey.keyArn),
        Condition: { StringEquals: { 'kms:ViaService': `cognito-idp.${region}.${urlSuffix}` } },
      }],
    ];
  }
}

/** The scope of the resources of an attachment. */
function attachmentOf(resource: CfnResource): IConstruct {
  return resource.node.scope!.node.scope!;
}

/** All custom resources of a stack share a role. The first one reports policies that do not fit into it. */
function policyProblems(attachment: IConstruct): readonly Problem[] {
  const stack = Stack.of(attachment);
  const attachments = resourcesIn(stack, ATTACHMENT_TYPE).filter(each => each.stack === stack).map(attachmentOf);
  if (attachments[0] !== attachment) {
    return [];
  }
  const policy = attachment.node.findChild('Policy') as CfnPolicy | CfnRolePolicy;
  const { least } = inlinePolicies(stack, { roleName: 'roleName' in policy ? policy.roleName : policy.roles![0] });
  return least <= INLINE_POLICIES ? [] : [{
    check: 'PolicySize',
    path: 'userPool',
    given: `${attachments.length} user pools that custom resources of ${stack.node.path} set a trigger in, with permissions of at least ${least.toLocaleString('en')} characters`,
    allowed: `${INLINE_POLICIES.toLocaleString('en')} characters, the limit of IAM for the inline policies of a role, which all of them share`,
    fix: 'distribute the enrichers over more stacks',
  }];
}

function smsRoleOf(resource: CfnUserPool | undefined): string | undefined {
  const configuration = resource?.smsConfiguration;
  return configuration && 'snsCallerArn' in configuration ? configuration.snsCallerArn : undefined;
}

/** A hash of the pool's definition. An update of the pool by CloudFormation removes the trigger, so a new definition sets it again. */
function definitionOf(pools: readonly CfnUserPool[]): string {
  return Lazy.uncachedString({ produce: () => hash(JSON.stringify(pools.map(renderedProperties))) });
}

const CODE = path.join(__dirname, '..', '..', 'assets', 'attach');

interface AttachProvider {
  readonly serviceToken: string;
  readonly roleName: string;
}

/** The function of the custom resources, once for each stack. It has no permissions of its own: each attachment adds its own policy. */
function attachProvider(scope: Construct): AttachProvider {
  const provider = CustomResourceProvider.getOrCreateProvider(scope, ATTACHMENT_TYPE, {
    codeDirectory: CODE,
    // the newest runtime that the oldest supported CDK has
    runtime: CustomResourceProviderRuntime.NODEJS_22_X,
    description: 'Sets the pre token generation trigger of existing Cognito user pools (TokenEnricher)',
  });
  const handler = provider.node.findChild('Handler') as CfnResource;
  if (!provider.node.tryFindChild('LogGroup')) {
    // otherwise Lambda creates one that is never deleted
    const logGroup = new logs.LogGroup(provider, 'LogGroup', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    handler.addPropertyOverride('LoggingConfig', { LogGroup: logGroup.logGroupName });
  }
  return { serviceToken: provider.serviceToken, roleName: (provider.node.findChild('Role') as CfnResource).ref };
}
