import { Stack, Stage } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { ClaimRule, DenyRule, ItemAttributeType, ScopeRule, TableSource, TokenEnricher, Value } from 'cdk-cognito-token-enricher';

/** Workspaces with members: their plan is a claim, their role decides a scope, and suspended members get no token. */
export class Workspaces extends Stage {
  public readonly enricher: TokenEnricher;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const table = new dynamodb.Table(new Stack(this, 'Data'), 'Members', {
      partitionKey: { name: 'userId', type: dynamodb.AttributeType.STRING },
    });

    const auth = new Stack(this, 'Auth');
    const userPool = new cognito.UserPool(auth, 'UserPool', { featurePlan: cognito.FeaturePlan.ESSENTIALS });
    userPool.addClient('WebClient', {
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID],
        callbackUrls: ['http://localhost:3000/callback'],
      },
    });

    const member = TableSource.item('member', { table, key: { userId: Value.sub() } });
    const role = member.attribute('role', { valueType: ItemAttributeType.STRING });
    this.enricher = new TokenEnricher(auth, 'TokenEnricher', {
      userPool,
      deny: [
        DenyRule.when(member.attribute('suspended', { valueType: ItemAttributeType.BOOLEAN }).isTrue(), 'Your account is suspended.'),
      ],
      claims: [
        ClaimRule.set('plan', member.attribute('plan', { valueType: ItemAttributeType.STRING }).orElse(Value.literal('free'))),
      ],
      scopes: [
        ScopeRule.add('workspaces:write', { when: role.isOneOf(['owner', 'editor']), description: 'Viewers only read.' }),
      ],
    });
  }
}
