import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { CheckPages } from './page';
import { ClaimRule, ItemAttributeType, NamingPolicy, RuleMode, TokenBudget, TokenType, Value } from '../../../src';

export const CLAIMS = {
  DropOrder: {
    why: 'The order would promise that a budget can drop the claim. It never does: a back end could read the missing claim as another permission.',
    reported: () => ({ claims: [ClaimRule.set('role', Value.groups().first(), { usedForAuthorization: true, dropOrder: 1 })] }),
    accepted: () => ({ claims: [ClaimRule.set('role', Value.groups().first(), { usedForAuthorization: true })] }),
  },
  InactiveMask: {
    why: 'Amazon Cognito puts attributes into the ID token by itself, so the real value is in the token until the rule is enforced.',
    reported: () => ({ claims: [ClaimRule.suppress('email', { mode: RuleMode.SHADOW })] }),
    accepted: () => ({ claims: [ClaimRule.suppress('email')] }),
  },
  Naming: {
    why: 'Without a common prefix, claims and scopes of several teams can have the same name and different meanings.',
    reported: ({ app }) => {
      NamingPolicy.of(app).add({ claimPrefix: 'shop.' });
      return { claims: [ClaimRule.set('tier', Value.groups().first())] };
    },
    accepted: ({ app }) => {
      NamingPolicy.of(app).add({ claimPrefix: 'shop.' });
      return { claims: [ClaimRule.set('shop.tier', Value.groups().first())] };
    },
  },
  NothingToSuppress: {
    why: 'The name is probably misspelled, and the claim that should be removed stays in the token.',
    reported: () => ({ claims: [ClaimRule.suppress('nick_name')] }),
    accepted: () => ({ claims: [ClaimRule.suppress('nickname')] }),
  },
  ReservedClaim: {
    why: 'The claim would not be in the token. AWS does not document whether Amazon Cognito ignores it or fails the sign-in.',
    reported: () => ({ claims: [ClaimRule.set('sub', Value.username())] }),
    accepted: () => ({ claims: [ClaimRule.set('subject', Value.username())] }),
  },
  ScalarClaim: {
    why: 'Amazon Cognito does not accept lists and maps for these claims in the ID token.',
    reported: () => ({ claims: [ClaimRule.set('address', Value.objectOf({ city: Value.literal('Ghent') }))] }),
    accepted: () => ({ claims: [ClaimRule.set('address', Value.objectOf({ city: Value.literal('Ghent') }).toJson())] }),
  },
  StandardClaim: {
    why: 'Libraries that know the standard take the claim for a statement that Amazon Cognito has verified, such as a key that the caller has proved to own.',
    reported: () => ({ claims: [ClaimRule.set('sid', Value.literal('x'))] }),
    accepted: () => ({ claims: [ClaimRule.set('session', Value.literal('x'))] }),
  },
  TokenLength: {
    why: 'A token that is longer than a cookie or a header field may be is rejected outside of Amazon Cognito, for the users with the longest values only.',
    reported: () => ({
      tokenBudget: TokenBudget.cookie(),
      claims: [ClaimRule.set('nick', Value.userAttribute('nickname'), { tokens: [TokenType.ACCESS], usedForAuthorization: false })],
    }),
    accepted: () => ({
      tokenBudget: TokenBudget.cookie(),
      claims: [ClaimRule.set('nick', Value.userAttribute('nickname').substring(0, 20), { tokens: [TokenType.ACCESS], usedForAuthorization: false })],
    }),
  },
  UnboundedClaim: {
    finds: 'a claim without a known maximum length, under a token budget',
    why: 'The budget is then enforced for each token only: a long value in the table denies the token or drops claims.',
    reported: ({ profile }) => ({ tokenBudget: TokenBudget.restApi(), claims: [ClaimRule.set('plan', profile.attribute('plan'))] }),
    accepted: ({ profile }) => ({
      tokenBudget: TokenBudget.restApi(),
      claims: [ClaimRule.set('plan', profile.attribute('plan', { valueType: ItemAttributeType.STRING, maxLength: 20 }))],
    }),
  },
  UnknownAttribute: {
    finds: 'an attribute that is neither standard nor a custom attribute of the user pool',
    why: 'The value would be absent for every user, and the rules with it would do nothing.',
    reported: () => ({ claims: [ClaimRule.set('plan', Value.userAttribute('custom:pln'), { tokens: [TokenType.ID] })] }),
    accepted: () => ({ claims: [ClaimRule.set('plan', Value.userAttribute('custom:plan'), { tokens: [TokenType.ID] })] }),
  },
  UnreadableAttribute: {
    why: 'Attributes that an app client may not read are not in the ID tokens of Amazon Cognito. The claim shows them to this app client nevertheless.',
    reported: ({ userPool }) => {
      userPool.addClient('Web', { readAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true }) });
      return { claims: [ClaimRule.set('nick', Value.userAttribute('nickname'), { tokens: [TokenType.ID] })] };
    },
    accepted: ({ userPool }) => {
      userPool.addClient('Web', { readAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true, nickname: true }) });
      return { claims: [ClaimRule.set('nick', Value.userAttribute('nickname'), { tokens: [TokenType.ID] })] };
    },
  },
} satisfies CheckPages;
