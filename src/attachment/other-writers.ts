import type { CfnElement } from 'aws-cdk-lib';
import type { CfnUserPool, IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { ReferenceGraph } from './reference-graph';
import { CfnResource, Stack } from '../cdk/aws-cdk-lib';
import type { RenderedStatement } from '../cdk/policies';
import { propertiesWithTargets, referentsOfText, targetText } from '../cdk/referents';
import { elementsIn, isResource } from '../cdk/resources';
import { authorPath } from '../cdk/stacks';
import { branchesOf } from '../cdk/token-content';
import { isPlainMap } from '../core/document/json';
import type { Warning } from '../problems/problems';

const ACTION = 'cognito-idp:updateuserpool';

/** The managed policy of AWS that allows it for all user pools. */
const POWER_USER = 'AmazonCognitoPowerUser';

/** True for the action, also with wildcards. */
function namesUpdate(action: unknown): boolean {
  const pattern = String(action).toLowerCase().replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return typeof action === 'string' && new RegExp(`^${pattern}$`).test(ACTION);
}

/** All actions of all services are those of an administrator, who is no part of a deployment. */
function allowsUpdate({ Action, NotAction }: RenderedStatement): boolean {
  return NotAction === undefined ? [Action].flat().some(each => each !== '*' && namesUpdate(each)) : ![NotAction].flat().some(namesUpdate);
}

/** The user pool that an enricher attaches its function to. */
interface AttachedPool {
  readonly pool: IUserPoolRef;
  /** The resource, if the app creates the pool. */
  readonly resource?: CfnUserPool;
  /** The enricher. Its own resources do not count. */
  readonly enricher: IConstruct;
}

/**
 * Warns of policies of the app that allow to update the pool, as custom resources that set triggers have. UpdateUserPool replaces all triggers, and
 * so does CloudFormation when the template has a LambdaConfig.
 */
export function writersBesideTemplate(attached: AttachedPool): readonly Warning[] {
  return warningOf(attached, 'the LambdaConfig of the template and that update take each other\'s triggers away', 'use Attachment.customResource() and node.addDependency(...) on the custom resource that sets them, or let it set this trigger too, with Attachment.none()');
}

/** The same for a pool whose trigger a custom resource sets. It keeps the triggers that it finds, so it is safe after the others. */
export function writersBesideCustomResource(attached: AttachedPool): readonly Warning[] {
  return warningOf(attached, 'two updates of one deployment can take each other\'s triggers away',
    'call node.addDependency(...) of the enricher with the custom resource that sets them, or let it set this trigger too, with Attachment.none()',
    isBefore(attached.enricher));
}

function warningOf(
  { pool, resource, enricher }: AttachedPool, consequence: string, fix: string, isHarmless = (_policy: CfnResource): boolean => false,
): readonly Warning[] {
  const target = resource ? targetText(resource) : referentsOfText(pool.userPoolRef.userPoolId, enricher, 'AWS::Cognito::UserPool').text.replace(/^"|"$/g, '');
  // as in { Ref: 'Pool' }, and in ${Pool.Arn} of an Fn::Sub
  const logicalId = resource && new RegExp(`["{]${Stack.of(resource).getLogicalId(resource)}["}.]`);
  const isOfPool = (text: string): boolean => text.includes(target) || text.includes('*') || logicalId?.test(text) === true;
  const policies = pool.node.root.node.findAll()
    .filter((each): each is CfnResource => CfnResource.isCfnResource(each) && each.cfnResourceType.startsWith('AWS::IAM::'))
    .filter(each => !each.node.scopes.includes(enricher))
    .filter(each => allowsUpdateOf(each, isOfPool) && !isHarmless(each));
  return policies.length === 0 ? [] : [{
    id: 'OtherPoolWriter',
    path: 'userPool',
    message: `${policies.map(authorPath).join(', ')} allows to update ${authorPath(resource ?? pool)}. If that sets triggers, ${consequence}`,
    fix,
  }];
}

/** Tells if a policy is that of custom resources that the enricher depends on: one of these refers to the policy or its role, mostly through a function. */
function isBefore(enricher: IConstruct): (policy: CfnResource) => boolean {
  const earlier = enricher.node.dependencies.flatMap(elementsIn).filter(isCustomResource);
  if (earlier.length === 0) {
    return () => false;
  }
  const graph = ReferenceGraph.of(enricher.node.root);
  return policy => [policy, ...graph.targetsOf(policy).filter(each => isResource(each, 'AWS::IAM::Role'))]
    .some(each => earlier.some(custom => graph.findPath(custom, each) !== undefined));
}

function isCustomResource(element: CfnElement): boolean {
  return CfnResource.isCfnResource(element) && /^(?:Custom::|AWS::CloudFormation::CustomResource$)/.test(element.cfnResourceType);
}

/** True for a policy that allows it, and for a role with such a policy or with the managed policy, by its ARN in any partition. */
function allowsUpdateOf(policy: CfnResource, isOfPool: (text: string) => boolean): boolean {
  const { PolicyDocument: own, Policies: inline, ManagedPolicyArns: managed = '' } = propertiesWithTargets(policy) ?? {};
  const documents = [own, ...mapsOf(inline).map(({ PolicyDocument: document }) => document)];
  const statements = documents.flatMap(mapsOf).flatMap(({ Statement: some }) => mapsOf(some));
  return new RegExp(`[/:"]${POWER_USER}"`).test(JSON.stringify(managed)) || statements.some(each => mayUpdate(each, isOfPool));
}

/** The maps that a value can be or contain, as a list or by `Fn::If`. */
function mapsOf(value: unknown): ReadonlyArray<{ readonly [member: string]: unknown }> {
  return branchesOf(value).flatMap(each => Array.isArray(each) ? each.flatMap(mapsOf) : isPlainMap(each) ? [each] : []);
}

function mayUpdate(statement: RenderedStatement, isOfPool: (text: string) => boolean): boolean {
  const { Effect, Resource = '', NotResource } = statement;
  return Effect === 'Allow' && allowsUpdate(statement)
    && (NotResource === undefined ? isOfPool(JSON.stringify(Resource)) : !isOfPool(JSON.stringify(NotResource)));
}
