import { CfnCondition, CfnOutput, CfnParameter, CfnWaitConditionHandle, CustomResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId, Provider } from 'aws-cdk-lib/custom-resources';
import { Attachment, TokenEnricher, ClaimRule, Value } from '../../src';
import { textsOf } from '../support/notes';
import { newApp } from '../support/stacks';

type Add = (stack: Stack, pool: cognito.UserPool) => void;

/** The warnings about an app in which something else may update the pool. */
function warnings(add: Add, attachment?: Attachment): readonly string[] {
  const app = newApp();
  const stack = new Stack(app, 'A');
  const pool = new cognito.UserPool(stack, 'Pool');
  new TokenEnricher(stack, 'TokenEnricher', { userPool: pool, attachment, claims: [ClaimRule.set('a', Value.literal('x'), { usedForAuthorization: false })] });
  add(stack, pool);
  return textsOf(app.synth()).filter(text => text.includes('OtherPoolWriter'));
}

const role = (stack: Stack) => new iam.Role(stack, 'Writer', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
const allow = (actions: string[], resources: (pool: cognito.UserPool) => string[], effect = iam.Effect.ALLOW): Add => (stack, pool) =>
  void role(stack).addToPolicy(new iam.PolicyStatement({ effect, actions, resources: resources(pool) }));
const itsArn = (pool: cognito.UserPool) => [pool.userPoolArn];

const UPDATE = { Effect: 'Allow', Action: 'cognito-idp:UpdateUserPool' };
const logicalIdOf = (pool: cognito.UserPool) => Stack.of(pool).getLogicalId(pool.node.defaultChild as cognito.CfnUserPool);
const addStatements = (stack: Stack, Statement: unknown): void => {
  new CfnCondition(stack, 'C');
  new iam.CfnPolicy(stack, 'Policy', { policyName: 'p', policyDocument: {}, roles: ['x'] }).addPropertyOverride('PolicyDocument', { Statement });
};
const addStatement = (stack: Stack, statement: object): void => addStatements(stack, [{ ...UPDATE, ...statement }]);

test.each<[string, Add]>([
  ['a policy on the pool', allow(['cognito-idp:DescribeUserPool', 'cognito-idp:UpdateUserPool'], itsArn)],
  ['all actions of Cognito', allow(['cognito-idp:*'], itsArn)],
  ['a wildcard for it', allow(['cognito-idp:UpdateUserPool*'], itsArn)],
  ['a wildcard for it and others', allow(['cognito-idp:*UserPool'], itsArn)],
  ['single characters for it', (stack, pool) => addStatement(stack, { Action: 'cognito-idp:Update????Pool', Resource: pool.userPoolArn })],
  ['its id in a Sub', (stack, pool) => addStatement(stack, { Resource: { 'Fn::Sub': `arn:aws:cognito-idp:\${AWS::Region}:\${AWS::AccountId}:userpool/\${${logicalIdOf(pool)}}` } })],
  ['its ARN in a Sub', (stack, pool) => addStatement(stack, { Resource: { 'Fn::Sub': `\${${logicalIdOf(pool)}.Arn}` } })],
  ['everything but another resource', stack => addStatement(stack, { NotResource: 'arn:aws:s3:::bucket' })],
  ['a statement by a condition', (stack, pool) => addStatements(stack, { 'Fn::If': ['C', [{ ...UPDATE, Resource: pool.userPoolArn }], { Ref: 'AWS::NoValue' }] })],
  ['one of two statements by a condition', (stack, pool) => addStatements(stack, [{ 'Fn::If': ['C', { Effect: 'Deny' }, { ...UPDATE, Resource: pool.userPoolArn }] }])],
  ['all updates, of all pools', allow(['cognito-idp:Update*'], () => ['*'])],
  ['all pools of the account', allow(['cognito-idp:UpdateUserPool'], () => ['arn:aws:cognito-idp:us-east-1:111122223333:userpool/*'])],
  ['an inline policy of a role', (stack, pool) => void new iam.CfnRole(stack, 'Writer', { assumeRolePolicyDocument: {}, policies: [{ policyName: 'p', policyDocument: { Statement: { Effect: 'Allow', Action: 'cognito-idp:UpdateUserPool', Resource: pool.userPoolArn } } }] })],
  ['a managed policy', (stack, pool) => void new iam.ManagedPolicy(stack, 'Writer', { statements: [new iam.PolicyStatement({ actions: ['cognito-idp:UpdateUserPool'], resources: [pool.userPoolArn] })] })],
  ['all actions but others', (stack, pool) => addStatements(stack, [{ Effect: 'Allow', NotAction: ['iam:*', 'cognito-idp:Delete*'], Resource: pool.userPoolArn }])],
  ['the managed policy of AWS', stack => role(stack).addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonCognitoPowerUser'))],
  ['the managed policy of AWS in a Sub', stack => { new iam.CfnRole(stack, 'Writer', { assumeRolePolicyDocument: {}, managedPolicyArns: [Fn.sub('arn:${AWS::Partition}:iam::aws:policy/AmazonCognitoPowerUser')] }); }],
  ['the managed policy of AWS for a user', stack => { new iam.User(stack, 'Person', { managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonCognitoPowerUser')] }); }],
  ['a nested stack', (stack, pool) => allow(['cognito-idp:UpdateUserPool'], itsArn)(new NestedStack(stack, 'Nested'), pool)],
])('an update of the pool by others is a warning: %s', (_, add) => {
  const [warning, ...others] = warnings(add);
  expect(others).toEqual([]);
  ['allows to update A/Pool', 'Attachment.customResource()', 'Attachment.none()'].forEach(text => expect(warning).toContain(text));
});

describe('a pool whose trigger a custom resource sets', () => {
  const updater = (stack: Stack) => new AwsCustomResource(stack, 'Triggers', {
    onUpdate: { service: 'CognitoIdentityServiceProvider', action: 'updateUserPool', physicalResourceId: PhysicalResourceId.of('triggers') },
    policy: AwsCustomResourcePolicy.fromStatements([new iam.PolicyStatement({ actions: ['cognito-idp:UpdateUserPool'], resources: [ARN] })]),
    installLatestAwsSdk: false,
  });
  const ARN = 'arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_abc';
  const LITERAL = (stack: Stack) => cognito.UserPool.fromUserPoolId(stack, 'Pool', 'us-east-1_abc');
  const PARAMETER = (stack: Stack) => cognito.UserPool.fromUserPoolId(stack, 'Pool', new CfnParameter(stack, 'PoolId').valueAsString);
  const OF_APP = (stack: Stack) => new cognito.UserPool(stack, 'Pool');

  type PoolIn = (stack: Stack) => cognito.IUserPool;
  type AddTo = (stack: Stack, pool: cognito.IUserPool, enricher: TokenEnricher) => void;

  function warningsOf(poolIn: PoolIn, add: AddTo): readonly string[] {
    const app = newApp();
    const stack = new Stack(app, 'A', { env: { account: '111122223333', region: 'us-east-1' } });
    const pool = poolIn(stack);
    const claims = [ClaimRule.set('a', Value.literal('x'), { usedForAuthorization: false })];
    add(stack, pool, new TokenEnricher(stack, 'TokenEnricher', { userPool: pool, attachment: Attachment.customResource(), claims }));
    return textsOf(app.synth()).filter(text => text.includes('OtherPoolWriter'));
  }
  const allowOn = (pool: cognito.IUserPool, stack: Stack): void => {
    role(stack).addToPolicy(new iam.PolicyStatement({ actions: ['cognito-idp:UpdateUserPool'], resources: [pool.userPoolArn] }));
  };

  /** A custom resource of the author, whose function may update a pool. */
  const ownUpdater = (stack: Stack, pool: cognito.IUserPool, tokenOf: (handler: lambda.Function) => string = ({ functionArn }) => functionArn) => {
    const handler = new lambda.Function(stack, 'Updater', { code: lambda.Code.fromInline('x'), runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler' });
    handler.addToRolePolicy(new iam.PolicyStatement({ actions: ['cognito-idp:UpdateUserPool'], resources: [pool.userPoolArn] }));
    return new CustomResource(stack, 'Triggers', { serviceToken: tokenOf(handler) });
  };

  test.each<[string, PoolIn, AddTo]>([
    ['of the app', OF_APP, (stack, pool) => allowOn(pool, stack)],
    ['by its id', LITERAL, (stack, pool) => allowOn(pool, stack)],
    ['by a parameter', PARAMETER, (stack, pool) => allowOn(pool, stack)],
    ['with a call of the SDK', LITERAL, stack => void updater(stack)],
    ['with a dependency on an unrelated custom resource', LITERAL, (stack, _, enricher) => {
      updater(stack);
      enricher.node.addDependency(new CustomResource(stack, 'Seed', { serviceToken: 'arn:aws:lambda:us-east-1:111122223333:function:x' }));
    }],
    ['with a dependency on another function', LITERAL, (stack, pool, enricher) => {
      allowOn(pool, stack);
      enricher.node.addDependency(ownUpdater(stack, cognito.UserPool.fromUserPoolId(stack, 'Other', 'us-east-1_other')));
    }],
    ['with a dependency on something else', LITERAL, (stack, _, enricher) => { updater(stack); enricher.node.addDependency(new CfnWaitConditionHandle(stack, 'Handle')); }],
  ])('and that others may update too, %s, is a warning', (_, poolIn, add) => {
    const [warning, ...others] = warningsOf(poolIn, add);
    expect(others).toEqual([]);
    ['allows to update A/Pool', 'node.addDependency(...) of the enricher', 'Attachment.none()'].forEach(text => expect(warning).toContain(text));
  });

  test.each<[string, PoolIn, AddTo]>([
    ['after the others', LITERAL, (stack, _, enricher) => enricher.node.addDependency(updater(stack))],
    ['after a function of the author, whose role is elsewhere', LITERAL, (stack, pool, enricher) => enricher.node.addDependency(ownUpdater(stack, pool))],
    ['after a function of the author, in a provider', LITERAL, (stack, pool, enricher) => enricher.node.addDependency(ownUpdater(stack, pool, handler => new Provider(stack, 'Provider', { onEventHandler: handler }).serviceToken))],
    ['after the role of a function with a managed policy', LITERAL, (stack, _, enricher) => {
      const writer = role(stack);
      writer.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonCognitoPowerUser'));
      const { functionArn } = new lambda.Function(stack, 'Updater', { role: writer, code: lambda.Code.fromInline('x'), runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler' });
      enricher.node.addDependency(new CustomResource(stack, 'Triggers', { serviceToken: functionArn }));
    }],
    ['another pool', LITERAL, stack => allowOn(cognito.UserPool.fromUserPoolId(stack, 'Other', 'us-east-1_other'), stack)],
    ['another parameter', PARAMETER, stack => allowOn(cognito.UserPool.fromUserPoolId(stack, 'Other', new CfnParameter(stack, 'OtherId').valueAsString), stack)],
    ['only by two enrichers', LITERAL, (stack, _, enricher) => enricher.attachTo(cognito.UserPool.fromUserPoolId(stack, 'Other', 'us-east-1_other'))],
  ])('is quiet: %s', (_, poolIn, add) => {
    expect(warningsOf(poolIn, add)).toEqual([]);
  });
});

test.each<[string, Add, Attachment | undefined]>([
  ['another pool is updated', (stack, pool) => { allow(['cognito-idp:UpdateUserPool'], () => [new cognito.UserPool(stack, 'Other').userPoolArn])(stack, pool); }, undefined],
  ['the pool is only read', allow(['cognito-idp:DescribeUserPool', 'cognito-idp:AdminUpdateUserAttributes'], itsArn), undefined],
  ['a wildcard is for other actions', allow(['cognito-idp:Describe*', 'cognito-idp:UpdateUserPoolC*', 'cognito:*'], itsArn), undefined],
  ['everything but the pool is allowed', (stack, pool) => addStatement(stack, { NotResource: pool.userPoolArn }), undefined],
  ['a Sub names another resource', stack => addStatement(stack, { Resource: { 'Fn::Sub': '${PoolOfOthers.Arn}' } }), undefined],
  ['an update is denied', allow(['cognito-idp:UpdateUserPool'], itsArn, iam.Effect.DENY), undefined],
  ['all actions but those of Cognito are allowed', stack => addStatements(stack, [{ Effect: 'Allow', NotAction: 'cognito-idp:*', Resource: '*' }]), undefined],
  ['the managed policy only reads', stack => role(stack).addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonCognitoReadOnly')), undefined],
  ['an administrator may do everything', allow(['*'], () => ['*']), undefined],
  ['a custom resource has no policy', stack => { new CustomResource(stack, 'Resource', { serviceToken: 'arn:aws:lambda:us-east-1:111122223333:function:x' }); new CfnOutput(stack, 'Out', { value: 'x' }); }, undefined],
  ['the enricher itself updates the pool', () => undefined, Attachment.customResource()],
  ['the author attaches the function', allow(['cognito-idp:UpdateUserPool'], itsArn), Attachment.none()],
])('it is none if %s', (_, add, attachment) => {
  expect(warnings(add, attachment)).toEqual([]);
});
