import * as path from 'path';
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ClaimRule, Condition, DenyRule, ItemAttributeType, ScopeRule, Subject, TableSource, TokenEnricher, TokenType, Value } from 'cdk-cognito-token-enricher';

const CALLBACK = 'http://localhost:3000/callback';
const ALL = [Subject.USER, Subject.MACHINE];
const TEXT = { valueType: ItemAttributeType.STRING };
const TEXTS = { valueType: ItemAttributeType.STRING_LIST };

/** Tenants in a single table. Access tokens of users and of machines have the tenant, its plan, and the scopes that the role and the plan allow. */
export class SaasStack extends Stack {
  public readonly enricher: TokenEnricher;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const table = new dynamodb.Table(this, 'Table', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    table.addGlobalSecondaryIndex({
      indexName: 'byClient',
      partitionKey: { name: 'clientId', type: dynamodb.AttributeType.STRING },
      projectionType: dynamodb.ProjectionType.INCLUDE,
      nonKeyAttributes: ['tenant'],
    });

    const userPool = new cognito.UserPool(this, 'UserPool', {
      featurePlan: cognito.FeaturePlan.ESSENTIALS,
      // administrators of a tenant invite its members
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // unique in the Region, as the account is in it
    const domain = userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: `saas-${this.account}` } });
    const read = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'Read projects' });
    const write = new cognito.ResourceServerScope({ scopeName: 'write', scopeDescription: 'Change projects' });
    const report = new cognito.ResourceServerScope({ scopeName: 'export', scopeDescription: 'Export projects' });
    const server = userPool.addResourceServer('Projects', { identifier: 'projects', scopes: [read, write, report] });
    const scopes = [read, write, report].map(each => cognito.OAuthScope.resourceServer(server, each));
    const webClient = userPool.addClient('WebClient', {
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, ...scopes],
        callbackUrls: [CALLBACK],
      },
    });
    // each tenant that wants to automate something gets such a client, and an item with the id of the client
    const machineClient = userPool.addClient('MachineClient', {
      generateSecret: true,
      oAuth: { flows: { clientCredentials: true }, scopes },
    });

    const account = TableSource.item('account', { table, key: { pk: Value.sub().withPrefix('USER#'), sk: Value.literal('ACCOUNT') } });
    const machine = TableSource.query('machine', { table, indexName: 'byClient', key: { clientId: Value.clientId() }, limit: 1 });
    // machines have no account, and app clients of users have no item
    const tenant = Value.choose(Condition.machine(), machine.items().mapEach(Value.element('tenant')).first().asString(), account.attribute('tenant', TEXT));
    const settings = TableSource.item('settings', { table, key: { pk: tenant.withPrefix('TENANT#'), sk: Value.literal('SETTINGS') } });
    const role = TableSource.item('role', { table, key: { pk: account.attribute('role', TEXT).withPrefix('ROLE#'), sk: Value.literal('ROLE') } });
    const plan = settings.attribute('plan', TEXT);

    this.enricher = new TokenEnricher(this, 'TokenEnricher', {
      userPool,
      deny: [
        DenyRule.when(Condition.none(tenant.isPresent()), 'You are no member of an organization.', { subjects: ALL }),
        DenyRule.when(settings.attribute('suspended', { valueType: ItemAttributeType.BOOLEAN }).isTrue(), 'Your organization is suspended.', { subjects: ALL }),
      ],
      claims: [
        ClaimRule.set('tenant', tenant, { subjects: ALL, tokens: [TokenType.ACCESS], usedForAuthorization: true }),
        ClaimRule.set('plan', plan, { subjects: ALL, tokens: [TokenType.ACCESS] }),
        ClaimRule.set('permissions', role.attribute('permissions', TEXTS), { tokens: [TokenType.ACCESS], usedForAuthorization: true }),
      ],
      scopes: [
        // of the scopes that the client requests; Cognito itself limits machines to the scopes of their client
        ScopeRule.keepOnly(role.attribute('scopes', TEXTS)),
        ScopeRule.suppress('projects/export', { subjects: ALL, when: Condition.none(plan.isEqualTo('pro')), description: 'Exports are part of the plan pro.' }),
      ],
    });

    const projects = new lambda.Function(this, 'ProjectsFunction', {
      runtime: lambda.Runtime.NODEJS_24_X,
      code: lambda.Code.fromAsset(path.join(__dirname, 'api')),
      handler: 'projects.handler',
      environment: { TABLE: table.tableName },
    });
    table.grant(projects, 'dynamodb:Query');
    const api = new HttpApi(this, 'Api', {
      defaultAuthorizer: new HttpUserPoolAuthorizer('UserPool', userPool, { userPoolClients: [webClient, machineClient] }),
    });
    const integration = new HttpLambdaIntegration('Projects', projects);
    api.addRoutes({ path: '/projects', methods: [HttpMethod.GET], integration, authorizationScopes: ['projects/read'] });
    api.addRoutes({ path: '/export', methods: [HttpMethod.GET], integration, authorizationScopes: ['projects/export'] });

    new CfnOutput(this, 'SignIn', { value: domain.signInUrl(webClient, { redirectUri: CALLBACK }) });
    new CfnOutput(this, 'ProjectsUrl', { value: `${api.apiEndpoint}/projects` });
    new CfnOutput(this, 'TableName', { value: table.tableName });
    new CfnOutput(this, 'UserPoolId', { value: userPool.userPoolId });
  }
}
