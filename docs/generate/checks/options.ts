import { OAuthScope } from 'aws-cdk-lib/aws-cognito';
import type { CheckPages } from './page';
import { ClaimRule, TokenEnricher, TokenType, TriggerSource, Value } from '../../../src';

export const OPTIONS = {
  Option: {
    finds: 'an option of a wrong type, or with a value that is not allowed',
    why: 'In languages without checked types the option would have another effect, or none.',
    reported: () => ({ claims: [ClaimRule.set('plan', Value.literal('gold'), { tokens: [] })] }),
    accepted: () => ({ claims: [ClaimRule.set('plan', Value.literal('gold'), { tokens: [TokenType.ID] })] }),
  },
  PreviewItem: {
    finds: 'an item in a preview that its table rejects, or that has another key than the rules read',
    why: 'A deployed table contains no such item, so a test could pass for the wrong reason.',
    reported: ({ stack, userPool, profile }) => {
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { userPool, claims: [ClaimRule.set('plan', profile.attribute('plan'))] });
      enricher.preview({ userAttributes: { sub: 'jane' }, items: { profile: { id: 'john', plan: 'gold' } } });
    },
    accepted: ({ stack, userPool, profile }) => {
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { userPool, claims: [ClaimRule.set('plan', profile.attribute('plan'))] });
      enricher.preview({ userAttributes: { sub: 'jane' }, items: { profile: { id: 'jane', plan: 'gold' } } });
    },
  },
  PreviewRequest: {
    finds: 'a previewed request that cannot happen: a scope or a way to sign in that the app client does not have, or an attribute, group or identity provider that the '
      + 'user pool does not have',
    why: 'The test would pass for a request that nobody can make, and say nothing about those that users make.',
    reported: ({ stack, userPool }) => {
      const client = userPool.addClient('Batch', { generateSecret: true, oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.custom('orders/read')] } });
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { userPool });
      enricher.preview({ client, triggerSource: TriggerSource.HOSTED_AUTH, scopes: ['orders/read'] });
    },
    accepted: ({ stack, userPool }) => {
      const client = userPool.addClient('Batch', { generateSecret: true, oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.custom('orders/read')] } });
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { userPool });
      enricher.preview({ client, triggerSource: TriggerSource.CLIENT_CREDENTIALS, scopes: ['orders/read'] });
    },
  },
  PreviewSource: {
    finds: 'an item or a failing read of a source that the rules do not have',
    why: 'The preview would show the token of a user without an item, and a test could pass for the wrong reason.',
    reported: ({ stack, userPool, profile }) => {
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { userPool, claims: [ClaimRule.set('plan', profile.attribute('plan'))] });
      enricher.preview({ items: { profiles: { plan: 'gold' } } });
    },
    accepted: ({ stack, userPool, profile }) => {
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { userPool, claims: [ClaimRule.set('plan', profile.attribute('plan'))] });
      enricher.preview({ items: { profile: { plan: 'gold' } } });
    },
  },
  PreviewTable: {
    finds: 'a table in a preview that no rule reads, or that is named twice',
    why: 'The preview would show the token of a user without an item, and a test could pass for the wrong reason.',
    reported: ({ stack, userPool, profile }) => {
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { userPool, claims: [ClaimRule.set('plan', profile.attribute('plan'))] });
      enricher.preview({ tables: { profiles: [{ id: 'jane', plan: 'gold' }] } });
    },
    accepted: ({ stack, userPool, profile, table }) => {
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { userPool, claims: [ClaimRule.set('plan', profile.attribute('plan'))] });
      enricher.preview({ tables: { [table.tableName]: [{ id: 'jane', plan: 'gold' }] } });
    },
  },
  PreviewTime: {
    finds: 'an invalid date in a preview',
    why: 'Every comparison with the time would fail.',
    reported: ({ stack, userPool }) => {
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { userPool, claims: [ClaimRule.set('at', Value.now())] });
      enricher.preview({ now: new Date('tomorrow') });
    },
    accepted: ({ stack, userPool }) => {
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { userPool, claims: [ClaimRule.set('at', Value.now())] });
      enricher.preview({ now: new Date('2030-01-01T00:00:00Z') });
    },
  },
  PreviewValue: {
    finds: 'a deploy-time value in a preview that no rule uses',
    why: 'The preview would show the value of a placeholder instead of this one.',
    reported: ({ stack, userPool, table }) => {
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { userPool, claims: [ClaimRule.set('table', Value.literal(table.tableName))] });
      enricher.preview({ deployTimeValues: { [table.tableArn]: 'users' } });
    },
    accepted: ({ stack, userPool, table }) => {
      const enricher = new TokenEnricher(stack, 'TokenEnricher', { userPool, claims: [ClaimRule.set('table', Value.literal(table.tableName))] });
      enricher.preview({ deployTimeValues: { [table.tableName]: 'users' } });
    },
  },
  Range: {
    finds: 'a number that is too small, too large or not whole',
    why: 'CloudFormation rejects the deployment, or DynamoDB the read.',
    reported: () => ({ memorySize: 64 }),
    accepted: () => ({ memorySize: 128 }),
  },
  UnknownOption: {
    finds: 'an option that does not exist',
    why: 'In languages without checked types the option would have no effect: a rule with a misspelled `when` applies to everybody.',
    reported: () => ({ claims: [ClaimRule.set('plan', Value.literal('gold'), { token: [TokenType.ID] } as object)] }),
    accepted: () => ({ claims: [ClaimRule.set('plan', Value.literal('gold'), { tokens: [TokenType.ID] })] }),
  },
} satisfies CheckPages;
