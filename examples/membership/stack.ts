import { Stack, type StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { ClaimRule, ScopeRule, TokenEnricher, TokenType, Value } from 'cdk-cognito-token-enricher';

/** Adds a claim and a scope to the access token, from attributes that only the operator writes. */
export class MembershipStack extends Stack {
  public readonly enricher: TokenEnricher;

  constructor(scope: Construct, id: string, props: StackProps = {}) {
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
    });
    userPool.addClient('WebClient', {
      // without this list every user could write their own membership
      writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true, fullname: true }),
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.PROFILE, cognito.OAuthScope.EMAIL],
        callbackUrls: ['http://localhost:3000/callback'],
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
  }
}
