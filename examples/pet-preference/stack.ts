import { Stack, type StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { ClaimRule, TokenEnricher, TokenType, Value } from 'cdk-cognito-token-enricher';

export interface PetPreferenceStackProps extends StackProps {
  /**
   * Prefix of the domain of the sign-in page, unique in its Region.
   *
   * @default - no sign-in page
   */
  readonly domainPrefix?: string;
}

/** Derives a claim of the ID token from the e-mail address. The claim is a string, so every feature plan supports it. */
export class PetPreferenceStack extends Stack {
  public readonly enricher: TokenEnricher;

  constructor(scope: Construct, id: string, props: PetPreferenceStackProps = {}) {
    super(scope, id, props);
    const userPool = new cognito.UserPool(this, 'UserPool', {
      featurePlan: cognito.FeaturePlan.LITE,
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      autoVerify: { email: true },
    });
    userPool.addClient('WebClient', {
      generateSecret: true,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL],
        callbackUrls: ['http://localhost:3000/callback'],
      },
    });
    if (props.domainPrefix !== undefined) {
      userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: props.domainPrefix } });
    }

    this.enricher = new TokenEnricher(this, 'TokenEnricher', {
      userPool,
      claims: [
        ClaimRule.set('pet_preference',
          // compare the end: anybody can have an address that merely contains the domain
          Value.choose(Value.email().endsWith('@amazon.com'), Value.literal('dogs'), Value.literal('cats')),
          { tokens: [TokenType.ID] }),
      ],
    });
  }
}
