import type { CfnResource } from 'aws-cdk-lib';
import type { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { largePolicy, sized, sizedProperties, sizeOf } from '../cdk/policy-size';
import { fixed, sizeOfAttribute, sum, type Size } from '../cdk/reference-size';
import { referentsOfText } from '../cdk/referents';
import { renderedProperties } from '../cdk/rendered';
import { resourcesIn } from '../cdk/resources';
import type { Findings } from '../problems/problems';

/**
 * The maximum bytes of the resource-based policy of a function or alias.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const LIMIT = 20_480;

const FUNCTION = 'AWS::Lambda::Function';
const CALLED = [FUNCTION, 'AWS::Lambda::Alias'];

/** Reports more permissions to invoke the function than Lambda stores in its policy. Each attached user pool adds one. */
export function permissionFindings(enricher: IConstruct): Findings {
  const own = resourcesIn(enricher, ...CALLED);
  // only the function is resolved of all permissions, as an app can have many
  const permissions = resourcesIn<CfnPermission>(enricher.node.root, 'AWS::Lambda::Permission')
    .map(permission => ({ permission, called: referentsOfText(permission.functionName, permission, ...CALLED).resources }));
  // the function and its alias have a policy each
  const policies = own.map(each => {
    const arn = arnOf(each, own);
    const statements = permissions.filter(({ called }) => called.includes(each)).map(({ permission }) => statementSize(permission, arn));
    return { count: statements.length, ...sum(fixed('{"Version":"2012-10-17","Id":"default","Statement":[]}'.length + statements.length - 1), ...statements) };
  });
  const { count, least, usual } = policies.reduce((largest, each) => each.usual > largest.usual ? each : largest);
  const allowed = `${LIMIT.toLocaleString('en')} bytes, the limit of Lambda for the resource-based policy of a function`;
  const fix = `attach the function to fewer user pools, about ${Math.floor(LIMIT * count / usual)}, and create another enricher with the same rules for the others`;
  const given = `${count} permissions to invoke the function, of at least ${least.toLocaleString('en')} bytes`;
  return least > LIMIT
    ? { problems: [{ check: 'PolicySize', path: 'userPool', given, allowed, fix }], warnings: [] }
    : { problems: [], warnings: usual <= LIMIT ? [] : [largePolicy('userPool', given, usual, allowed, fix)] };
}

/**
 * The statement that Lambda adds for a permission. CloudFormation generates its id as it generates names.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
function statementSize(permission: CfnResource, arn: Size): Size {
  const { Action, Principal, SourceAccount, SourceArn } = sizedProperties(permission);
  return sizeOf({
    Sid: sized(sizeOfAttribute(permission, 'Ref')),
    Effect: 'Allow',
    Principal: { Service: Principal },
    Action,
    Resource: sized(arn),
    Condition: {
      ...SourceAccount !== undefined && { StringEquals: { 'AWS:SourceAccount': SourceAccount } },
      ...SourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': SourceArn } },
    },
  });
}

/** The ARN of the function, or of its alias, which ends in the name of the alias. */
function arnOf(called: CfnResource, own: readonly CfnResource[]): Size {
  const handler = sizeOfAttribute(own.find(({ cfnResourceType }) => cfnResourceType === FUNCTION)!, 'Arn');
  return called.cfnResourceType === FUNCTION ? handler : sum(handler, fixed(1 + String(renderedProperties(called)?.Name).length));
}
