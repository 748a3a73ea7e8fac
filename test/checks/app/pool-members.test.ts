import { CfnCondition, CfnOutput, CfnParameter, CfnResource, CustomResource, Fn, Lazy, NestedStack, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { TokenEnricher } from '../../../src';
import { errorOf } from '../../support/app';
import { NARROW, PoolApp, role, scopeOf } from '../../support/pool-app';

const CLIENT = 'AWS::Cognito::UserPoolClient';
const PROVIDER = 'AWS::Cognito::UserPoolIdentityProvider';

/** An app client that can write everything, and whose users sign in. */
function clientOf(stack: Stack, userPoolId: string): cognito.CfnUserPoolClient {
  return new cognito.CfnUserPoolClient(stack, 'Mobile', { userPoolId, explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] });
}

function providerOf(stack: Stack, UserPoolId: unknown): CfnResource {
  return new CfnResource(stack, 'Corporate', {
    type: PROVIDER, properties: { UserPoolId, ProviderName: 'Corporate', ProviderType: 'OIDC', ProviderDetails: {}, AttributeMapping: { 'custom:role': 'role' } },
  });
}

const far = (app: PoolApp) => new Stack(app.app, 'Far');
const parameter = (stack: Stack) => new CfnParameter(stack, 'PoolId').valueAsString;
const other = (app: PoolApp) => new cognito.UserPool(app.stack, 'Other').userPoolId;
const logicalId = (app: PoolApp) => app.stack.getLogicalId(app.roles.node.defaultChild as CfnResource);
const imported = (app: PoolApp, id: string) => cognito.UserPool.fromUserPoolId(app.stack, 'Imported', id).userPoolId;

/** The ways in which a resource can name its user pool. */
const BELONGS: { readonly [way: string]: (app: PoolApp) => unknown } = {
  'its id': app => app.roles.userPoolId,
  'an import of its id': app => imported(app, app.roles.userPoolId),
  'an import of its ARN': app => cognito.UserPool.fromUserPoolArn(app.stack, 'Imported', app.roles.userPoolArn).userPoolId,
  'a lazy value': app => Lazy.string({ produce: () => app.roles.userPoolId }),
  'a lazy value of an import': app => Lazy.string({ produce: () => imported(app, app.roles.userPoolId) }),
  'one of two pools, by a condition': app => Fn.conditionIf(new CfnCondition(app.stack, 'Condition').logicalId, other(app), app.roles.userPoolId).toString(),
  'a Ref': app => ({ Ref: logicalId(app) }),
  'a part of an ARN by GetAtt': app => ({ 'Fn::Select': [1, { 'Fn::Split': ['/', { 'Fn::GetAtt': [logicalId(app), 'Arn'] }] }] }),
  'a Sub': app => ({ 'Fn::Sub': `\${${logicalId(app)}}` }),
  'a Sub with a variable': app => ({ 'Fn::Sub': ['${Id}', { Id: app.roles.userPoolId }] }),
};
const MAY_BELONG: { readonly [way: string]: (app: PoolApp) => unknown } = {
  'a parameter': app => parameter(app.stack),
  'an import of a parameter': app => imported(app, parameter(app.stack)),
  'an import value': () => Fn.importValue('PoolId'),
  'a parameter of SSM': app => StringParameter.valueForStringParameter(app.stack, '/pool'),
  'an attribute of a custom resource': app => new CustomResource(app.stack, 'Lookup', { serviceToken: 'arn:aws:lambda:us-east-1:123456789012:function:lookup' }).getAttString('PoolId'),
  'a Ref to a parameter': app => { parameter(app.stack); return { Ref: 'PoolId' }; },
  'a Sub with a parameter': app => { parameter(app.stack); return { 'Fn::Sub': ['${Region}_${PoolId}', { Region: 'us-east-1' }] }; },
  'a mapping': () => ({ 'Fn::FindInMap': ['Pools', 'eu', 'id'] }),
  'a condition over a parameter and another pool': app => Fn.conditionIf(new CfnCondition(app.stack, 'Condition').logicalId, other(app), parameter(app.stack)).toString(),
};
const DOES_NOT_BELONG: { readonly [way: string]: (app: PoolApp) => unknown } = {
  'another pool': other,
  'a known id': () => 'us-east-1_other',
  'a Sub of constants': () => ({ 'Fn::Sub': ['${Region}_${Id}', { Region: 'us-east-1', Id: 'other' }] }),
  'a Sub without variables': () => ({ 'Fn::Sub': 'us-east-1_other' }),
  'an import of a known id': app => imported(app, 'us-east-1_other'),
  'a condition over other pools': app => Fn.conditionIf(new CfnCondition(app.stack, 'Condition').logicalId, other(app), 'us-east-1_other').toString(),
};

/** The finding about a rule that depends on an attribute. */
function said(app: PoolApp): 'error' | 'warning' | 'nothing' {
  new TokenEnricher(app.stack, 'TokenEnricher', { userPool: app.roles, ...scopeOf(role()) });
  try {
    return app.warnings().some(text => text.includes('UnseenWriters')) ? 'warning' : 'nothing';
  } catch (error) {
    expect((error as Error).message).toContain('Provenance');
    return 'error';
  }
}

describe.each([
  ['belongs to the pool', BELONGS, 'error'],
  ['may belong to the pool', MAY_BELONG, 'warning'],
  ['does not belong to the pool', DOES_NOT_BELONG, 'nothing'],
] as const)('what %s', (_, ways, expected) => {
  test.each(Object.entries(ways))('an app client, by %s', (__, id) => {
    const app = new PoolApp({ client: NARROW });
    new CfnResource(app.stack, 'Mobile', { type: CLIENT, properties: { UserPoolId: id(app), ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } });
    expect(said(app)).toBe(expected);
  });

  test.each(Object.entries(ways))('an app client, by an override with %s', (__, id) => {
    const app = new PoolApp({ client: NARROW });
    clientOf(app.stack, 'us-east-1_other').addPropertyOverride('UserPoolId', id(app));
    expect(said(app)).toBe(expected);
  });

  test.each(Object.entries(ways))('an identity provider, by %s', (__, id) => {
    const app = new PoolApp({ client: NARROW });
    providerOf(app.stack, id(app));
    expect(said(app)).toBe(expected);
  });
});

test.each<[string, (app: PoolApp) => Stack]>([
  ['another stack', far],
  ['a nested stack', app => new NestedStack(app.stack, 'Nested')],
  ['another stack, which the pool exports to by hand', app => { new CfnOutput(app.stack, 'Export', { value: app.roles.userPoolId, exportName: 'Pool' }); return far(app); }],
])('an app client in %s belongs to the pool', (_, stack) => {
  const app = new PoolApp({ client: NARROW });
  clientOf(stack(app), app.roles.userPoolId);
  expect(said(app)).toBe('error');
});

test('an app client that is moved to another pool by an override does not belong to it', () => {
  const app = new PoolApp({ client: NARROW });
  clientOf(app.stack, app.roles.userPoolId).addPropertyOverride('UserPoolId', other(app));
  expect(said(app)).toBe('nothing');
});

test('only what a possible app client may write counts', () => {
  const app = new PoolApp({ client: NARROW });
  clientOf(app.stack, parameter(app.stack)).writeAttributes = ['locale'];
  expect(said(app)).toBe('nothing');
});

test('the warning names the app client that may belong to the pool', () => {
  const app = new PoolApp({ client: NARROW });
  clientOf(app.stack, parameter(app.stack));
  said(app);
  expect(app.warnings().join('\n')).toContain('only the deployment knows whether Stack/Mobile belongs to the user pool');
});

describe('a pool that another app creates', () => {
  type Id = string | ((app: PoolApp) => string);
  const report = (id: Id, clientId: Id, facts?: { userWritableAttributes: string[] }) => {
    const app = new PoolApp({ client: NARROW });
    const of = (each: Id) => typeof each === 'string' ? each : each(app);
    const userPool = cognito.UserPool.fromUserPoolId(app.stack, 'Imported', of(id));
    clientOf(app.stack, of(clientId));
    new TokenEnricher(app.stack, 'TokenEnricher', { userPool, poolFacts: facts, ...scopeOf(role()) });
    try {
      return app.warnings().some(text => text.includes('UnseenWriters')) ? 'warning' : 'nothing';
    } catch (error) {
      return (error as Error).message.includes('through Stack/Mobile') ? 'error' : (error as Error).message;
    }
  };
  const sameParameter = (app: PoolApp) => (app.stack.node.tryFindChild('PoolId') as CfnParameter | undefined)?.valueAsString ?? parameter(app.stack);

  test.each([
    ['the same id', 'us-east-1_a', 'us-east-1_a', 'error'],
    ['the same parameter', sameParameter, sameParameter, 'error'],
    ['another id', 'us-east-1_a', 'us-east-1_b', 'warning'],
    ['an id, where the pool is a parameter', sameParameter, 'us-east-1_b', 'warning'],
  ])('has app clients in this app, by %s', (_, id, clientId, expected) => {
    expect(report(id, clientId)).toBe(expected);
  });

  test('facts add to what the app shows, and close nothing', () => {
    const facts = { userWritableAttributes: ['locale'], mappedAttributes: {} };
    expect(report('us-east-1_a', 'us-east-1_a', facts)).toBe('error');
    expect(report('us-east-1_a', 'us-east-1_b', facts)).toBe('nothing');
  });
});

test('a resource of these types without properties, or whose properties are errors, does not stop the checks', () => {
  const app = new PoolApp({ client: NARROW });
  new CfnResource(app.stack, 'Client', { type: CLIENT });
  new CfnResource(app.stack, 'Provider', { type: PROVIDER });
  expect(said(app)).toBe('warning');
  const broken = new PoolApp({ client: NARROW });
  clientOf(broken.stack, Lazy.string({ produce: () => { throw new Error('not yet'); } }));
  expect(errorOf(() => said(broken))).toContain('not yet');
});
