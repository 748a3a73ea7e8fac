import * as path from 'path';
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ClaimRule, TokenEnricher, TokenType, Value } from 'cdk-cognito-token-enricher';

const CALLBACK = 'http://localhost:3000/callback';

/** Derives a claim of the ID token from the e-mail address. The claim is a string, so every feature plan supports it. */
export class PetPreferenceStack extends Stack {
  public readonly enricher: TokenEnricher;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const userPool = new cognito.UserPool(this, 'UserPool', {
      featurePlan: cognito.FeaturePlan.LITE,
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      autoVerify: { email: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // unique in the Region, as the account is in it
    const domain = userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: `pet-preference-${this.account}` } });
    const client = userPool.addClient('WebClient', {
      generateSecret: true,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL],
        callbackUrls: [CALLBACK],
      },
    });

    this.enricher = new TokenEnricher(this, 'TokenEnricher', {
      userPool,
      claims: [
        ClaimRule.set('pet_preference',
          // compare the end: anybody can have an address that merely contains the domain
          Value.choose(Value.email().endsWith('@amazon.com'), Value.literal('dogs'), Value.literal('cats')),
          { tokens: [TokenType.ID] }),
      ],
    });

    const pet = new lambda.Function(this, 'Pet', {
      runtime: lambda.Runtime.NODEJS_24_X,
      code: lambda.Code.fromAsset(path.join(__dirname, 'api')),
      handler: 'pet.handler',
    });
    const api = new HttpApi(this, 'Api');
    api.addRoutes({
      path: '/pet',
      methods: [HttpMethod.GET],
      integration: new HttpLambdaIntegration('Pet', pet),
      authorizer: new HttpUserPoolAuthorizer('UserPool', userPool, { userPoolClients: [client] }),
    });

    new CfnOutput(this, 'SignIn', { value: domain.signInUrl(client, { redirectUri: CALLBACK }) });
    new CfnOutput(this, 'Pets', { value: `${api.apiEndpoint}/pet` });
  }
}
