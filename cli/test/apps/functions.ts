import { Stack, type StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ClaimRule, FunctionSource, ItemAttributeType, OnError, TokenEnricher, Value } from 'cdk-cognito-token-enricher';
import type { Construct } from 'constructs';

/** Sources that are functions: an alias of a function of the app, with two sources, and a version of a function of another app. */
export class FunctionsStack extends Stack {
  public readonly enricher: TokenEnricher;
  public readonly clients: Readonly<Record<string, cognito.UserPoolClient>>;

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const userPool = new cognito.UserPool(this, 'UserPool', { featurePlan: cognito.FeaturePlan.ESSENTIALS, signInAliases: { username: true } });
    const web = userPool.addClient('Web', {
      authFlows: { userPassword: true },
      writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true }),
      oAuth: { flows: { authorizationCodeGrant: true }, scopes: [cognito.OAuthScope.OPENID], callbackUrls: ['http://localhost:3000/callback'] },
    });
    const permissions = new lambda.Function(this, 'Rbac', {
      runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('throw new Error("does not run here");'),
    });
    const limits = lambda.Function.fromFunctionArn(this, 'Limits', 'arn:aws:lambda:us-east-1:111122223333:function:limits:7');
    const rbac = FunctionSource.of('rbac', { handler: permissions.addAlias('live'), input: { sub: Value.sub() } });
    const account = FunctionSource.of('account', { handler: permissions, input: { sub: Value.sub(), of: Value.objectOf({ groups: Value.groups() }) } });
    const limit = FunctionSource.of('limit', { handler: limits, input: { sub: Value.sub() }, onError: OnError.OMIT });
    this.clients = { Web: web };
    this.enricher = new TokenEnricher(this, 'TokenEnricher', {
      userPool,
      claims: [
        ClaimRule.set('permissions', rbac.attribute('permissions', { valueType: ItemAttributeType.STRING_LIST })),
        ClaimRule.set('has_permissions', Value.choose(rbac.exists(), Value.literal(true), Value.literal(false))),
        ClaimRule.set('account', account.attribute('account')),
        ClaimRule.set('limit', limit.attribute('limit')),
      ],
    });
  }
}
