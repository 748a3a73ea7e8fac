import { ScopeRule, Value } from '../../../src';
import { describeCheck } from '../../support/checks';

describeCheck('Scope', {
  invalid: [
    { name: 'a blank', props: () => ({ scopes: [ScopeRule.add('orders/read orders/write')] }), says: ['scopes[0].template', "'orders/read orders/write'", 'with " "', 'its own rule'] },
    { name: 'a double quote', props: () => ({ scopes: [ScopeRule.add('a"b')] }), says: ['with "\\""', 'printable ASCII without space'] },
    { name: 'a backslash', props: () => ({ scopes: [ScopeRule.add('a\\b')] }), says: ['scopes[0].template', 'use only allowed characters'], omits: ['add each scope separately', 'characters long'] },
    { name: '257 characters around a value', props: () => ({ scopes: [ScopeRule.add(`${'x'.repeat(128)}{{user.custom:plan}}${'x'.repeat(129)}`)] }), says: ['257 characters long'] },
    { name: 'a letter outside of ASCII', props: () => ({ scopes: [ScopeRule.add('café')] }), says: ['with "é"'] },
    { name: '257 characters', props: () => ({ scopes: [ScopeRule.add('x'.repeat(257))] }), says: ['257 characters long', '1 to 256 characters'] },
    { name: 'a blank in the string of a template', props: () => ({ scopes: [ScopeRule.add('plan {{user.custom:plan}}')] }), says: ['scopes[0].template', "'plan '"] },
    { name: 'a list in a template', props: () => ({ scopes: [ScopeRule.add('{{groups}}')] }), says: ['scopes[0].template', 'a list', 'ScopeRule.addAll'] },
    { name: 'a number', props: () => ({ scopes: [ScopeRule.add('{{now}}')] }), says: ['a template that yields a number', 'asString'] },
    { name: 'suppressing what is no scope', props: () => ({ scopes: [ScopeRule.suppress('a b')] }), says: ['scopes[0].scope', "'a b'"] },
    {
      name: 'a scope of Cognito out of a value',
      props: () => ({ scopes: [ScopeRule.add('aws.cognito.{{user.custom:plan}}')] }),
      says: ['scopes[0].template', "'aws.cognito.' followed by a value", 'the complete scope'],
    },
    { name: 'a scope of Cognito in place of a value', props: () => ({ scopes: [ScopeRule.add("{{user.custom:plan || 'aws.cognito.signin.user.admin'}}")] }), says: ['scopes[0].template', "'aws.cognito.signin.user.admin' from a value", 'ScopeRule.add('] },
    { name: 'a blank in place of a value', props: () => ({ scopes: [ScopeRule.add("{{user.custom:plan || 'no plan'}}")] }), says: ['scopes[0].template', "'no plan'"] },
    { name: 'a list for one scope', props: () => ({ scopes: [ScopeRule.addValue(Value.groups())] }), says: ['scopes[0].value', 'given:   a list\n', 'ScopeRule.addAll'] },
    { name: 'a blank in a value', props: () => ({ scopes: [ScopeRule.addValue(Value.literal('a b'))] }), says: ['scopes[0].value', "'a b'"] },
    { name: 'a blank in a list', props: () => ({ scopes: [ScopeRule.addAll(Value.literal(['a', 'a b']))] }), says: ['scopes[0].value', "'a b'", 'with " "'] },
    { name: 'a blank in a list of values', props: () => ({ scopes: [ScopeRule.addAll(Value.listOf(Value.groups(), Value.literal('a b')).flatten())] }), says: ['scopes[0].value', "'a b'"] },
    { name: 'a blank in what roles become', props: () => ({ scopes: [ScopeRule.addAll(Value.groups().lookup({ admins: ['a', 'b c'] }).flatten())] }), says: ["'b c'"] },
    { name: 'a blank before each of a list', props: () => ({ scopes: [ScopeRule.addAll(Value.groups().mapEach(Value.template('in {{element}}')))] }), says: ["'in '"] },
    { name: 'a scope of Cognito in a list', props: () => ({ scopes: [ScopeRule.addAll(Value.literal(['aws.cognito.signin.user.admin']))] }), says: ['scopes[0].value', "'aws.cognito.signin.user.admin' from a value", 'its own rule'] },
    { name: 'a scope of Cognito in a list of values', props: () => ({ scopes: [ScopeRule.addAll(Value.listOf(Value.literal('aws.cognito.signin.user.admin')))] }), says: ['scopes[0].value'] },
    { name: 'a start of scopes of Cognito', props: () => ({ scopes: [ScopeRule.addAll(Value.groups().withPrefix('aws.cognito.'))] }), says: ["'aws.cognito.' followed by a value"] },
    { name: 'another scope of Cognito in a list', props: () => ({ scopes: [ScopeRule.addAll(Value.literal(['aws.cognito/dcr/register']))] }), says: ["'aws.cognito/dcr/register' from a value"] },
    { name: 'a start of other scopes of Cognito', props: () => ({ scopes: [ScopeRule.add('aws.cognito/{{user.custom:plan}}'), ScopeRule.addAll(Value.groups().withPrefix('aws.cognito'))] }), says: ["'aws.cognito/' followed by a value", "'aws.cognito' followed by a value"] },
    { name: 'keeping what is no scope', props: () => ({ scopes: [ScopeRule.keepOnly(Value.literal(['a b']))] }), says: ['scopes[0].value', "'a b'"] },
  ],
  valid: [
    { name: 'every character that a scope can have', props: () => ({ scopes: [ScopeRule.add("!#$%&'()*+,-./09:;<=>?@AZ[]^_`az|}~")] }) },
    { name: '256 characters', props: () => ({ scopes: [ScopeRule.add('x'.repeat(256))] }) },
    { name: 'a scope that no resource server has', props: () => ({ scopes: [ScopeRule.add('MyAPI.read')] }) },
    { name: 'a template', props: () => ({ scopes: [ScopeRule.add('plan:{{user.custom:plan | lower}}')] }) },
    { name: 'a value of any type', props: app => ({ scopes: [ScopeRule.add('{{profile.plan}}'), ScopeRule.addValue(app.source().attribute('plan'))] }) },
    { name: 'a template that is one string', props: () => ({ scopes: [ScopeRule.add('{{user.custom:plan}}')] }) },
    { name: 'a scope of Cognito as a whole literal', props: () => ({ scopes: [ScopeRule.add('aws.cognito.signin.user.admin')] }) },
    { name: 'other scopes of Cognito as whole literals', props: () => ({ scopes: [ScopeRule.add('aws.cognito/dcr/register'), ScopeRule.addValue(Value.literal('aws.cognito'))] }) },
    { name: 'a scope that only begins in the same way', props: () => ({ scopes: [ScopeRule.addAll(Value.literal(['aws.cognitoo/read', 'aws.cognito-api/read', 'xaws.cognito.read']))] }) },
    { name: 'suppressing a scope of Cognito', props: () => ({ scopes: [ScopeRule.suppress('aws.cognito.signin.user.admin')] }) },
    { name: 'a list', props: () => ({ scopes: [ScopeRule.addAll(Value.groups())] }) },
    { name: 'lists of scopes', props: () => ({ scopes: [ScopeRule.addAll(Value.literal(['a', 'b/c'])), ScopeRule.addAll(Value.listOf(Value.groups(), Value.literal('d')).flatten())] }) },
    { name: 'texts that only choose', props: () => ({ scopes: [ScopeRule.addAll(Value.groups().lookup({ 'the admins': 'admin' })), ScopeRule.add("{{user.custom:plan | replace(' ', '-')}}")] }) },
    { name: 'a scope of Cognito to be kept', props: () => ({ scopes: [ScopeRule.keepOnly(Value.literal(['aws.cognito.signin.user.admin']), { standardScopes: true })] }) },
  ],
});

describeCheck('ValueType', {
  invalid: [
    { name: 'adding all of a string', props: () => ({ scopes: [ScopeRule.addAll(Value.username())] }), says: ['scopes[0].value', 'a string', 'a list', 'Value.listOf'] },
    { name: 'adding a list of numbers', props: () => ({ scopes: [ScopeRule.addAll(Value.literal([1]))] }), says: ['scopes[0].value', 'a list of numbers', 'a list of strings', 'asString()'] },
    { name: 'keeping a list of lists', props: () => ({ scopes: [ScopeRule.keepOnly(Value.literal([['a']]))] }), says: ['scopes[0].value', 'flatten()'] },
    { name: 'keeping a string', props: () => ({ scopes: [ScopeRule.keepOnly(Value.username())] }), says: ['scopes[0].value', 'a string'] },
  ],
  valid: [
    { name: 'a value of any type', props: app => ({ scopes: [ScopeRule.addAll(app.source().attribute('scopes')), ScopeRule.keepOnly(app.source().attribute('scopes'))] }) },
    { name: 'a list with a string in it', props: () => ({ scopes: [ScopeRule.addAll(Value.literal(['a', 1])), ScopeRule.keepOnly(Value.literal([]))] }) },
  ],
});
