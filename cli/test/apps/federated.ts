import { Stack, type StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { ClaimRule, Condition, TokenEnricher, Value } from 'cdk-cognito-token-enricher';
import type { Construct } from 'constructs';

/** A pool with an identity provider and the newer type of issuer. */
export class FederatedStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const userPool = new cognito.UserPool(this, 'UserPool', { featurePlan: cognito.FeaturePlan.ESSENTIALS });
    // newer than the oldest CDK that the library supports
    (userPool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('IssuerConfiguration', { Type: 'UPDATED' });
    const provider = new cognito.CfnUserPoolIdentityProvider(this, 'Corporate', {
      userPoolId: userPool.userPoolId,
      providerName: 'Corporate',
      providerType: 'OIDC',
      providerDetails: { client_id: 'id', client_secret: 'secret', attributes_request_method: 'GET', oidc_issuer: 'https://example.com', authorize_scopes: 'openid' },
    });
    userPool.addClient('Web', {
      supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO, cognito.UserPoolClientIdentityProvider.custom('Corporate')],
      oAuth: { flows: { authorizationCodeGrant: true }, scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL], callbackUrls: ['http://localhost:3000/callback'] },
    }).node.addDependency(provider);
    new TokenEnricher(this, 'TokenEnricher', {
      userPool,
      claims: [
        ClaimRule.set('from', Value.identityProvider()),
        ClaimRule.set('colleague', Value.literal(true), { when: Condition.hasFederatedIdentity('Corporate') }),
      ],
    });
  }
}
