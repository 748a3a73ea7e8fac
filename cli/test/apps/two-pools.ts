import { NestedStack, Stack, type StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { Attachment, ClaimRule, TokenEnricher, TokenType, Value } from 'cdk-cognito-token-enricher';
import { Construct } from 'constructs';

/** Two pools with an enricher each, one of them in a nested stack, and a third enricher attached to a pool of another app. */
export class TwoPoolsStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    new Team(this, 'First', Runtime.NODEJS_22_X);
    new Team(new NestedStack(this, 'Nested'), 'Second');
    new TokenEnricher(this, 'Elsewhere', {
      userPool: cognito.UserPool.fromUserPoolId(this, 'Imported', 'eu-west-1_AbCdEf123'),
      attachment: Attachment.customResource(),
      poolFacts: { featurePlan: cognito.FeaturePlan.ESSENTIALS },
      claims: [ClaimRule.set('team', Value.literal('imported'), { tokens: [TokenType.ID] })],
    });
    new cognito.CfnUserPoolClient(this, 'ImportedClient', {
      userPoolId: 'eu-west-1_AbCdEf123',
      allowedOAuthFlowsUserPoolClient: true,
      allowedOAuthFlows: ['code'],
      allowedOAuthScopes: ['openid'],
      callbackUrLs: ['myapp://callback'],
    });
  }
}

class Team extends Construct {
  constructor(scope: Construct, id: string, runtime?: Runtime) {
    super(scope, id);
    const userPool = new cognito.UserPool(this, 'UserPool', { signInAliases: { username: true } });
    userPool.addClient('Web', {
      oAuth: { flows: { authorizationCodeGrant: true }, scopes: [cognito.OAuthScope.OPENID], callbackUrls: ['http://localhost:3000/callback'] },
    });
    new TokenEnricher(this, 'Enricher', { userPool, runtime, claims: [ClaimRule.set('team', Value.literal(id), { tokens: [TokenType.ID] })] });
  }
}
