import * as path from 'path';
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ClaimRule, TableSource, TokenEnricher, TokenType, Value, ItemAttributeType } from 'cdk-cognito-token-enricher';

const CALLBACK = 'http://localhost:3000/callback';

/** Sets claims of the ID token from a table, with one read for each sign-in. */
export class ProjectsStack extends Stack {
  public readonly enricher: TokenEnricher;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const userPool = new cognito.UserPool(this, 'UserPool', {
      signInAliases: { username: true, email: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // unique in the Region, as the account is in it
    const domain = userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: `projects-${this.account}` } });
    const client = userPool.addClient('WebClient', {
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL],
        callbackUrls: [CALLBACK],
      },
    });
    const table = new dynamodb.Table(this, 'UserInfoTable', {
      tableName: 'UserInfoTable',
      partitionKey: { name: 'userName', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });

    const userInfo = TableSource.item('userInfo', { table, key: { userName: Value.username() } });
    this.enricher = new TokenEnricher(this, 'TokenEnricher', {
      userPool,
      claims: [
        ClaimRule.set('userName', Value.username(), { tokens: [TokenType.ID] }),
        // declared as a string, so that the ID token can carry it on every feature plan
        ClaimRule.set('projects', userInfo.attribute('projects', { valueType: ItemAttributeType.STRING }), { tokens: [TokenType.ID] }),
      ],
    });

    const project = new lambda.Function(this, 'Project', {
      runtime: lambda.Runtime.NODEJS_24_X,
      code: lambda.Code.fromAsset(path.join(__dirname, 'api')),
      handler: 'project.handler',
    });
    const api = new HttpApi(this, 'Api');
    api.addRoutes({
      path: '/projects/{name}',
      methods: [HttpMethod.GET],
      integration: new HttpLambdaIntegration('Project', project),
      authorizer: new HttpUserPoolAuthorizer('UserPool', userPool, { userPoolClients: [client] }),
    });

    new CfnOutput(this, 'SignIn', { value: domain.signInUrl(client, { redirectUri: CALLBACK }) });
    new CfnOutput(this, 'ProjectUrl', { value: `${api.apiEndpoint}/projects/PROJ-100` });
    new CfnOutput(this, 'UserPoolId', { value: userPool.userPoolId });
  }
}
