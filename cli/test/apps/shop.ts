import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Role } from 'aws-cdk-lib/aws-iam';
import { ClaimRule, Condition, DenyRule, OnError, ScopeRule, Subject, TableSource, TokenEnricher, Value } from 'cdk-cognito-token-enricher';
import type { Construct } from 'constructs';

/**
 * Covers features that the `seeds` app does not have: machines, groups, denials, metadata, rotation, lifetimes, named clients, several client
 * types.
 */
export class ShopStack extends Stack {
  public readonly enricher: TokenEnricher;
  public readonly clients: Readonly<Record<string, cognito.UserPoolClient>>;

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const userPool = new cognito.UserPool(this, 'UserPool', {
      featurePlan: cognito.FeaturePlan.ESSENTIALS,
      signInAliases: { username: true, email: true },
      customAttributes: { tenant: new cognito.StringAttribute({ mutable: true }) },
    });
    const api = userPool.addResourceServer('Api', {
      identifier: 'api',
      scopes: [{ scopeName: 'read', scopeDescription: 'read' }, { scopeName: 'write', scopeDescription: 'write' }],
    });
    userPool.addGroup('Admins', { groupName: 'admins', precedence: 1, role: Role.fromRoleArn(this, 'AdminRole', 'arn:aws:iam::111122223333:role/admin') });
    userPool.addGroup('Suspended', { groupName: 'suspended', precedence: 2 });
    const scopes = [
      cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL, cognito.OAuthScope.PROFILE, cognito.OAuthScope.COGNITO_ADMIN,
      cognito.OAuthScope.custom('api/read'), cognito.OAuthScope.custom('api/write'),
    ];
    const web = userPool.addClient('Web', {
      authFlows: { userPassword: true, userSrp: true, adminUserPassword: true },
      accessTokenValidity: Duration.minutes(10),
      idTokenValidity: Duration.minutes(20),
      writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true }),
      oAuth: { flows: { authorizationCodeGrant: true }, scopes, callbackUrls: ['http://localhost:3000/callback'], logoutUrls: ['http://localhost:3000/'] },
    });
    web.node.addDependency(api);
    const rotating = userPool.addClient('Server', {
      generateSecret: true,
      refreshTokenRotationGracePeriod: Duration.seconds(0),
      authFlows: { userPassword: true },
      writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true }),
      oAuth: { flows: { authorizationCodeGrant: true }, scopes, callbackUrls: ['http://localhost:3000/server'] },
    });
    rotating.node.addDependency(api);
    const machine = userPool.addClient('Machine', {
      generateSecret: true,
      enableTokenRevocation: false,
      oAuth: { flows: { clientCredentials: true }, scopes: [cognito.OAuthScope.custom('api/read'), cognito.OAuthScope.custom('api/write')] },
    });
    machine.node.addDependency(api);
    const byApi = new cognito.CfnUserPoolClient(this, 'ByApi', {
      userPoolId: userPool.userPoolId,
      generateSecret: true,
      explicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'],
      writeAttributes: ['email'],
      allowedOAuthFlowsUserPoolClient: true,
      allowedOAuthFlows: ['client_credentials'],
      allowedOAuthScopes: ['api/read'],
    });
    byApi.node.addDependency(api);

    // no rule reads this table, and a local DynamoDB could not create it
    new dynamodb.CfnTable(this, 'Unread', { keySchema: [{ attributeName: 'id', keyType: 'HASH' }], attributeDefinitions: [] });
    const table = new dynamodb.Table(this, 'Accounts', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    });
    const account = TableSource.item('account', { table, key: { id: Value.sub() }, onError: OnError.DENY });
    this.clients = { Web: web, Server: rotating, Machine: machine };
    this.enricher = new TokenEnricher(this, 'TokenEnricher', {
      userPool,
      deny: [DenyRule.when(Condition.inGroup('suspended'), 'Your account is suspended')],
      claims: [
        ClaimRule.set('tenant', Value.userAttribute('custom:tenant'), { description: 'the tenant that an operator wrote' }),
        ClaimRule.set('plan', account.attribute('plan')),
        ClaimRule.set('campaign', Value.untrustedClientMetadata('campaign')),
        ClaimRule.set('kind', Value.literal('service'), { subjects: [Subject.MACHINE] }),
        ClaimRule.set('partner', Value.untrustedClientMetadata('partner'), { subjects: [Subject.MACHINE] }),
        ClaimRule.set('app', Value.literal('web'), { when: Condition.client(web) }),
        ClaimRule.suppress('email', { when: Condition.refresh() }),
      ],
      scopes: [ScopeRule.add('shop/admin', { when: Condition.inGroup('admins') })],
    });
  }
}
