import { Aws, CfnParameter, Lazy, SecretValue } from 'aws-cdk-lib';
import type { CheckPages } from './page';
import { ClaimRule, Condition, ScopeRule, TokenType, Value } from '../../../src';

export const VALUES = {
  Argument: {
    finds: 'an argument of a method that the method does not support',
    why: 'The value would be absent or fail in every token.',
    reported: () => ({ claims: [ClaimRule.set('domain', Value.email().split('').last())] }),
    accepted: () => ({ claims: [ClaimRule.set('domain', Value.email().split('@').last(), { usedForAuthorization: false })] }),
  },
  ChangedValue: {
    why: 'The rules were compiled with the first value, and the rest of the template has the other one.',
    reported: () => {
      const names = ['basic'];
      const tier = Lazy.uncachedString({ produce: () => names.pop() ?? 'gold' });
      return { claims: [ClaimRule.set('tier', Value.literal(tier))] };
    },
    accepted: () => {
      const names = ['basic'];
      const tier = Lazy.uncachedString({ produce: () => names.at(-1) ?? 'gold' });
      return { claims: [ClaimRule.set('tier', Value.literal(tier))] };
    },
  },
  Condition: {
    finds: 'an object in place of a condition',
    why: 'In languages without checked types the rule would apply to everybody or to nobody.',
    reported: () => ({ claims: [ClaimRule.set('staff', Value.literal(true), { when: 'staff' as unknown as Condition })] }),
    accepted: () => ({ claims: [ClaimRule.set('staff', Value.literal(true), { when: Condition.inGroup('staff') })] }),
  },
  Constant: {
    finds: 'a constant that a token or a comparison cannot contain',
    why: 'Attributes are never empty, and JSON has no exact form of some numbers: the comparison would never be true, or the claim would have another value.',
    reported: ({ profile }) => ({ claims: [ClaimRule.set('incomplete', Value.literal(true), { when: profile.attribute('name').isEqualTo('') })] }),
    accepted: ({ profile }) => ({ claims: [ClaimRule.set('incomplete', Value.literal(true), { when: Condition.none(profile.attribute('name').isPresent()) })] }),
  },
  DeployTimeList: {
    finds: 'a deploy-time list inside a string',
    why: 'Only the deployment knows the elements, and it cannot put a list into a string.',
    reported: ({ stack }) => {
      const regions = new CfnParameter(stack, 'Regions', { type: 'CommaDelimitedList' }).valueAsList;
      return { claims: [ClaimRule.set('regions', Value.template(`in ${regions}`))] };
    },
    accepted: ({ stack }) => {
      const regions = new CfnParameter(stack, 'Regions', { type: 'CommaDelimitedList' }).valueAsList;
      return { claims: [ClaimRule.set('regions', Value.literal(regions))] };
    },
  },
  DeployTimeValue: {
    finds: 'a deploy-time value where synthesis needs the string',
    why: 'The checks and the preview could not know which claim, attribute or scope the rule is about.',
    reported: () => ({ claims: [ClaimRule.set(Aws.REGION, Value.literal('x'))] }),
    accepted: () => ({ claims: [ClaimRule.set('region', Value.literal(Aws.REGION))] }),
  },
  ElementOutside: {
    finds: '`Value.element()` outside of mapEach, filter and sortBy',
    why: 'There is no list whose elements it could be, so the value would always be absent.',
    reported: () => ({ claims: [ClaimRule.set('teams', Value.element().upper())] }),
    accepted: () => ({ claims: [ClaimRule.set('teams', Value.groups().mapEach(Value.element().upper()))] }),
  },
  Operands: {
    finds: 'a condition or value of nothing',
    why: 'An empty list of conditions is true for everybody or for nobody, which the author rarely means.',
    reported: () => ({ claims: [ClaimRule.set('staff', Value.literal(true), { when: Condition.any() })] }),
    accepted: () => ({ claims: [ClaimRule.set('staff', Value.literal(true), { when: Condition.any(Condition.inGroup('staff')) })] }),
  },
  Pattern: {
    finds: 'a pattern that RE2 does not support',
    why: 'The function evaluates patterns in linear time, so that no value of a user can make sign-in slow. Look-around and references to groups need more.',
    reported: () => ({ claims: [ClaimRule.set('local', Value.email().extract('^.+(?=@)'), { tokens: [TokenType.ID] })] }),
    accepted: () => ({ claims: [ClaimRule.set('local', Value.email().before('@'), { tokens: [TokenType.ID] })] }),
  },
  Secret: {
    finds: 'a secret in a rule',
    why: 'Everybody who can read the configuration of the function or a token would see the secret.',
    reported: () => ({ claims: [ClaimRule.set('key', Value.literal(SecretValue.secretsManager('api-key').unsafeUnwrap()))] }),
    accepted: ({ profile }) => ({ claims: [ClaimRule.set('key', profile.attribute('key'))] }),
  },
  SingleBraces: {
    finds: 'a placeholder in single braces',
    why: 'The claim would have the placeholder itself as its value.',
    reported: () => ({ claims: [ClaimRule.set('greeting', Value.template('Hello {user.name}'), { tokens: [TokenType.ID] })] }),
    accepted: () => ({ claims: [ClaimRule.set('greeting', Value.template('Hello {{user.name}}'), { tokens: [TokenType.ID] })] }),
  },
  Template: {
    finds: 'a template that cannot be parsed',
    why: 'The placeholder would not be replaced.',
    reported: () => ({ claims: [ClaimRule.set('greeting', Value.template('Hello {{user.name | uper}}'), { tokens: [TokenType.ID] })] }),
    accepted: () => ({ claims: [ClaimRule.set('greeting', Value.template('Hello {{user.name | upper}}'), { tokens: [TokenType.ID] })] }),
  },
  Type: {
    why: 'The value would fail or the comparison would be false in every token.',
    reported: () => ({ claims: [ClaimRule.set('teams', Value.groups().join(',').limit(2))] }),
    accepted: () => ({ claims: [ClaimRule.set('teams', Value.groups().limit(2).join(','))] }),
  },
  Value: {
    finds: 'an object in place of a value',
    why: 'In languages without checked types the claim would be missing in every token.',
    reported: () => ({ claims: [ClaimRule.set('tier', 'gold' as unknown as Value)] }),
    accepted: () => ({ claims: [ClaimRule.set('tier', Value.literal('gold'))] }),
  },
  ValueType: {
    why: 'The value can never be used: the rule would do nothing, or deny every token.',
    reported: () => ({ scopes: [ScopeRule.addAll(Value.clientId())] }),
    accepted: () => ({ scopes: [ScopeRule.addAll(Value.listOf(Value.clientId()))] }),
  },
} satisfies CheckPages;
