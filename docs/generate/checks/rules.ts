import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { CheckPages } from './page';
import { ClaimRule, Condition, DenyRule, GroupRule, ItemAttributeType, ScopeRule, Subject, TokenType, Value } from '../../../src';

export const RULES = {
  ChosenVersion: {
    finds: 'the version of the trigger event, if only an undeclared type needs it',
    why: 'The Lite plan supports V1_0 alone. With the type declared, the rules need no other plan.',
    reported: ({ profile }) => ({ claims: [ClaimRule.set('plan', profile.attribute('plan'), { tokens: [TokenType.ID] })] }),
    accepted: ({ profile }) => ({ claims: [ClaimRule.set('plan', profile.attribute('plan', { valueType: ItemAttributeType.STRING }), { tokens: [TokenType.ID] })] }),
  },
  Contradiction: {
    why: 'The first rule never has an effect: no token shows that it is there.',
    reported: () => ({ claims: [ClaimRule.set('tier', Value.literal('gold'), { when: Condition.inGroup('gold') }), ClaimRule.set('tier', Value.literal('basic'))] }),
    accepted: () => ({ claims: [ClaimRule.set('tier', Value.literal('basic')), ClaimRule.set('tier', Value.literal('gold'), { when: Condition.inGroup('gold') })] }),
  },
  DenyMessage: {
    why: 'Users see the message at sign-in, and apps do not show every character.',
    reported: () => ({ deny: [DenyRule.when(Condition.inGroup('closed'), 'Closed.\nCall us.')] }),
    accepted: () => ({ deny: [DenyRule.when(Condition.inGroup('closed'), 'Closed. Call us.')] }),
  },
  EmptyGroupRule: {
    why: 'The rule would change nothing.',
    reported: () => ({ groups: [GroupRule.set({ when: Condition.inGroup('staff') })] }),
    accepted: () => ({ groups: [GroupRule.set({ groups: Value.literal(['guests']), iamRoles: Value.listOf(), when: Condition.inGroup('staff') })] }),
  },
  Limit: {
    finds: 'rules, lists, patterns or sources beyond a limit of Amazon Cognito or of the document of the rules',
    why: 'Amazon Cognito rejects the response of the function, or the function needs too long to start or to answer.',
    reported: () => ({ claims: [ClaimRule.set('code', Value.email().extract('a'.repeat(1001)), { tokens: [TokenType.ID] })] }),
    accepted: () => ({ claims: [ClaimRule.set('code', Value.email().extract('a'.repeat(1000)), { tokens: [TokenType.ID] })] }),
  },
  NeverActs: {
    why: 'The rule never has an effect, in any token.',
    reported: () => ({ claims: [ClaimRule.set('owner', Value.email(), { subjects: [Subject.MACHINE] })] }),
    accepted: () => ({ claims: [ClaimRule.set('owner', Value.clientId(), { subjects: [Subject.MACHINE] })] }),
  },
  PreferredRole: {
    why: 'Users who do not have the role get a token without any preferred role.',
    reported: () => ({ groups: [GroupRule.set({ preferredRole: Value.literal('arn:aws:iam::111122223333:role/reader') })] }),
    accepted: () => ({
      groups: [GroupRule.set({
        preferredRole: Value.literal('arn:aws:iam::111122223333:role/reader'),
        iamRoles: Value.literal(['arn:aws:iam::111122223333:role/reader']),
      })],
    }),
  },
  Role: {
    why: 'An identity pool cannot assume the role, so users get no credentials.',
    reported: () => ({ groups: [GroupRule.set({ iamRoles: Value.literal(['reader']) })] }),
    accepted: () => ({ groups: [GroupRule.set({ iamRoles: Value.literal(['arn:aws:iam::111122223333:role/reader']) })] }),
  },
  RolesRemain: {
    why: 'The token no longer has the group, and the identity pool still gives its IAM role.',
    reported: () => ({ groups: [GroupRule.set({ groups: Value.groups().filterPrefix('shop-') })] }),
    accepted: () => ({ groups: [GroupRule.set({ groups: Value.groups().filterPrefix('shop-'), iamRoles: Value.listOf() })] }),
  },
  Rule: {
    finds: 'an object that is not a rule, or not of the kind of the list',
    why: 'In languages without checked types the mistake would only show in the token.',
    reported: () => ({ claims: [ScopeRule.add('orders/read') as unknown as ClaimRule] }),
    accepted: () => ({ scopes: [ScopeRule.add('orders/read')] }),
  },
  Scope: {
    why: 'Amazon Cognito does not issue a token with such a scope.',
    reported: () => ({ scopes: [ScopeRule.add('orders/read orders/write')] }),
    accepted: () => ({ scopes: [ScopeRule.add('orders/read'), ScopeRule.add('orders/write')] }),
  },
  SubjectTokens: {
    why: 'Machines get an access token only, without attributes and groups: the rule would do nothing.',
    reported: () => ({ claims: [ClaimRule.set('kind', Value.literal('machine'), { subjects: [Subject.MACHINE], tokens: [TokenType.ID] })] }),
    accepted: () => ({ claims: [ClaimRule.set('kind', Value.literal('machine'), { subjects: [Subject.MACHINE], tokens: [TokenType.ACCESS] })] }),
  },
  TriggerVersion: {
    why: 'The response of this version has no place for the change, so it would be missing in every token.',
    reported: () => ({ triggerVersion: cognito.LambdaVersion.V1_0, claims: [ClaimRule.set('teams', Value.groups(), { tokens: [TokenType.ID] })] }),
    accepted: () => ({ triggerVersion: cognito.LambdaVersion.V1_0, claims: [ClaimRule.set('teams', Value.groups().join(','), { tokens: [TokenType.ID] })] }),
  },
  UncheckedName: {
    finds: 'a claim or scope whose start is not known at synthesis, under a naming policy',
    why: 'The name can violate the policy in some tokens, and no check sees it.',
    reported: () => ({ naming: { scopePrefix: 'shop/' }, scopes: [ScopeRule.addAll(Value.groups())] }),
    accepted: () => ({ naming: { scopePrefix: 'shop/' }, scopes: [ScopeRule.addAll(Value.groups().withPrefix('shop/'))] }),
  },
  UnknownName: {
    why: 'A misspelled scope, group or identity provider makes a restriction restrict nobody, or a condition never true.',
    reported: ({ userPool }) => {
      userPool.addClient('Web', { oAuth: { scopes: [cognito.OAuthScope.custom('orders/read')] } });
      return { scopes: [ScopeRule.suppress('orders/reed')] };
    },
    accepted: ({ userPool }) => {
      userPool.addClient('Web', { oAuth: { scopes: [cognito.OAuthScope.custom('orders/read')] } });
      return { scopes: [ScopeRule.suppress('orders/read')] };
    },
  },
} satisfies CheckPages;
