import { CfnResource, Stack } from 'aws-cdk-lib';
import type { CfnUserPool, IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { authorPath } from '../cdk/paths';
import { propertiesWithTargets, referentsOfText, targetText } from '../cdk/referents';
import { elementsIn } from '../cdk/resources';
import type { Warning } from '../problems/problems';

interface Statement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly Resource?: unknown;
}

const UPDATES = /^cognito-idp:(?:UpdateUserPool|Update\*|\*)$/i;

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
  return warningOf(attached, 'the LambdaConfig of the template and that update take each other\'s triggers away: use Attachment.customResource() and '
    + 'node.addDependency(...) on the custom resource that sets them, or let it set this trigger too, with Attachment.none()');
}

/** The same for a pool whose trigger a custom resource sets. It keeps the triggers that it finds, so it is safe after the others. */
export function writersBesideCustomResource(attached: AttachedPool): readonly Warning[] {
  return attached.enricher.node.dependencies.some(setsSomething) ? [] : warningOf(attached, 'two updates of one deployment can take each other\'s triggers '
    + 'away: call node.addDependency(...) of the enricher with the custom resource that sets them, or let it set this trigger too, with Attachment.none()');
}

function warningOf({ pool, resource, enricher }: AttachedPool, consequence: string): readonly Warning[] {
  const target = resource ? targetText(resource) : referentsOfText(pool.userPoolRef.userPoolId, enricher, 'AWS::Cognito::UserPool').text.replace(/^"|"$/g, '');
  const logicalId = resource && `"${Stack.of(resource).getLogicalId(resource)}"`;
  const isOfPool = (text: string): boolean => text.includes(target) || text.includes('*') || (logicalId !== undefined && text.includes(logicalId));
  const policies = pool.node.root.node.findAll()
    .filter((each): each is CfnResource => CfnResource.isCfnResource(each) && each.cfnResourceType.startsWith('AWS::IAM::'))
    .filter(each => !each.node.scopes.includes(enricher) && statementsOf(each).some(statement => mayUpdate(statement, isOfPool)));
  return policies.length === 0 ? [] : [{
    id: 'OtherPoolWriter',
    path: 'userPool',
    message: `${policies.map(authorPath).join(', ')} allows to update ${authorPath(resource ?? pool)}. If that sets triggers, ${consequence}`,
  }];
}

/** True if a construct is or contains a custom resource. */
function setsSomething(construct: IConstruct): boolean {
  return elementsIn(construct).some(each => CfnResource.isCfnResource(each) && /^(?:Custom::|AWS::CloudFormation::CustomResource$)/.test(each.cfnResourceType));
}

function statementsOf(resource: CfnResource): readonly Statement[] {
  const { PolicyDocument: own, Policies: inline } = propertiesWithTargets(resource) ?? {};
  const documents = [own, ...Array.isArray(inline) ? inline.map((each: { PolicyDocument?: unknown }) => each.PolicyDocument) : []];
  return documents.flatMap(document => (document as { Statement?: Statement | Statement[] } | undefined)?.Statement ?? []);
}

function mayUpdate({ Effect: effect, Action: action, Resource: resource }: Statement, isOfPool: (text: string) => boolean): boolean {
  return effect === 'Allow' && [action].flat().some(each => typeof each === 'string' && UPDATES.test(each)) && isOfPool(JSON.stringify(resource ?? ''));
}
