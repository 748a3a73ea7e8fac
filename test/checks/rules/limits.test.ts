import { ClaimRule, RuleMode, ScopeRule, TokenType, Value } from '../../../src';
import { describeCheck } from '../../support/checks';

const X = Value.literal('x');
const scopes = (count: number) => ScopeRule.addAll(Value.literal(Array.from({ length: count }, (_, index) => `s${index}`)));
/** Rules that add this many scopes, of at most 5000. */
const adding = (count: number) => [scopes(2000), scopes(2000), scopes(count - 4000)];

describeCheck('Limit', {
  invalid: [
    { name: 'one scope more', props: () => ({ claims: [ClaimRule.set('a', X)], scopes: adding(4999) }), says: ['scopes: Limit', '5001 claims and scopes', 'at most 5000', 'as a list or a map'] },
    { name: 'a scope of a value more', props: () => ({ scopes: [...adding(5000), ScopeRule.addAll(Value.groups())] }), says: ['5001 claims and scopes'] },
    { name: 'one string more', props: () => ({ scopes: [...adding(5000), ScopeRule.add('a')] }), says: ['5001 claims and scopes'] },
  ],
  valid: [
    { name: 'as many changes as there may be', props: () => ({ scopes: adding(5000) }) },
    { name: 'a claim in both tokens, and a string', props: () => ({ claims: [ClaimRule.set('a', X)], scopes: [...adding(4997), ScopeRule.add('a')] }) },
    { name: 'a claim in one token', props: () => ({ claims: [ClaimRule.set('a', X, { tokens: [TokenType.ACCESS] })], scopes: adding(4999) }) },
    {
      name: 'rules that add nothing',
      props: () => ({
        claims: [ClaimRule.set('a', X, { mode: RuleMode.SHADOW }), ClaimRule.suppress('email')],
        scopes: [...adding(5000), ScopeRule.suppress('a'), ScopeRule.add('b', { mode: RuleMode.DISABLED })],
      }),
    },
  ],
});
