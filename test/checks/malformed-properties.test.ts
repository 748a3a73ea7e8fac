import { CfnCondition, type CfnResource } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Attachment, ClaimRule, Condition, ScopeRule, Value } from '../../src';
import { TestApp } from '../support/app';

/** Values that an override can put in the place of a property. */
const MALFORMED: ReadonlyArray<readonly [name: string, value: unknown]> = [
  ['null', null], ['a number', 5], ['a string', 'x'], ['a list with null', [null]], ['a list of lists', [[null, 'x']]], ['an empty map', {}], ['a map with null', { Name: null }],
  ['a condition without branches', { 'Fn::If': 'x' }], ['a condition with null', { 'Fn::If': ['Condition', null, [null]] }], ['nothing', { Ref: 'AWS::NoValue' }],
  ['a function without arguments', { 'Fn::Sub': null }], ['a reference to nothing', { Ref: null }], ['an attribute of nothing', { 'Fn::GetAtt': [] }],
];

/** The properties that checks read, by the resource that has them. */
const PROPERTIES: ReadonlyArray<readonly [kind: 'pool' | 'client' | 'provider' | 'group' | 'server' | 'table' | 'policy' | 'role', property: string]> = [
  ...['Schema', 'AdminCreateUserConfig', 'UsernameAttributes', 'DcrConfiguration', 'UserPoolTier', 'LambdaConfig'].map(name => ['pool', name] as const),
  ...['UserPoolId', 'ExplicitAuthFlows', 'AllowedOAuthFlows', 'AllowedOAuthScopes', 'SupportedIdentityProviders', 'WriteAttributes', 'ReadAttributes', 'GenerateSecret']
    .map(name => ['client', name] as const),
  ...['UserPoolId', 'ProviderName', 'AttributeMapping'].map(name => ['provider', name] as const),
  ...['UserPoolId', 'GroupName'].map(name => ['group', name] as const),
  ...['UserPoolId', 'Identifier', 'Scopes'].map(name => ['server', name] as const),
  ...['KeySchema', 'AttributeDefinitions', 'GlobalSecondaryIndexes', 'LocalSecondaryIndexes', 'SSESpecification', 'Replicas'].map(name => ['table', name] as const),
  ...['PolicyDocument', 'PolicyDocument.Statement'].map(name => ['policy', name] as const),
  ...['Policies', 'ManagedPolicyArns'].map(name => ['role', name] as const),
];

/** Synthesizes an app in which one property is malformed. Returns the error, if there is one. */
function errorWith(kind: string, property: string, value: unknown, attachment?: Attachment): Error | undefined {
  const app = new TestApp();
  const { stack, userPool, table } = app;
  const { userPoolId } = userPool;
  new CfnCondition(stack, 'Condition');
  const web = app.client('Web');
  const writer = new iam.CfnRole(stack, 'Writer', { assumeRolePolicyDocument: {} });
  const resources: { readonly [name: string]: CfnResource } = {
    pool: userPool.node.defaultChild as CfnResource,
    client: web.node.defaultChild as CfnResource,
    provider: new cognito.CfnUserPoolIdentityProvider(stack, 'Provider', { userPoolId, providerName: 'Okta', providerType: 'OIDC', providerDetails: {} }),
    group: new cognito.CfnUserPoolGroup(stack, 'Group', { userPoolId, groupName: 'staff' }),
    server: new cognito.CfnUserPoolResourceServer(stack, 'Server', { userPoolId, identifier: 'api', name: 'api' }),
    table: table.node.defaultChild as CfnResource,
    policy: new iam.CfnPolicy(stack, 'Policy', { policyName: 'p', policyDocument: {}, roles: [writer.ref] }),
    role: writer,
  };
  resources[kind].addPropertyOverride(property, value);
  try {
    app.enricher({
      attachment,
      claims: [ClaimRule.set('a', app.source().attribute('a')), ClaimRule.set('b', Value.userAttribute('custom:plan'), { usedForAuthorization: false })],
      scopes: [
        ScopeRule.suppress('api/read', { when: Condition.none(Condition.inGroup('staff')) }), ScopeRule.addAll(Value.federatedAttribute('locale', ['Okta']).split(',')),
        ScopeRule.add('api/write', { when: Condition.client(web) }),
      ],
    });
    app.app.synth();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

describe.each([...PROPERTIES])('a %s whose %s is', (kind, property) => {
  test.each([...MALFORMED])('%s does not break the checks', (_, value) => {
    // the attachment reads what is about the pool and its writers
    const attachments = ['pool', 'policy', 'role'].includes(kind) ? [undefined, Attachment.customResource()] : [undefined];
    const errors = attachments.map(attachment => errorWith(kind, property, value, attachment));
    // the errors of checks, and of the CDK about its own resources
    errors.forEach(error => expect(error === undefined || !/TypeError|RangeError/.test(`${error.name} ${error.stack}`) ? '' : error.stack).toBe(''));
  });
});
