import { CfnParameter, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { ClaimRule, TableSource, TokenEnricher, Value } from 'cdk-cognito-token-enricher';
import type { Construct } from 'constructs';

/** Values that are known only at deployment: a callback URL, a table name, a claim. */
export class UnknownValuesStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const callback = new CfnParameter(this, 'CallbackUrl', { type: 'String' });
    const logouts = new CfnParameter(this, 'LogoutUrls', { type: 'CommaDelimitedList' });
    const stage = new CfnParameter(this, 'Stage', { type: 'String', default: 'dev' });
    const userPool = new cognito.UserPool(this, 'UserPool', { featurePlan: cognito.FeaturePlan.ESSENTIALS, signInAliases: { username: true } });
    userPool.addClient('Web', {
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID],
        callbackUrls: [callback.valueAsString],
        logoutUrls: logouts.valueAsList,
      },
    });
    const table = dynamodb.Table.fromTableName(this, 'Imported', Fn.importValue('OtherApp-Table'));
    const account = TableSource.item('account', { table, key: { id: Value.sub() } });
    new TokenEnricher(this, 'TokenEnricher', {
      userPool,
      claims: [ClaimRule.set('stage', Value.literal(stage.valueAsString)), ClaimRule.set('plan', account.attribute('plan'))],
    });
  }
}
