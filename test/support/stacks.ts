import { App } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { errorOf } from './app';
import { ClaimRule, TableSource, TokenEnricher, Value, type TokenEnricherProps } from '../../src';

export const newApp = () => new App({ analyticsReporting: false, treeMetadata: false, stackTraces: false });
export const tableIn = (scope: Construct) => new dynamodb.Table(scope, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
export const poolIn = (scope: Construct) => new cognito.UserPool(scope, 'UserPool');
export const reads = (table: dynamodb.ITable) => ({ claims: [ClaimRule.set('a', TableSource.item('profile', { table, key: { id: Value.sub() } }).attribute('a'))] });
export const enrich = (scope: Construct, userPool: cognito.IUserPoolRef, props: Partial<TokenEnricherProps> = {}) => new TokenEnricher(scope, 'TokenEnricher', { userPool, ...props });
export const otherFunction = (scope: Construct) => new lambda.Function(scope, 'Other', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'i.h', code: lambda.Code.fromInline('x') });

/** The trigger in the template of the stack that the pool is in. */
export function triggerOf(app: App, stack: string): unknown {
  const { Resources } = app.synth().getStackByName(stack).template;
  const [pool] = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::Cognito::UserPool');
  return pool.Properties.LambdaConfig?.PreTokenGenerationConfig;
}

/** The message of the constructor or of synthesis. */
export function failure(build: (app: App) => void): string {
  return errorOf(() => {
    const app = newApp();
    build(app);
    app.synth();
  });
}
