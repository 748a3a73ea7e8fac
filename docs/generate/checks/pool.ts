import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { CheckPages } from './page';
import { Attachment, ClaimRule, Condition, ScopeRule, TokenEnricher, TokenType, Value } from '../../../src';

export const POOL = {
  Client: {
    finds: 'an object in place of an app client, or an app client in another account or Region than the function',
    why: 'The condition would be true for no app client.',
    reported: () => ({ scopes: [ScopeRule.suppress('profile', { when: Condition.client('1example23456789' as unknown as cognito.UserPoolClient) })] }),
    accepted: () => ({ scopes: [ScopeRule.suppress('profile', { when: Condition.clientId('1example23456789') })] }),
  },
  FeaturePlan: {
    why: 'Amazon Cognito rejects the trigger, so the deployment fails.',
    reported: ({ stack }) => {
      const userPool = new cognito.UserPool(stack, 'Lite', { featurePlan: cognito.FeaturePlan.LITE });
      new TokenEnricher(stack, 'TokenEnricher', { userPool, claims: [ClaimRule.set('tier', Value.literal('gold'))] });
    },
    accepted: ({ stack }) => {
      const userPool = new cognito.UserPool(stack, 'Lite', { featurePlan: cognito.FeaturePlan.LITE });
      new TokenEnricher(stack, 'TokenEnricher', { userPool, claims: [ClaimRule.set('tier', Value.literal('gold'), { tokens: [TokenType.ID] })] });
    },
  },
  ForeignClient: {
    why: 'This app client never gets a token of the pool, so the condition is never true.',
    reported: ({ stack }) => {
      const client = new cognito.UserPool(stack, 'Other').addClient('Web');
      return { scopes: [ScopeRule.suppress('profile', { when: Condition.client(client) })] };
    },
    accepted: ({ userPool }) => {
      const client = userPool.addClient('Web');
      return { scopes: [ScopeRule.suppress('profile', { when: Condition.client(client) })] };
    },
  },
  PoolFacts: {
    why: 'Checks would rely on facts that are not true.',
    reported: () => ({ poolFacts: { featurePlan: cognito.FeaturePlan.LITE }, claims: [ClaimRule.set('tier', Value.literal('gold'))] }),
    accepted: () => ({ claims: [ClaimRule.set('tier', Value.literal('gold'))] }),
  },
  UnknownPlan: {
    finds: 'rules that the Lite plan does not support, on a user pool whose feature plan is not known',
    why: 'On the Lite plan the deployment fails.',
    reported: ({ stack }) => {
      const userPool = cognito.UserPool.fromUserPoolId(stack, 'Shared', 'us-east-1_abc');
      new TokenEnricher(stack, 'TokenEnricher', { userPool, attachment: Attachment.customResource(), claims: [ClaimRule.set('tier', Value.literal('gold'))] });
    },
    accepted: ({ stack }) => {
      const userPool = cognito.UserPool.fromUserPoolId(stack, 'Shared', 'us-east-1_abc');
      const poolFacts = { featurePlan: cognito.FeaturePlan.ESSENTIALS };
      new TokenEnricher(stack, 'TokenEnricher', { userPool, poolFacts, attachment: Attachment.customResource(), claims: [ClaimRule.set('tier', Value.literal('gold'))] });
    },
  },
  UnknownProvider: {
    why: 'The value is always absent.',
    reported: ({ stack, userPool }) => {
      new cognito.CfnUserPoolIdentityProvider(stack, 'Okta', { userPoolId: userPool.userPoolId, providerName: 'Okta', providerType: 'OIDC', providerDetails: {} });
      userPool.addClient('Web', { supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.custom('Okta')] });
      return { claims: [ClaimRule.set('team', Value.federatedAttribute('custom:plan', ['okta']), { usedForAuthorization: false })] };
    },
    accepted: ({ stack, userPool }) => {
      new cognito.CfnUserPoolIdentityProvider(stack, 'Okta', { userPoolId: userPool.userPoolId, providerName: 'Okta', providerType: 'OIDC', providerDetails: {} });
      userPool.addClient('Web', { supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.custom('Okta')] });
      return { claims: [ClaimRule.set('team', Value.federatedAttribute('custom:plan', ['Okta']), { usedForAuthorization: false })] };
    },
  },
} satisfies CheckPages;
