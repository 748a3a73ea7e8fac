import type { CfnResource } from 'aws-cdk-lib';
import type { CfnPermission, IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import { Stack, aws_iam as iam } from '../cdk/aws-cdk-lib';
import { fixed, largePolicy, sized, sizedProperties, sizeOf, sizeOfAttribute, sum, type Size } from '../cdk/policies';
import { USER_POOL } from '../cdk/pools';
import { referentsOfProperty, referentsOfText, type Referents } from '../cdk/referents';
import { renderedProperties, resourcesIn } from '../cdk/resources';
import { authorPath } from '../cdk/stacks';
import type { Findings, Warning } from '../problems/problems';

/**
 * Allows Cognito to call a function, only for user pools with this ARN and in this account.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export function permit(called: IFunction, scope: Construct, id: string, sourceArn: string): CfnResource {
  called.addPermission(id, { principal: new iam.ServicePrincipal('cognito-idp.amazonaws.com'), sourceArn, sourceAccount: Stack.of(scope).account, scope });
  return scope.node.findChild(id) as CfnResource;
}

const FUNCTION = 'AWS::Lambda::Function';
const ALIAS = 'AWS::Lambda::Alias';
const CALLED = [FUNCTION, ALIAS, 'AWS::Lambda::Version'];

/**
 * Warns of user pools of the app whose template calls the function, if no permission of the app allows it. The deployment succeeds, and sign-ins fail.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export function missingPermissions(enricher: IConstruct): readonly Warning[] {
  const { root } = enricher.node;
  const own = resourcesIn(enricher, ...CALLED);
  const callers = resourcesIn(root, USER_POOL)
    .map(pool => ({ pool, called: referentsOfProperty(pool, 'LambdaConfig', ...CALLED).resources.filter(each => own.includes(each)) }))
    .filter(({ called }) => called.length > 0);
  const allowed = callers.length === 0 ? [] : resourcesIn(root, 'AWS::Lambda::Permission').filter(isForCognito)
    .filter(each => mayBe(referentsOfProperty(each, 'FunctionName', ...CALLED), own))
    .map(each => referentsOfProperty(each, 'SourceArn', USER_POOL));
  return callers.filter(({ pool }) => !allowed.some(each => mayBe(each, [pool]))).map(({ pool, called }) => ({
    id: 'MissingPermission',
    path: 'userPool',
    message: `${authorPath(pool)} calls the function, and no AWS::Lambda::Permission of the app allows it to: every sign-in fails`,
    fix: `set the trigger with addTrigger of the user pool, or call enricher.${called.some(({ cfnResourceType }) => cfnResourceType === ALIAS) ? 'alias' : 'handler'}.addPermission('Cognito', { principal: `
      + 'new ServicePrincipal(\'cognito-idp.amazonaws.com\'), sourceArn: userPool.userPoolArn, scope: userPool })',
  }));
}

function isForCognito(permission: CfnResource): boolean {
  const principal = renderedProperties(permission)?.Principal;
  return typeof principal !== 'string' || principal === '*' || principal.includes('cognito-idp');
}

/** True if a value may refer to one of these resources. A known string or an unknown value may be the name of any. */
function mayBe({ resources, constants, isOpen }: Referents, some: readonly CfnResource[]): boolean {
  return isOpen || constants.length > 0 || resources.some(each => some.includes(each));
}

/**
 * The maximum bytes of the resource-based policy of a function or alias.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const LIMIT = 20_480;

const WITH_POLICY = [FUNCTION, ALIAS];

/** Reports more permissions to invoke the function than Lambda stores in its policy. Each attached user pool adds one. */
export function permissionFindings(enricher: IConstruct): Findings {
  const own = resourcesIn(enricher, ...WITH_POLICY);
  // only the function is resolved of all permissions, as an app can have many
  const permissions = resourcesIn<CfnPermission>(enricher.node.root, 'AWS::Lambda::Permission')
    .map(permission => ({ permission, called: referentsOfText(permission.functionName, permission, ...WITH_POLICY).resources }));
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
