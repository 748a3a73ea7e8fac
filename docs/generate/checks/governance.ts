import { Annotations } from 'aws-cdk-lib';
import type { CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { CheckPages } from './page';
import { Attachment, TokenEnricher, TokenGovernance } from '../../../src';

/** Findings of `TokenGovernance`. */
export const GOVERNANCE = {
  DynamicRegistration: {
    finds: 'a user pool where applications register app clients by themselves',
    why: 'Such clients are in no template, so nobody reviews them. Users can write every attribute through them.',
    reported: ({ app, userPool }) => {
      TokenGovernance.of(app);
      (userPool.node.defaultChild as CfnUserPool).addPropertyOverride('DcrConfiguration.EnableStatus', 'Enabled');
    },
    accepted: ({ app, userPool }) => {
      TokenGovernance.of(app);
      (userPool.node.defaultChild as CfnUserPool).addPropertyOverride('DcrConfiguration.EnableStatus', 'Disabled');
    },
  },
  HandWrittenTrigger: {
    finds: 'a user pool whose pre token generation trigger is no enricher',
    why: 'Nothing checks the claims, scopes and groups that its code sets.',
    reported: ({ app, stack, userPool }) => {
      TokenGovernance.of(app);
      userPool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, lambda.Function.fromFunctionName(stack, 'Other', 'other'), cognito.LambdaVersion.V2_0);
    },
    accepted: ({ app, stack, userPool }) => {
      TokenGovernance.of(app);
      new TokenEnricher(stack, 'TokenEnricher', { userPool });
    },
  },
  IssuerFormat: {
    finds: 'a user pool with another issuer than the usual one',
    why: 'Back ends and authorizers compare the issuer, and reject tokens with an unexpected one.',
    reported: ({ app, userPool }) => {
      TokenGovernance.of(app);
      (userPool.node.defaultChild as CfnUserPool).addPropertyOverride('IssuerConfiguration.Type', 'UPDATED');
    },
    accepted: ({ app, userPool }) => {
      TokenGovernance.of(app);
      (userPool.node.defaultChild as CfnUserPool).addPropertyOverride('IssuerConfiguration.Type', 'ORIGINAL');
    },
  },
  LiteTrigger: {
    finds: 'a hand-written trigger that the feature plan Lite does not support',
    why: 'Amazon Cognito rejects the trigger, so the deployment fails.',
    reported: ({ app, stack }) => {
      TokenGovernance.of(app);
      const userPool = new cognito.UserPool(stack, 'Lite', { featurePlan: cognito.FeaturePlan.LITE });
      userPool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, lambda.Function.fromFunctionName(stack, 'Other', 'other'), cognito.LambdaVersion.V2_0);
      Annotations.of(userPool).acknowledgeWarning('cdk-cognito-token-enricher:HandWrittenTrigger', 'reviewed by the platform team');
    },
    accepted: ({ app, stack }) => {
      TokenGovernance.of(app);
      const userPool = new cognito.UserPool(stack, 'Lite', { featurePlan: cognito.FeaturePlan.ESSENTIALS });
      userPool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, lambda.Function.fromFunctionName(stack, 'Other', 'other'), cognito.LambdaVersion.V2_0);
      Annotations.of(userPool).acknowledgeWarning('cdk-cognito-token-enricher:HandWrittenTrigger', 'reviewed by the platform team');
    },
  },
  OtherTrigger: {
    finds: 'a user pool that an enricher names, and whose trigger is another function',
    why: 'The rules of the enricher have no effect on its tokens.',
    reported: ({ app, stack, userPool }) => {
      TokenGovernance.of(app);
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { userPool, triggerVersion: cognito.LambdaVersion.V2_0, attachment: Attachment.none() });
      Annotations.of(enricher).acknowledgeInfo('cdk-cognito-token-enricher:Attachment');
      userPool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, lambda.Function.fromFunctionName(stack, 'Other', 'other'), cognito.LambdaVersion.V2_0);
    },
    accepted: ({ app, stack, userPool }) => {
      TokenGovernance.of(app);
      new TokenEnricher(stack, 'TokenEnricher', { userPool });
    },
  },
  UnchangedAccessToken: {
    finds: 'a hand-written trigger of event version V1_0, while app clients request scopes of resource servers',
    why: 'The trigger only changes ID tokens. The APIs of a resource server read access tokens, where its claims are absent.',
    reported: ({ app, stack, userPool }) => {
      TokenGovernance.of(app);
      const read = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'read orders' });
      const orders = userPool.addResourceServer('Orders', { identifier: 'orders', scopes: [read] });
      const writeAttributes = new cognito.ClientAttributes().withStandardAttributes({ locale: true });
      userPool.addClient('Web', { writeAttributes, oAuth: { scopes: [cognito.OAuthScope.resourceServer(orders, read)] } });
      userPool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, lambda.Function.fromFunctionName(stack, 'Other', 'other'), cognito.LambdaVersion.V1_0);
      Annotations.of(userPool).acknowledgeWarning('cdk-cognito-token-enricher:HandWrittenTrigger', 'reviewed by the platform team');
    },
    accepted: ({ app, stack, userPool }) => {
      TokenGovernance.of(app);
      const read = new cognito.ResourceServerScope({ scopeName: 'read', scopeDescription: 'read orders' });
      const orders = userPool.addResourceServer('Orders', { identifier: 'orders', scopes: [read] });
      const writeAttributes = new cognito.ClientAttributes().withStandardAttributes({ locale: true });
      userPool.addClient('Web', { writeAttributes, oAuth: { scopes: [cognito.OAuthScope.resourceServer(orders, read)] } });
      userPool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, lambda.Function.fromFunctionName(stack, 'Other', 'other'), cognito.LambdaVersion.V2_0);
      Annotations.of(userPool).acknowledgeWarning('cdk-cognito-token-enricher:HandWrittenTrigger', 'reviewed by the platform team');
    },
  },
  UserWritableRole: {
    finds: 'an attribute that decides about access by its name, and that users can write, in a user pool without an enricher',
    why: 'Amazon Cognito puts the attribute into ID tokens. Users who change it get the access of others.',
    reported: ({ app, userPool }) => {
      TokenGovernance.of(app);
      userPool.addClient('Web', { writeAttributes: new cognito.ClientAttributes().withCustomAttributes('plan') });
    },
    accepted: ({ app, userPool }) => {
      TokenGovernance.of(app);
      userPool.addClient('Web', { writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ locale: true }) });
    },
  },
} satisfies CheckPages;
