import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { authorPath } from '../cdk/paths';
import { USER_POOL } from '../cdk/pools';
import { referentsOfProperty, type Referents } from '../cdk/referents';
import { renderedProperties } from '../cdk/rendered';
import { resourcesIn } from '../cdk/resources';
import type { Warning } from '../problems/problems';

const ALIAS = 'AWS::Lambda::Alias';
const CALLED = ['AWS::Lambda::Function', ALIAS, 'AWS::Lambda::Version'];

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
