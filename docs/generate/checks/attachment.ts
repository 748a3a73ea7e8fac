import { Fn, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { CheckPages } from './page';
import { Attachment, ClaimRule, ScopeRule, TokenEnricher, TokenType, Value } from '../../../src';

export const ATTACHMENT = {
  AttachedVersion: {
    finds: 'a trigger, attached by the app, with another event version than the rules need',
    why: 'The response of another version has no place for the changes of the rules, so they would be missing in every token.',
    reported: ({ stack, userPool }) => {
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { userPool, attachment: Attachment.none(), scopes: [ScopeRule.add('orders/read')] });
      userPool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, enricher.handler, cognito.LambdaVersion.V1_0);
    },
    accepted: ({ stack, userPool }) => {
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { userPool, attachment: Attachment.none(), scopes: [ScopeRule.add('orders/read')] });
      userPool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, enricher.handler, enricher.triggerVersion);
    },
  },
  Attachment: {
    finds: 'an attachment that `Attachment.auto()` selects for a user pool that the app does not create, and `Attachment.none()` with a user pool',
    why: 'A custom resource changes a user pool that belongs to another app. With the attachment in the props, the choice is visible in the code.',
    reported: ({ stack }) => {
      const userPool = cognito.UserPool.fromUserPoolId(stack, 'Shared', 'us-east-1_abc');
      new TokenEnricher(stack, 'TokenEnricher', { userPool });
    },
    accepted: ({ stack }) => {
      const userPool = cognito.UserPool.fromUserPoolId(stack, 'Shared', 'us-east-1_abc');
      new TokenEnricher(stack, 'TokenEnricher', { userPool, attachment: Attachment.customResource() });
    },
  },
  Cycle: {
    finds: 'a function that depends on its user pool, through resources or stacks',
    why: 'CloudFormation cannot deploy resources that depend on each other. Its own message names neither the rule nor the way out.',
    reported: ({ app, userPool, profile }) => {
      const stack = new Stack(app, 'Enricher');
      new TokenEnricher(stack, 'TokenEnricher', { userPool, sources: [profile], scopes: [ScopeRule.addAll(profile.attribute('scopes'))] });
    },
    accepted: ({ app, userPool, profile }) => {
      const stack = new Stack(app, 'Enricher');
      const attachment = Attachment.customResource();
      new TokenEnricher(stack, 'TokenEnricher', { userPool, attachment, sources: [profile], scopes: [ScopeRule.addAll(profile.attribute('scopes'))] });
    },
  },
  MissingPermission: {
    finds: 'a trigger, set by the app, whose function no permission of the app allows Amazon Cognito to invoke',
    why: 'The deployment succeeds, and every sign-in fails.',
    reported: ({ stack, userPool }) => {
      const claims = [ClaimRule.set('tier', Value.literal('gold'), { tokens: [TokenType.ID] })];
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { attachment: Attachment.none(), claims });
      const preTokenGenerationConfig = { lambdaArn: enricher.handler.functionArn, lambdaVersion: enricher.triggerVersion };
      (userPool.node.defaultChild as cognito.CfnUserPool).lambdaConfig = { preTokenGenerationConfig };
    },
    accepted: ({ stack, userPool }) => {
      const claims = [ClaimRule.set('tier', Value.literal('gold'), { tokens: [TokenType.ID] })];
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { attachment: Attachment.none(), claims });
      userPool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, enricher.handler, enricher.triggerVersion);
    },
  },
  OpaqueLambdaConfig: {
    finds: 'a LambdaConfig that only the deployment knows',
    why: 'Setting the trigger would remove the other triggers of the user pool.',
    reported: ({ stack }) => {
      const userPool = new cognito.CfnUserPool(stack, 'L1', { lambdaConfig: Fn.importValue('triggers') as unknown as cognito.CfnUserPool.LambdaConfigProperty });
      new TokenEnricher(stack, 'TokenEnricher', { userPool });
    },
    accepted: ({ stack }) => {
      const userPool = new cognito.CfnUserPool(stack, 'L1', { lambdaConfig: { postConfirmation: Fn.importValue('trigger') } });
      new TokenEnricher(stack, 'TokenEnricher', { userPool });
    },
  },
  OtherPoolWriter: {
    finds: 'a policy of the app that allows something else to update the user pool',
    why: 'UpdateUserPool replaces all triggers at once. A custom resource that sets another trigger can remove that of the enricher, and every token is then without its claims.',
    reported: ({ stack, userPool }) => {
      const role = new iam.Role(stack, 'Writer', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
      role.addToPolicy(new iam.PolicyStatement({ actions: ['cognito-idp:UpdateUserPool'], resources: [userPool.userPoolArn] }));
      return {};
    },
    accepted: ({ stack, userPool }) => {
      const role = new iam.Role(stack, 'Writer', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
      role.addToPolicy(new iam.PolicyStatement({ actions: ['cognito-idp:DescribeUserPool'], resources: [userPool.userPoolArn] }));
      return {};
    },
  },
  RemovedTrigger: {
    finds: 'an override or aspect that takes the trigger of the enricher out of the template',
    why: 'The user pool would not call the function, and no token would have the claims.',
    reported: ({ stack, userPool }) => {
      new TokenEnricher(stack, 'TokenEnricher', { userPool });
      (userPool.node.defaultChild as cognito.CfnUserPool).lambdaConfig = { postConfirmation: 'arn:aws:lambda:us-east-1:111122223333:function:welcome' };
    },
    accepted: ({ stack, userPool }) => {
      new TokenEnricher(stack, 'TokenEnricher', { userPool });
      userPool.addTrigger(cognito.UserPoolOperation.POST_CONFIRMATION, lambda.Function.fromFunctionName(stack, 'Welcome', 'welcome'));
    },
  },
  ReplicaConfiguration: {
    finds: 'a replica of a multi-Region user pool without a regional configuration to set the trigger in',
    why: 'Triggers of a replica are in its regional configuration. Without it, sign-ins in this Region get tokens without the claims.',
    reported: ({ app }) => {
      const stack = new Stack(app, 'Ireland', { env: { account: '111122223333', region: 'eu-west-1' } });
      const userPool = cognito.UserPool.fromUserPoolId(stack, 'Replica', 'us-east-1_abc');
      new TokenEnricher(stack, 'TokenEnricher', { userPool, attachment: Attachment.replica() });
    },
    accepted: ({ app }) => {
      const stack = new Stack(app, 'Ireland', { env: { account: '111122223333', region: 'eu-west-1' } });
      const userPool = cognito.UserPool.fromUserPoolId(stack, 'Replica', 'us-east-1_abc');
      new TokenEnricher(stack, 'TokenEnricher', { userPool, attachment: Attachment.replica({ createConfiguration: true }) });
    },
  },
  SecondTrigger: {
    finds: 'another pre token generation trigger of the user pool',
    why: 'A user pool calls one function. The other one would no longer be called, or the enricher would not.',
    reported: ({ stack, userPool }) => {
      userPool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, lambda.Function.fromFunctionName(stack, 'Other', 'other'));
      return {};
    },
    accepted: ({ stack, userPool }) => {
      userPool.addTrigger(cognito.UserPoolOperation.POST_CONFIRMATION, lambda.Function.fromFunctionName(stack, 'Other', 'other'));
      return {};
    },
  },
  UserPool: {
    finds: 'an attachment that requires a user pool, or a user pool of the app, without one',
    why: 'No user pool would call the function.',
    reported: ({ stack }) => {
      new TokenEnricher(stack, 'TokenEnricher', {});
    },
    accepted: ({ stack }) => {
      new TokenEnricher(stack, 'TokenEnricher', { attachment: Attachment.none() });
    },
  },
  UserPoolLocation: {
    finds: 'a user pool in another account or Region than the function',
    why: 'Amazon Cognito calls functions in its own account and Region, so the deployment fails.',
    reported: ({ app }) => {
      const [virginia, ireland] = ['us-east-1', 'eu-west-1'].map(region => new Stack(app, region, { env: { account: '111122223333', region } }));
      new TokenEnricher(ireland, 'TokenEnricher', { userPool: new cognito.UserPool(virginia, 'UserPool') });
    },
    accepted: ({ app }) => {
      const [auth, data] = ['auth', 'data'].map(name => new Stack(app, name, { env: { account: '111122223333', region: 'us-east-1' } }));
      new TokenEnricher(data, 'TokenEnricher', { userPool: new cognito.UserPool(auth, 'UserPool') });
    },
  },
} satisfies CheckPages;
