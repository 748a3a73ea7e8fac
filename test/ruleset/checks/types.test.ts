import { ClaimRule, Condition, RuleMode, Value, ValueType } from '../../../src';
import { describeCheck } from '../../support/checks';

const set = (value: Value) => ({ claims: [ClaimRule.set('a', value, { authorization: false })] });
const when = (condition: Condition) => ({ claims: [ClaimRule.set('a', Value.sub(), { when: condition, authorization: false })] });

describeCheck('Type', {
  invalid: [
    { name: 'join on a text', props: () => set(Value.email().join(',')), says: ['claims[0].value.join', 'a text', 'a list', 'split'] },
    { name: 'a text transform of a number', props: () => set(Value.now().upper()), says: ['claims[0].value.upper', 'a number', 'a text, or a list of them', 'toText()'] },
    { name: 'a text transform of a list of numbers', props: () => set(Value.literal([1, 2]).upper()), says: ['a list of a number'] },
    { name: 'split on a list', props: () => set(Value.groups().split(',')), says: ['claims[0].value.split', 'join(...)'] },
    { name: 'a number of a list', props: () => set(Value.groups().toNumber()), says: ['claims[0].value.toNumber'] },
    { name: 'the sum of a text', props: () => set(Value.email().total()), says: ['claims[0].value.total'] },
    { name: 'a date of a text', props: () => set(Value.email().toRfc3339()), says: ['toNumber()'] },
    { name: 'a comparison of a number with a text', props: () => when(Value.now().isEqualTo('5')), says: ['claims[0].when.isEqualTo', 'a number and a text', 'toText()'] },
    { name: 'a text that is one of several numbers', props: () => when(Value.email().isOneOf([1, 2])), says: ['claims[0].when.isOneOf'] },
    { name: 'two values of other types', props: () => when(Value.groups().isSameAs(Value.email())), says: ['claims[0].when.isSameAs', 'a list of a text and a text'] },
    { name: 'an order of a text and a number', props: () => when(Value.email().isAtLeast(Value.now())), says: ['claims[0].when.isAtLeast'] },
    { name: 'a member of another type', props: () => when(Value.groups().hasMember(5)), says: ['claims[0].when.hasMember', 'a list of a text and a number'] },
    { name: 'a member of a text', props: () => when(Value.email().hasMember('x')), says: ['claims[0].when.hasMember', 'split'] },
    { name: 'a part of a list', props: () => when(Value.groups().containsText('x')), says: ['claims[0].when.containsText'] },
    { name: 'what is true of a text', props: () => when(Value.userAttribute('custom:plan').isTrue()), says: ['claims[0].when.isTrue', 'toBoolean()'] },
    { name: 'a member of a list of texts', props: () => set(Value.groups().mapEach(Value.element().total())), says: ['claims[0].value.total'] },
    { name: 'an attribute that is declared', props: app => set(app.source().attribute('n', { valueType: ValueType.NUMBER }).lower()), says: ['claims[0].value.lower', 'a number'] },
    { name: 'a key', props: app => set(app.source('s', { key: { id: Value.groups().upper().toNumber() } }).attribute('a')), says: ['claims[0].value.key.id.toNumber'] },
    { name: 'a rule in shadow', props: () => ({ claims: [ClaimRule.set('a', Value.email().join(','), { mode: RuleMode.SHADOW })] }), says: ['claims[0].value.join'] },
  ],
  valid: [
    { name: 'transforms of lists of texts', props: () => set(Value.groups().upper().withPrefix('x').mapTo({ a: 'b' })) },
    { name: 'an attribute of a table that may be anything', props: app => set(app.source().attribute('a').upper().join(',').toNumber()) },
    { name: 'values that are converted', props: () => when(Condition.all(Value.userAttribute('custom:level').toNumber().isAtLeast(Value.literal(3)), Value.now().toText().isEqualTo('5'))) },
    { name: 'a list of several types', props: () => when(Value.literal([1, 'a']).hasMember('a')) },
    { name: 'an empty list', props: () => set(Value.listOf().upper().join(',')) },
    { name: 'one constant of several of the type', props: () => when(Value.email().isOneOf([1, 'a'])) },
    { name: 'typed attributes', props: () => when(Condition.all(Value.userAttribute('email_verified').isTrue(), Value.userAttribute('updated_at').isLessThan(Value.now()))) },
  ],
});
