import { Stack, Stage } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaimRule, Condition, DenyRule, RuleMode, SortKeyCondition, TableSource, TokenEnricher, Value } from 'cdk-cognito-token-enricher';
import type { Construct } from 'constructs';

/** A stage with a table in one stack, and in another a pool whose enricher reads it by a query of an index, with a role of its own. */
export class TeamsStage extends Stage {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const data = new Stack(this, 'Data');
    const table = new dynamodb.Table(data, 'Members', {
      partitionKey: { name: 'team', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'member', type: dynamodb.AttributeType.STRING },
    });
    table.addGlobalSecondaryIndex({
      indexName: 'byMember',
      partitionKey: { name: 'member', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'since', type: dynamodb.AttributeType.NUMBER },
    });
    const auth = new Stack(this, 'Auth');
    const userPool = new cognito.UserPool(auth, 'UserPool', {
      featurePlan: cognito.FeaturePlan.ESSENTIALS,
      signInAliases: { username: true },
      customAttributes: { plan: new cognito.StringAttribute({ mutable: true }), region: new cognito.StringAttribute({ mutable: true }) },
    });
    userPool.addClient('Web', {
      oAuth: { flows: { authorizationCodeGrant: true }, scopes: [cognito.OAuthScope.OPENID], callbackUrls: ['http://localhost:3000/callback'] },
    });
    const role = new iam.Role(auth, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AWSXRayDaemonWriteAccess')],
    });
    const teams = TableSource.query('teams', {
      table, indexName: 'byMember', key: { member: Value.sub() }, sort: SortKeyCondition.atLeast('since', Value.literal(2020)), limit: 10,
    });
    new TokenEnricher(auth, 'TokenEnricher', {
      userPool,
      role,
      trustedAttributes: { 'custom:region': 'written by the back office' },
      deny: [DenyRule.when(Condition.none(teams.exists()), 'You have no team', { description: 'members only' })],
      claims: [
        ClaimRule.set('teams', teams.items().mapEach(Value.element('team'))),
        ClaimRule.set('plan', Value.userAttribute('custom:plan').assumeTrusted('written by the billing service'), { usedForAuthorization: true }),
        ClaimRule.set('region', Value.userAttribute('custom:region'), { usedForAuthorization: true, mode: RuleMode.SHADOW }),
      ],
    });
  }
}
