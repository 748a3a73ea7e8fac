import { Aws, CfnParameter, Duration, Fn, Lazy, SecretValue, Token } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { ClaimRule, Condition, DenyRule, GroupRule, ScopeRule, SortKeyCondition, Subject, TableSource, TokenType, Value, ItemAttributeType } from '../../../src';
import { describeCheck } from '../../support/checks';

const set = (value: Value) => ({ claims: [ClaimRule.set('a', value)] });
const when = (condition: Condition) => ({ claims: [ClaimRule.set('a', Value.sub(), { when: condition })] });
const lazy = (value: unknown) => Lazy.any({ produce: () => value });
const parameter = (app: { stack: any }, noEcho = false) => new CfnParameter(app.stack, 'Parameter', { noEcho }).valueAsString;

describeCheck('Constant', {
  invalid: [
    { name: 'an empty string', props: () => set(Value.literal('')), says: ['claims[0].value', "''", 'isPresent()'] },
    { name: 'comparing with an empty string', props: () => when(Value.email().isEqualTo('')), says: ['claims[0].when.isEqualTo', 'allowed: a non-empty string or a number or a boolean\n', 'isPresent()'] },
    { name: 'comparing the start with an empty string', props: () => when(Value.email().startsWith('')), says: ['claims[0].when.startsWith', 'allowed: a non-empty string\n'] },
    { name: 'comparing with a Value', props: () => when(Value.sub().isEqualTo(Value.username())), says: ['claims[0].when.isEqualTo', 'an object of Value', 'use isEqualToValue(...)'] },
    { name: 'a Value among those to compare with', props: () => when(Value.sub().isOneOf(['x', Value.username()])), says: ['claims[0].when.isOneOf[1]', 'use isEqualToValue(...), or Value.listOf(...).hasMemberValue(...)'] },
    { name: 'a Value among those to keep', props: () => set(Value.groups().filterOneOf([Value.username()])), says: ['claims[0].value.filterOneOf[0]', 'filterOneOfValue(...)'] },
    { name: 'a Value in a table', props: () => set(Value.email().lookup({ a: Value.username() })), says: ['claims[0].value.lookup.a', 'Value.choose(...)'] },
    { name: 'a Value as a group', props: () => when(Condition.inGroup(Value.username() as never)), says: ['claims[0].when.inGroup[0]', 'Value.groups().hasMember(...)'] },
    { name: 'a Value as a start', props: () => when(Value.sub().startsWith(Value.username() as never)), says: ['claims[0].when.startsWith', 'write the constant itself'] },
    { name: 'falling back to an empty string', props: () => set(Value.email().orElse(Value.literal(''))), says: ['claims[0].value.firstOf[1]', 'isPresent()'] },
    { name: 'an empty string in a list', props: () => set(Value.literal(['a', ''])), says: ['claims[0].value[1]'] },
    { name: 'null', props: () => set(Value.literal(null)), says: ['claims[0].value', 'null', 'a claim is never null'] },
    { name: 'null in a map', props: () => set(Value.literal({ a: { b: null } })), says: ['claims[0].value.a.b'] },
    { name: 'nothing', props: () => set(Value.literal(undefined)), says: ['nothing'] },
    { name: 'NaN', props: () => set(Value.literal(NaN)), says: ['NaN', 'as a string'] },
    { name: 'infinity', props: () => set(Value.literal([Infinity])), says: ['claims[0].value[0]', 'Infinity'] },
    { name: 'an integer above 2^53', props: () => set(Value.literal(2 ** 53)), says: ['9007199254740992', 'its digits matter'] },
    { name: 'a Value', props: () => set(Value.literal(Value.email())), says: ['Value.listOf or Value.objectOf'] },
    { name: 'a Value in a list', props: () => set(Value.literal([Value.email()])), says: ['claims[0].value[0]', 'an object of Value'] },
    { name: 'a date', props: () => set(Value.literal(new Date())), says: ['an object of Date'] },
    { name: 'a function', props: () => set(Value.literal(() => 1)), says: ['a function'] },
    { name: 'a construct', props: app => set(Value.literal(app.table)), says: ['an object of Table'] },
    { name: 'a lazy string that is empty', props: () => set(Value.literal(Lazy.string({ produce: () => '' }))), says: ['claims[0].value', "''", 'isPresent()'] },
    { name: 'a lazy value that is nothing', props: () => set(Value.literal(lazy(undefined))), says: ['claims[0].value', 'nothing'] },
    { name: 'a lazy NaN', props: () => set(Value.literal(Lazy.number({ produce: () => NaN }))), says: ['claims[0].value', 'NaN'] },
    { name: 'null in a lazy list', props: () => set(Value.literal(lazy(['a', null]))), says: ['claims[0].value[1]', 'null'] },
    { name: 'a lazy list with a value of the deployment', props: app => set(Value.literal(lazy([app.table.tableName]))), says: ['claims[0].value', 'a lazy list or map', 'write the list or map itself'] },
    { name: 'a lazy map with a value of the deployment', props: app => set(Value.literal(lazy({ a: app.table.tableName, b: 1 }))), says: ['claims[0].value', 'a lazy list or map'] },
    { name: 'a value of a table for lookup', props: () => set(Value.email().lookup({ a: null })), says: ['claims[0].value.lookup.a', 'null'] },
  ],
  valid: [
    { name: 'zero, false, and empty lists and maps', props: () => set(Value.literal([0, false, [], {}])) },
    { name: 'the largest exact integer', props: () => set(Value.literal(2 ** 53 - 1)) },
    { name: 'lazy lists, maps and numbers of plain values', props: () => set(Value.literal([lazy([1, 'a']), lazy({ a: [true] }), Lazy.number({ produce: () => 5 })])) },
    { name: 'another value to compare with, and one among several', props: () => when(Condition.any(Value.sub().isEqualToValue(Value.username()), Value.listOf(Value.email(), Value.username()).hasMemberValue(Value.sub()))) },
    { name: 'names of the prototype', props: () => set(Value.literal(JSON.parse('{"__proto__":{"constructor":1}}'))) },
  ],
});

describeCheck('Value', {
  invalid: [
    { name: 'a string', props: () => set('x' as unknown as Value), says: ['claims[0].value', "'x'", 'Value.literal'] },
    { name: 'a condition', props: () => set(Condition.user() as unknown as Value), says: ['claims[0].value', 'an object of Condition'] },
    { name: 'a string in a list', props: () => set(Value.listOf(Value.sub(), 'x' as unknown as Value)), says: ['claims[0].value.listOf[1]'] },
    { name: 'a member of an object', props: () => set(Value.objectOf({ a: 1 as unknown as Value })), says: ['claims[0].value.objectOf.a'] },
    { name: 'a part of a key', props: app => set(app.source('s', { key: { id: 'x' as unknown as Value } }).attribute('a')), says: ['claims[0].value.key.id', "'x'"] },
  ],
  valid: [{ name: 'a value', props: () => set(Value.objectOf({ a: Value.listOf(Value.sub()) })) }],
});

describeCheck('Condition', {
  invalid: [
    { name: 'a value', props: () => when(Value.sub() as unknown as Condition), says: ['claims[0].when', 'an object of Value', 'compare a value'] },
    { name: 'a boolean in all', props: () => when(Condition.all(Condition.user(), true as unknown as Condition)), says: ['claims[0].when.all[1]', 'true'] },
    { name: 'the condition of a DenyRule', props: () => ({ deny: [DenyRule.when(undefined as unknown as Condition, 'No')] }), says: ['deny[0].condition', 'nothing'] },
    { name: 'the body of filter', props: () => set(Value.groups().filter(Value.element() as unknown as Condition)), says: ['claims[0].value.filter.condition'] },
  ],
  valid: [{ name: 'a condition', props: () => when(Condition.all(Condition.user())) }],
});

describeCheck('Operands', {
  invalid: [
    { name: 'all of nothing', props: () => when(Condition.all()), says: ['claims[0].when.all', 'at least one'] },
    { name: 'any of nothing', props: () => when(Condition.any()), says: ['has 1 problem:', 'claims[0].when.any', 'add one, or remove any(...)'] },
    { name: 'none of nothing', props: () => when(Condition.none()), says: ['claims[0].when.none'] },
    { name: 'no constant to keep', props: () => set(Value.groups().filterOneOf([])), says: ['claims[0].value.filterOneOf'] },
    { name: 'no group', props: () => when(Condition.inGroup()), says: ['claims[0].when.inGroup'] },
    { name: 'no client', props: () => when(Condition.client()), says: ['claims[0].when.client'] },
    { name: 'no client id', props: () => when(Condition.clientId()), says: ['claims[0].when.isOneOf'] },
    { name: 'first of nothing', props: () => set(Value.firstOf()), says: ['claims[0].value.firstOf'] },
    { name: 'one of nothing', props: () => when(Value.email().isOneOf([])), says: ['has 1 problem:', 'claims[0].when.isOneOf', 'given:   nothing\n'] },
  ],
  valid: [{ name: 'an empty list and an empty object', props: () => ({ claims: [ClaimRule.set('a', Value.listOf()), ClaimRule.set('b', Value.objectOf({}))] }) }],
});

describeCheck('ElementOutside', {
  invalid: [
    { name: 'a claim', props: () => set(Value.element()), says: ['claims[0].value', 'Value.element()', 'mapEach, filter and sortBy'] },
    { name: 'the list of mapEach', props: () => set(Value.element().mapEach(Value.sub())), says: ['claims[0].value'] },
  ],
  valid: [
    { name: 'the body of mapEach', props: () => set(Value.groups().mapEach(Value.element().upper())) },
    { name: 'the list of mapEach in a body', props: () => set(Value.groups().mapEach(Value.element().split('-').mapEach(Value.element().upper()))) },
  ],
});

describeCheck('Argument', {
  invalid: [
    { name: 'no path of an empty string', props: () => set(Value.objectOf({}).toJson({ emptyIfAbsent: ['a..b'] })), says: ['claims[0].value.toJson(emptyIfAbsent)[0]', 'address.city', "['country', 'address.city']"] },
    { name: 'an index in a path of an empty string', props: () => set(Value.objectOf({}).toJson({ emptyIfAbsent: ['a', 'b[0].c'] })), says: ['claims[0].value.toJson(emptyIfAbsent)[1]', 'without indexes'] },
    { name: 'paths in a template', props: () => set(Value.template("{{groups | toJson('a')}}")), says: ['claims[0].value.toJson(emptyIfAbsent)', 'a list of at least one path'] },
    { name: 'an empty separator', props: () => set(Value.email().split('')), says: ['claims[0].value.split(separator)', "''", 'a non-empty string'] },
    { name: 'a type that does not exist', props: app => set(app.source().attribute('a', { valueType: 'TEXT' as never })), says: ['claims[0].value.attribute(options).valueType', "'TEXT'", 'STRING, NUMBER'] },
    { name: 'a length of nothing', props: app => set(app.source().attribute('a', { maxLength: 0 })), says: ['claims[0].value.attribute(options).maxLength', 'an integer of at least 1'] },
    { name: 'the length of a number', props: app => set(app.source().attribute('a', { valueType: ItemAttributeType.NUMBER, maxLength: 5 })), says: ['only with the types STRING, STRING_LIST and LIST'] },
    { name: 'members of a string', props: app => set(app.source().attribute('a', { valueType: ItemAttributeType.STRING, maxItems: 5 })), says: ['only with list types'] },
    { name: 'a format with other letters', props: () => set(Value.now().formatDate('Q')), says: ['claims[0].value.formatDate(format)', "'Q'", 'single quotes'] },
    { name: 'a format with an open quote', props: () => set(Value.now().formatDate("yyyy'")), says: ['claims[0].value.formatDate(format)'] },
    { name: 'too many letters of a field', props: () => set(Value.now().formatDate('yyyyy')), says: ['claims[0].value.formatDate(format)'] },
    { name: 'a time zone that does not exist', props: () => set(Value.now().formatDate('yyyy', 'Berlin')), says: ['claims[0].value.formatDate(timeZone)', 'Europe/Berlin'] },
    { name: 'a name of a month to be read', props: () => set(Value.email().parseDate('MMM yyyy')), says: ['claims[0].value.parseDate(format)', 'a format of numeric fields'] },
    { name: 'a format without a year', props: () => set(Value.email().parseDate('dd.MM.')), says: ['with a year'] },
    { name: 'no pattern', props: () => when(Value.email().matches('')), says: ['claims[0].when.matches(pattern)', 'a pattern in RE2 syntax'] },
    { name: 'a limit of nothing', props: () => set(Value.groups().limit(0)), says: ['claims[0].value.limit(count)', 'a whole number, at least 1'] },
    { name: 'half a position', props: () => set(Value.groups().at(0.5)), says: ['claims[0].value.at(index)', '0.5'] },
    { name: 'nothing to search for', props: () => set(Value.email().replace('', 'x')), says: ['claims[0].value.replace(search)'] },
    { name: 'no name of an attribute', props: () => set(Value.userAttribute('')), says: ['claims[0].value.userAttribute(name)', 'has 1 problem:'] },
    { name: 'a path that is none', props: app => set(app.source().attribute('a..b')), says: ['claims[0].value.attribute(path)', "'a..b'", 'at position 3'] },
    { name: 'a path of an element', props: () => set(Value.groups().mapEach(Value.element('[x]'))), says: ['claims[0].value.mapEach.value.element(path)'] },
    { name: 'a reason that is missing', props: () => set(Value.email().assumeTrusted('')), says: ['claims[0].value.assumeTrusted(reason)'] },
    { name: 'providers that are no list', props: () => set(Value.federatedAttribute('email', 'Google' as unknown as string[])), says: ['federatedAttribute(providers)'] },
    { name: 'no providers', props: () => set(Value.federatedAttribute('email', [])), says: ['federatedAttribute(providers)', 'a list of at least one string'] },
    { name: 'no name of a claim', props: () => ({ claims: [ClaimRule.set('', Value.sub())] }), says: ['claims[0].name'] },
    { name: 'no attributes to copy', props: () => ({ claims: [ClaimRule.copyAttributes([])] }), says: ['claims[0].names'] },
    { name: 'no reason to trust an attribute', props: () => ({ trustedAttributes: { 'custom:plan': ' ' } }), says: ['trustedAttributes.custom:plan', 'write why users cannot change'] },
    { name: 'a scope that is no string', props: () => ({ scopes: [ScopeRule.suppress(5 as unknown as string)] }), says: ['scopes[0].scope', '5'] },
  ],
  valid: [
    { name: 'replacing by nothing, and places from the end', props: () => set(Value.email().replace('a', '').substring(-3)) },
    { name: 'joining without separator', props: () => set(Value.groups().join('')) },
    { name: 'keeping no attribute', props: () => ({ claims: [ClaimRule.keepOnly([])] }) },
    { name: 'names in brackets', props: app => set(app.source().attribute("['a.b'][0].c")) },
    { name: 'a time to come', props: () => set(Value.now(Duration.hours(1))) },
  ],
});

describeCheck('Template', {
  invalid: [
    { name: 'no template', props: () => set(Value.template('')), says: ['claims[0].value', "''"] },
    { name: 'a template that is no string', props: () => ({ scopes: [ScopeRule.add(5 as unknown as string)] }), says: ['scopes[0].template', '5'] },
    { name: 'a scope that is nothing but an opening', props: () => ({ scopes: [ScopeRule.add('{{')] }), says: ['scopes[0].template', 'at position 3'] },
  ],
  valid: [{ name: 'a string', props: () => set(Value.template('x')) }],
});

describeCheck('Pattern', {
  invalid: [
    { name: 'look-ahead', props: () => when(Value.email().matches('a(?=b)')), says: ['claims[0].when.matches(pattern)', 'a(?=b)', 'no look-around'] },
    { name: 'a reference to a group', props: () => set(Value.email().extract('(a)\\1')), says: ['claims[0].value.extract(pattern)', 'RE2 syntax'] },
    { name: 'an open bracket', props: () => set(Value.groups().filterPattern('[a')), says: ['claims[0].value.filterPattern(pattern)', 'missing closing ]'] },
    { name: 'one in a template', props: () => set(Value.template("{{user.email | replacePattern('(', '')}}")), says: ['claims[0].value.replacePattern(pattern)', 'missing closing )'] },
    { name: 'flags', props: () => when(Value.email().matches('(?i)a')), says: ['the flags (?i)', 'without flags', 'lower()'] },
    { name: 'flags of a group', props: () => when(Value.email().containsMatch('[(?i)](?s-i:a)')), says: ['the flags (?s-i:'] },
    { name: 'more repetitions than RE2 takes', props: () => set(Value.email().extract('a{2000}')), says: ['a{2000}'] },
  ],
  valid: [
    { name: 'classes and groups', props: () => when(Value.email().containsMatch('^(?P<user>[^@]+)@\\p{L}+')) },
    { name: 'what only looks like flags', props: () => when(Value.email().matches('\\(?i[(?s)]\\Q(?m)\\E(?:a)\\p{L}')) },
    { name: 'a pattern of 1,000 characters', props: () => when(Value.email().matches('a'.repeat(1000))) },
  ],
});

describeCheck('UnknownAttribute', {
  invalid: [
    { name: 'a name with a mistake', props: () => set(Value.userAttribute('emial')), says: ['claims[0].value', "'emial', did you mean 'email'?"] },
    { name: 'a custom attribute without prefix', props: () => set(Value.userAttribute('membership')), says: ["'custom:membership'"] },
    { name: 'a prefix without a name', props: () => set(Value.userAttribute('custom:')), says: ["given:   'custom:'"] },
    { name: 'one name that is used twice', props: () => set(Value.firstOf(Value.userAttribute('emial'), Value.userAttribute('emial').upper())), says: ['has 1 problem:'] },
    { name: 'a name of a list of an identity provider', props: () => set(Value.idpList('grups').first()), says: ["'grups'"] },
    { name: 'a name that is trusted', props: () => ({ trustedAttributes: { 'custom:pln': 'written by billing' } }), says: ['trustedAttributes', "did you mean 'custom:plan'?"] },
    { name: 'a name in a template', props: () => ({ scopes: [ScopeRule.add('{{user.nicknam}}')] }), says: ['scopes[0].template', "did you mean 'nickname'?"] },
    { name: 'a name in a key', props: app => ({ sources: [app.source('s', { key: { id: Value.userAttribute('mail') } })] }), says: ['sources[0].key.id', "did you mean 'email'?"] },
    { name: 'a name to keep', props: () => ({ claims: [ClaimRule.keepOnly(['emai'])] }), says: ['claims[0].names', "did you mean 'email'?"] },
    { name: 'a custom attribute to keep', props: () => ({ claims: [ClaimRule.keepOnly(['email', 'custom:plna'])] }), says: ['claims[0].names', "'custom:plna', did you mean 'custom:plan'?"] },
    { name: 'a custom attribute to copy', props: () => ({ claims: [ClaimRule.copyAttributes(['email', 'custom:plna'])] }), says: ['claims[0].names[1]', "did you mean 'custom:plan'?"] },
    { name: 'a custom attribute to suppress', props: () => ({ claims: [ClaimRule.suppress('custom:plna')] }), says: ['claims[0].name: ', "'custom:plna', did you mean 'custom:plan'?", 'custom:plan, custom:level'] },
    { name: 'a custom attribute that the pool does not have', props: () => set(Value.userAttribute('custom:pln')), says: ['claims[0].value', "'custom:pln', did you mean 'custom:plan'?", 'custom:plan, custom:level'] },
  ],
  valid: [
    { name: 'standard, custom and developer attributes', props: () => ({ claims: [ClaimRule.copyAttributes(['name', 'custom:plan']), ClaimRule.set('a', Value.userAttribute('dev:x'))] }) },
    { name: 'attributes to keep, copy and suppress', props: () => ({ claims: [ClaimRule.keepOnly(['custom:plan', 'custom:level']), ClaimRule.copyAttributes(['custom:plan'], { usedForAuthorization: false }), ClaimRule.suppress('custom:level')] }) },
    { name: 'a claim to suppress that a rule sets', props: () => ({ claims: [ClaimRule.set('custom:org', Value.sub()), ClaimRule.suppress('custom:org', { when: Condition.inGroup('a') })] }) },
    ...['sub', 'identities', 'cognito:user_status', 'cognito:email_alias', 'cognito:phone_number_alias', 'cognito:mfa_enabled'].map(name => ({
      name: `${name}, which Cognito sets`, props: () => ({ claims: [ClaimRule.set('a', Value.userAttribute(name), { usedForAuthorization: false })] }),
    })),
    { name: 'an attribute to suppress of which only the function knows', props: () => ({ claims: [ClaimRule.suppress('dev:x')] }) },
  ],
});

describeCheck('DeployTimeValue', {
  invalid: [
    { name: 'the name of a claim', props: app => ({ claims: [ClaimRule.set(parameter(app), Value.sub())] }), says: ['claims[0].name', 'known at synthesis'] },
    { name: 'the name of an attribute', props: app => set(Value.userAttribute(`custom:${parameter(app)}`)), says: ['claims[0].value.userAttribute(name)', "given:   'custom:<Parameter.Ref>'\n"] },
    { name: 'a separator', props: app => set(Value.email().split(parameter(app))), says: ['claims[0].value.split(separator)'] },
    { name: 'a placeholder', props: app => set(Value.template(`{{user.${parameter(app)}}}`)), says: ['claims[0].value (inside {{ }})'] },
    { name: 'the name of a member', props: app => set(Value.literal({ [parameter(app)]: 1 })), says: ['claims[0].value (name of a property)'] },
    { name: 'a name of an object', props: app => set(Value.objectOf({ [parameter(app)]: Value.sub() })), says: ['claims[0].value.objectOf(names)'] },
    { name: 'a key of lookup', props: app => set(Value.email().lookup({ [parameter(app)]: 1 })), says: ['claims[0].value.lookup(keys)'] },
    { name: 'a scope to suppress', props: app => ({ scopes: [ScopeRule.suppress(parameter(app))] }), says: ['scopes[0].scope'] },
    { name: 'a message', props: app => ({ deny: [DenyRule.when(Condition.user(), parameter(app))] }), says: ['deny[0].message'] },
    { name: 'a description', props: app => ({ claims: [ClaimRule.set('a', Value.sub(), { description: parameter(app) })] }), says: ['claims[0].description'] },
    { name: 'an attribute of a key', props: app => set(app.source('s', { key: { [parameter(app)]: Value.sub() } }).attribute('a')), says: ['claims[0].value.key (name of an attribute)'] },
    {
      name: 'the attribute of a sort key condition',
      props: app => set(TableSource.query('s', { table: app.table, key: { id: Value.sub() }, sort: SortKeyCondition.equalTo(parameter(app), Value.sub()) }).count()),
      says: ['claims[0].value.sort (name of an attribute)'],
    },
    { name: 'a key attribute of a table', props: app => set(TableSource.query('s', { table: app.table, key: { id: Value.sub() }, keyAttributes: ['id', parameter(app)] }).count()), says: ['claims[0].value.keyAttributes[1]'] },
    { name: 'an attribute that users edit', props: app => set(app.source('s', { userWritable: [parameter(app)] }).attribute('a')), says: ['claims[0].value.userWritable'] },
    { name: 'an attribute that is trusted', props: app => ({ trustedAttributes: { [parameter(app)]: 'checked' } }), says: ['trustedAttributes.(name)'] },
    { name: 'the reason to trust an attribute', props: app => ({ trustedAttributes: { 'custom:plan': parameter(app) } }), says: ['trustedAttributes.custom:plan'] },
    { name: 'what is left out of some deployments', props: () => set(Value.literal(Aws.NO_VALUE)), says: ['claims[0].value', 'AWS::NoValue'] },
    { name: 'what is left out under a condition', props: () => set(Value.literal(Token.asString(Fn.conditionIf('C', 'a', Aws.NO_VALUE)))), says: ['claims[0].value', 'AWS::NoValue'] },
    { name: 'an identity provider', props: app => when(Condition.hasFederatedIdentity(parameter(app))), says: ['claims[0].when.hasFederatedIdentity(providers)'] },
  ],
  valid: [
    {
      name: 'constants, comparisons and strings of templates',
      props: app => ({
        claims: [
          ClaimRule.set('a', Value.literal({ a: [app.table.tableName] })),
          ClaimRule.set('b', Value.template(`${app.table.tableName}/{{user.sub}}`), { when: Value.email().endsWith(parameter(app)) }),
        ],
      }),
    },
  ],
});

describeCheck('DeployTimeList', {
  invalid: [{ name: 'a list in a string', props: app => set(Value.template(`x${new CfnParameter(app.stack, 'List', { type: 'CommaDelimitedList' }).valueAsList}`)), says: ['claims[0].value', 'Fn.select'] }],
  valid: [{ name: 'a list as a whole', props: app => set(Value.literal(new CfnParameter(app.stack, 'List', { type: 'CommaDelimitedList' }).valueAsList)) }],
});

describeCheck('Secret', {
  invalid: [
    { name: 'a secret', props: () => set(Value.literal(SecretValue.secretsManager('x').unsafeUnwrap())), says: ['claims[0].value', 'do not use secrets or NoEcho parameters in rules'] },
    { name: 'a secret within a string', props: () => set(Value.literal(`a${SecretValue.ssmSecure('/x').unsafeUnwrap()}b`)), says: ['claims[0].value'] },
    { name: 'a dynamic reference in other functions', props: () => set(Value.literal(Fn.join('', ['{{resolve:', 'ssm:/x', '}}', Token.asString({ Ref: 'AWS::Region' })]))), says: ['claims[0].value'] },
    { name: 'a parameter that is not shown', props: app => set(Value.literal(parameter(app, true))), says: ['a NoEcho parameter'] },
    { name: 'such a parameter by its name', props: app => { parameter(app, true); return set(Value.literal(Fn.ref('Parameter'))); }, says: ['a NoEcho parameter'] },
    { name: 'such a parameter in Fn.sub', props: app => { parameter(app, true); return set(Value.literal(Fn.sub('a ${Parameter}'))); }, says: ['a NoEcho parameter'] },
    { name: 'the object of a secret', props: () => set(Value.literal(SecretValue.secretsManager('x'))), says: ['claims[0].value'] },
    { name: 'a plain text that is kept secret', props: () => set(Value.literal({ a: SecretValue.unsafePlainText('x') })), says: ['claims[0].value.a'] },
    { name: 'a dynamic reference in a template', props: () => set(Value.template('{{resolve:ssm:/x}}')), says: ['claims[0].value', 'do not use secrets or NoEcho parameters in rules'] },
    { name: 'a dynamic reference in a constant', props: () => set(Value.literal('{{resolve:ssm:/x}}')), says: ['claims[0].value'] },
  ],
  valid: [
    { name: 'a parameter that is shown', props: app => set(Value.literal(parameter(app))) },
    { name: 'such a parameter by its name', props: app => { parameter(app); return set(Value.literal([Fn.ref('Parameter'), Fn.sub('a ${Parameter}')])); } },
  ],
});

describeCheck('ChangedValue', {
  invalid: [{
    name: 'a lazy value that changes',
    props: () => {
      let value = 'first';
      const changing = Lazy.uncachedString({ produce: () => { const produced = value; value = 'second'; return produced; } });
      return set(Value.literal(changing));
    },
    says: ['claims[0].value', 'that was first', 'has changed since'],
  }, {
    name: 'a lazy value that becomes one of the deployment',
    props: app => {
      const values = ['first', app.table.tableName];
      return set(Value.literal(Lazy.uncachedString({ produce: () => values.length > 1 ? values.shift()! : values[0] })));
    },
    says: ['claims[0].value', 'that was first'],
  }, {
    name: 'a lazy value that becomes another one of the deployment',
    props: app => {
      const values = [app.table.tableName, app.table.tableArn];
      return set(Value.literal(Lazy.uncachedString({ produce: () => values.length > 1 ? values.shift()! : values[0] })));
    },
    says: ['claims[0].value', 'that was Table/Resource.Ref'],
  }],
  valid: [{ name: 'a lazy value that stays', props: () => set(Value.literal(Lazy.string({ produce: () => 'x' }))) }],
});

describeCheck('Option', {
  invalid: [
    { name: 'no subject', props: () => ({ claims: [ClaimRule.set('a', Value.sub(), { subjects: [] })] }), says: ['claims[0].subjects', 'USER, MACHINE'] },
    { name: 'no token', props: () => ({ claims: [ClaimRule.set('a', Value.sub(), { tokens: [] })] }), says: ['claims[0].tokens', 'ID, ACCESS'] },
    { name: 'a mode that does not exist', props: () => ({ claims: [ClaimRule.set('a', Value.sub(), { mode: 'AUDIT' as never })] }), says: ['claims[0].mode', "'AUDIT'", 'ENFORCE, SHADOW, DISABLED'] },
    { name: 'a policy of a source', props: app => set(app.source('s', { onError: 'IGNORE' as never }).attribute('a')), says: ['claims[0].value.onError', "'IGNORE'", 'DENY, OMIT'] },
    { name: 'a version that does not exist', props: () => ({ triggerVersion: 'V4_0' as never }), says: ['triggerVersion', "'V4_0'", 'V1_0, V2_0, V3_0'] },
  ],
  valid: [{ name: 'all of them', props: () => ({ triggerVersion: cognito.LambdaVersion.V3_0, claims: [ClaimRule.set('a', Value.clientId(), { subjects: [Subject.USER, Subject.MACHINE], tokens: [TokenType.ID, TokenType.ACCESS] })] }) }],
});

describeCheck('Rule', {
  invalid: [
    { name: 'a rule in the list of another kind', props: () => ({ claims: [ScopeRule.add('a') as unknown as ClaimRule] }), says: ['claims[0]', 'an object of ScopeRule', 'the list for its kind of rule'] },
    { name: 'no rule', props: () => ({ groups: [{} as unknown as GroupRule] }), says: ['groups[0]', 'a GroupRule'] },
  ],
  valid: [{ name: 'no rules at all', props: () => ({}) }],
});

describeCheck('Client', {
  invalid: [{ name: 'an id', props: () => when(Condition.client('abc' as never)), says: ['claims[0].when.client[0]', "'abc'", 'Condition.clientId'] }],
  valid: [{ name: 'a client of the app and an imported one', props: app => when(Condition.client(app.client(), cognito.UserPoolClient.fromUserPoolClientId(app.stack, 'Imported', 'abc'))) }],
});
