import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { CheckPages } from './page';
import { Attachment, ClaimRule, Condition, DenyRule, OnError, ScopeRule, TableSource, TokenEnricher, Value } from '../../../src';

export const ACCESS = {
  AbsenceGrants: {
    why: 'A comparison with an absent value is false, so its negation is true: a user without an item gets the access too.',
    reported: ({ profile }) => ({ scopes: [ScopeRule.add('orders/write', { when: Condition.none(profile.attribute('state').isEqualTo('blocked')) })] }),
    accepted: ({ profile }) => ({
      scopes: [ScopeRule.add('orders/write', { when: Condition.all(profile.attribute('state').isPresent(), Condition.none(profile.attribute('state').isEqualTo('blocked'))) })],
    }),
  },
  CallerCanAvoid: {
    why: 'Users or callers make the value absent, and the restriction no longer applies to them.',
    reported: ({ userPool }) => {
      userPool.addClient('Web');
      return { deny: [DenyRule.when(Value.verifiedEmail().endsWith('@former.example'), 'Closed')] };
    },
    accepted: ({ userPool }) => {
      userPool.addClient('Web');
      return { deny: [DenyRule.when(Condition.none(Value.verifiedEmail().endsWith('@corp.example')), 'Closed')] };
    },
  },
  ExcludedClientGrants: {
    why: 'A user who should not have the access signs in with another app client and has it.',
    reported: ({ userPool }) => {
      const kiosk = userPool.addClient('Kiosk');
      userPool.addClient('Web', { generateSecret: true });
      return { scopes: [ScopeRule.add('orders/write', { when: Condition.none(Condition.client(kiosk)) })] };
    },
    accepted: ({ userPool }) => {
      userPool.addClient('Kiosk');
      const web = userPool.addClient('Web', { generateSecret: true });
      return { scopes: [ScopeRule.add('orders/write', { when: Condition.client(web) })] };
    },
  },
  ForgeableSeparator: {
    why: 'With the separator in their own part, users build the key or the scope of somebody else.',
    reported: ({ table }) => ({
      claims: [ClaimRule.set('plan', TableSource.item('tenant', { table, key: { id: Value.template('{{user.sub}}#{{metadata.tenant}}') } }).attribute('plan'), { usedForAuthorization: false })],
    }),
    accepted: ({ table }) => ({
      claims: [ClaimRule.set('plan', TableSource.item('tenant', { table, key: { id: Value.template('{{user.sub}}#{{metadata.tenant | urlEncode}}') } }).attribute('plan'), { usedForAuthorization: false })],
    }),
  },
  LapsesWhenUnavailable: {
    why: 'The fallback for users without the attribute also replaces the answer of a table that does not respond, so a ban is not enforced during an outage.',
    reported: ({ table }) => {
      const account = TableSource.item('account', { table, key: { id: Value.sub() }, onError: OnError.OMIT });
      return { deny: [DenyRule.when(account.attribute('banned').orElse(Value.literal(false), { whenUnavailable: true }).isTrue(), 'Closed')] };
    },
    accepted: ({ table }) => {
      const account = TableSource.item('account', { table, key: { id: Value.sub() } });
      return { deny: [DenyRule.when(account.attribute('banned').orElse(Value.literal(false)).isTrue(), 'Closed')] };
    },
  },
  LinkedUser: {
    why: 'Linked users can sign in with the password of their Cognito user, and get the access without the identity provider.',
    reported: ({ stack, userPool }) => {
      new cognito.CfnUserPoolIdentityProvider(stack, 'Okta', {
        userPoolId: userPool.userPoolId, providerName: 'Okta', providerType: 'OIDC', providerDetails: {}, attributeMapping: { 'custom:plan': 'plan' },
      });
      userPool.addClient('Web', { writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ locale: true }) });
      return { scopes: [ScopeRule.add('orders/write', { when: Condition.hasFederatedIdentity('Okta') })] };
    },
    accepted: ({ stack, userPool }) => {
      new cognito.CfnUserPoolIdentityProvider(stack, 'Okta', {
        userPoolId: userPool.userPoolId, providerName: 'Okta', providerType: 'OIDC', providerDetails: {}, attributeMapping: { 'custom:plan': 'plan' },
      });
      userPool.addClient('Web', { writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ locale: true }) });
      return { scopes: [ScopeRule.add('orders/write', { when: Value.federatedAttribute('custom:plan', ['Okta']).isPresent() })] };
    },
  },
  OmitHasNoEffect: {
    why: 'The author expects that sign-in continues during an outage of the table. It does not: restricting rules apply if their condition is unknown.',
    reported: ({ table }) => {
      const account = TableSource.item('account', { table, key: { id: Value.sub() }, onError: OnError.OMIT });
      return { deny: [DenyRule.when(account.attribute('banned').isTrue(), 'Closed')] };
    },
    accepted: ({ table }) => {
      const account = TableSource.item('account', { table, key: { id: Value.sub() } });
      return { deny: [DenyRule.when(account.attribute('banned').isTrue(), 'Closed')] };
    },
  },
  Provenance: {
    why: 'A user who can write the value gives themselves the access.',
    reported: ({ userPool }) => {
      userPool.addClient('Web');
      return { scopes: [ScopeRule.add('orders/write', { when: Value.userAttribute('nickname').isEqualTo('boss') })] };
    },
    accepted: ({ userPool }) => {
      userPool.addClient('Web');
      return { scopes: [ScopeRule.add('orders/write', { when: Condition.inGroup('boss') })] };
    },
  },
  PublicClientGrants: {
    why: 'Everybody who can sign in can use an app client without a secret, so the condition restricts nobody.',
    reported: ({ userPool }) => ({ scopes: [ScopeRule.add('orders/write', { when: Condition.client(userPool.addClient('Web')) })] }),
    accepted: ({ userPool }) => ({ scopes: [ScopeRule.add('orders/write', { when: Condition.client(userPool.addClient('Web', { generateSecret: true })) })] }),
  },
  UnseenWriters: {
    finds: 'an access decision by a user attribute of a user pool whose app clients the app does not create',
    why: 'If one of these app clients may write the attribute, its users give themselves the access.',
    reported: ({ stack }) => {
      const shared = cognito.UserPool.fromUserPoolId(stack, 'Shared', 'us-east-1_abc');
      new TokenEnricher(stack, 'TokenEnricher', {
        userPool: shared,
        poolFacts: { featurePlan: cognito.FeaturePlan.ESSENTIALS },
        attachment: Attachment.customResource(),
        scopes: [ScopeRule.add('orders/write', { when: Value.userAttribute('custom:role').isEqualTo('boss') })],
      });
    },
    accepted: ({ stack }) => {
      const shared = cognito.UserPool.fromUserPoolId(stack, 'Shared', 'us-east-1_abc');
      new TokenEnricher(stack, 'TokenEnricher', {
        userPool: shared,
        poolFacts: { featurePlan: cognito.FeaturePlan.ESSENTIALS, userWritableAttributes: [], mappedAttributes: {} },
        attachment: Attachment.customResource(),
        scopes: [ScopeRule.add('orders/write', { when: Value.userAttribute('custom:role').isEqualTo('boss') })],
      });
    },
  },
  UserControlledClaim: {
    why: 'A back end that reads the claim as a permission trusts a value that users choose.',
    reported: ({ userPool }) => {
      userPool.addClient('Web');
      return { claims: [ClaimRule.set('language', Value.userAttribute('locale'))] };
    },
    accepted: ({ userPool }) => {
      userPool.addClient('Web');
      return { claims: [ClaimRule.set('language', Value.userAttribute('locale'), { usedForAuthorization: false })] };
    },
  },
  UsernameAsKey: {
    why: 'The next user with this username gets the item, with the access that it holds.',
    reported: ({ table }) => ({ claims: [ClaimRule.set('plan', TableSource.item('account', { table, key: { id: Value.username() } }).attribute('plan'), { usedForAuthorization: false })] }),
    accepted: ({ table }) => ({ claims: [ClaimRule.set('plan', TableSource.item('account', { table, key: { id: Value.sub() } }).attribute('plan'), { usedForAuthorization: false })] }),
  },
} satisfies CheckPages;
