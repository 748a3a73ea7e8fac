import * as path from 'path';
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ClaimRule, ScopeRule, TokenEnricher, TokenType, Value } from 'cdk-cognito-token-enricher';

const CALLBACK = 'http://localhost:3000/callback';

/** Adds a claim and a scope to the access token, from attributes that only the operator writes. */
export class MembershipStack extends Stack {
  public readonly enricher: TokenEnricher;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const userPool = new cognito.UserPool(this, 'UserPool', {
      // the access token can be changed on Essentials and Plus
      featurePlan: cognito.FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: true,
      signInAliases: { username: true, email: true },
      customAttributes: {
        membership: new cognito.StringAttribute({ mutable: true }),
        location: new cognito.StringAttribute({ mutable: true }),
      },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // unique in the Region, as the account is in it
    const domain = userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: `membership-${this.account}` } });
    const client = userPool.addClient('WebClient', {
      // without this list every user could write their own membership
      writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true, fullname: true }),
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.PROFILE, cognito.OAuthScope.EMAIL],
        callbackUrls: [CALLBACK],
      },
    });

    this.enricher = new TokenEnricher(this, 'TokenEnricher', {
      userPool,
      claims: [
        ClaimRule.set('demo:membershipLevel', Value.userAttribute('custom:membership'), { tokens: [TokenType.ACCESS] }),
      ],
      scopes: [
        ScopeRule.add('membership:{{user.custom:location}}.{{user.custom:membership}}'),
      ],
    });

    const lounge = new lambda.Function(this, 'Lounge', {
      runtime: lambda.Runtime.NODEJS_24_X,
      code: lambda.Code.fromAsset(path.join(__dirname, 'api')),
      handler: 'lounge.handler',
    });
    const api = new HttpApi(this, 'Api');
    api.addRoutes({
      path: '/lounge',
      methods: [HttpMethod.GET],
      integration: new HttpLambdaIntegration('Lounge', lounge),
      authorizer: new HttpUserPoolAuthorizer('UserPool', userPool, { userPoolClients: [client] }),
      // one of them is enough; an ID token has no scopes, so only an access token opens this route
      authorizationScopes: ['membership:USA.Premium', 'membership:USA.Gold'],
    });

    new CfnOutput(this, 'SignIn', { value: domain.signInUrl(client, { redirectUri: CALLBACK }) });
    new CfnOutput(this, 'LoungeUrl', { value: `${api.apiEndpoint}/lounge` });
    new CfnOutput(this, 'UserPoolId', { value: userPool.userPoolId });
  }
}
