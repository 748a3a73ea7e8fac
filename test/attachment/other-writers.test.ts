import { CfnOutput, CustomResource, NestedStack, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Attachment, TokenEnricher, ClaimRule, Value } from '../../src';
import { newApp } from '../support/stacks';

type Add = (stack: Stack, pool: cognito.UserPool) => void;

/** The warnings about an app in which something else may update the pool. */
function warnings(add: Add, attachment?: Attachment): readonly string[] {
  const app = newApp();
  const stack = new Stack(app, 'A');
  const pool = new cognito.UserPool(stack, 'Pool');
  new TokenEnricher(stack, 'TokenEnricher', { userPool: pool, attachment, claims: [ClaimRule.set('a', Value.literal('x'), { usedForAuthorization: false })] });
  add(stack, pool);
  return app.synth().getStackByName('A').messages.map(({ entry }) => String(entry.data)).filter(text => text.includes('OtherPoolWriter'));
}

const role = (stack: Stack) => new iam.Role(stack, 'Writer', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
const allow = (actions: string[], resources: (pool: cognito.UserPool) => string[], effect = iam.Effect.ALLOW): Add => (stack, pool) =>
  void role(stack).addToPolicy(new iam.PolicyStatement({ effect, actions, resources: resources(pool) }));
const itsArn = (pool: cognito.UserPool) => [pool.userPoolArn];

test.each<[string, Add]>([
  ['a policy on the pool', allow(['cognito-idp:DescribeUserPool', 'cognito-idp:UpdateUserPool'], itsArn)],
  ['all actions of Cognito', allow(['cognito-idp:*'], itsArn)],
  ['all updates, of all pools', allow(['cognito-idp:Update*'], () => ['*'])],
  ['all pools of the account', allow(['cognito-idp:UpdateUserPool'], () => ['arn:aws:cognito-idp:us-east-1:111122223333:userpool/*'])],
  ['an inline policy of a role', (stack, pool) => void new iam.CfnRole(stack, 'Writer', { assumeRolePolicyDocument: {}, policies: [{ policyName: 'p', policyDocument: { Statement: { Effect: 'Allow', Action: 'cognito-idp:UpdateUserPool', Resource: pool.userPoolArn } } }] })],
  ['a managed policy', (stack, pool) => void new iam.ManagedPolicy(stack, 'Writer', { statements: [new iam.PolicyStatement({ actions: ['cognito-idp:UpdateUserPool'], resources: [pool.userPoolArn] })] })],
  ['a nested stack', (stack, pool) => allow(['cognito-idp:UpdateUserPool'], itsArn)(new NestedStack(stack, 'Nested'), pool)],
])('an update of the pool by others is a warning: %s', (_, add) => {
  const [warning, ...others] = warnings(add);
  expect(others).toEqual([]);
  ['allows to update A/Pool', 'Attachment.customResource()', 'Attachment.none()'].forEach(text => expect(warning).toContain(text));
});

test.each<[string, Add, Attachment | undefined]>([
  ['another pool is updated', (stack, pool) => { allow(['cognito-idp:UpdateUserPool'], () => [new cognito.UserPool(stack, 'Other').userPoolArn])(stack, pool); }, undefined],
  ['the pool is only read', allow(['cognito-idp:DescribeUserPool', 'cognito-idp:AdminUpdateUserAttributes'], itsArn), undefined],
  ['an update is denied', allow(['cognito-idp:UpdateUserPool'], itsArn, iam.Effect.DENY), undefined],
  ['an administrator may do everything', allow(['*'], () => ['*']), undefined],
  ['a custom resource has no policy', stack => { new CustomResource(stack, 'Resource', { serviceToken: 'arn:aws:lambda:us-east-1:111122223333:function:x' }); new CfnOutput(stack, 'Out', { value: 'x' }); }, undefined],
  ['the enricher itself updates the pool', () => undefined, Attachment.customResource()],
  ['the author attaches the function', allow(['cognito-idp:UpdateUserPool'], itsArn), Attachment.none()],
])('it is none if %s', (_, add, attachment) => {
  expect(warnings(add, attachment)).toEqual([]);
});
