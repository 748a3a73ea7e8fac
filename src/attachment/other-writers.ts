import { CfnResource, Stack } from 'aws-cdk-lib';
import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { authorPath } from '../cdk/paths';
import { propertiesWithTargets, targetText } from '../cdk/referents';
import type { Warning } from '../problems/problems';

interface Statement {
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly Resource?: unknown;
}

const UPDATES = /^cognito-idp:(?:UpdateUserPool|Update\*|\*)$/i;

/**
 * Warns of policies of the app that allow to update the pool, as custom resources that set triggers have. UpdateUserPool replaces all triggers, and
 * so does CloudFormation when the template has a LambdaConfig.
 *
 * @param enricher its own resources do not count
 */
export function otherWriters(pool: CfnUserPool, enricher: IConstruct): readonly Warning[] {
  const policies = pool.node.root.node.findAll()
    .filter((each): each is CfnResource => CfnResource.isCfnResource(each) && each.cfnResourceType.startsWith('AWS::IAM::'))
    .filter(each => !each.node.scopes.includes(enricher) && statementsOf(each).some(statement => mayUpdate(statement, pool)));
  return policies.length === 0 ? [] : [{
    id: 'OtherPoolWriter',
    path: 'userPool',
    message: `${policies.map(authorPath).join(', ')} allows to update ${authorPath(pool)}. If that sets triggers, the LambdaConfig of the template and that update take each other's `
      + 'triggers away: use Attachment.customResource() and node.addDependency(...) on what sets them, or let it set this trigger too, with Attachment.none()',
  }];
}

function statementsOf(resource: CfnResource): readonly Statement[] {
  const { PolicyDocument: own, Policies: inline } = propertiesWithTargets(resource) ?? {};
  const documents = [own, ...Array.isArray(inline) ? inline.map((each: { PolicyDocument?: unknown }) => each.PolicyDocument) : []];
  return documents.flatMap(document => (document as { Statement?: Statement | Statement[] } | undefined)?.Statement ?? []);
}

function mayUpdate({ Effect: effect, Action: action, Resource: resource }: Statement, pool: CfnUserPool): boolean {
  const text = JSON.stringify(resource ?? '');
  return effect === 'Allow' && [action].flat().some(each => typeof each === 'string' && UPDATES.test(each))
    && (text.includes(targetText(pool)) || text.includes('*') || text.includes(`"${Stack.of(pool).getLogicalId(pool)}"`));
}
