import { LIST_SIZES, onEvent, repeated, TEXT_SIZES, type HostileCase, type HostileInput, type TextOfSize } from './case';
import type { AttributeValue } from '../../src/core/operators/operator';

const ATTRIBUTE = ['userAttribute', 'custom:a'] as const;
const IDP_LIST = ['idpList', 'custom:a'] as const;
const DEEP = ['attribute', 's', { constant: ['deep'] }] as const;
/** DynamoDB allows 32 levels, but previews do not check that. */
const DEPTHS: readonly number[] = [8, 16, 31, 1_000];
const texts = (size: number): string[] => Array.from({ length: size }, (_, index) => `member-${index}`);
const attributes = (size: number): Record<string, string> => Object.fromEntries(texts(size).map(name => [`custom:${name}`, 'x']));

function idpList(name: string, text: TextOfSize): HostileCase {
  return onEvent(`idpList: ${name}`, IDP_LIST, TEXT_SIZES, size => ({ userAttributes: { 'custom:a': text(size) } }));
}

function identities(name: string, text: TextOfSize): readonly HostileCase[] {
  const input = (size: number): HostileInput => ({
    userAttributes: { 'identities': text(size), 'custom:a': 'x', 'cognito:user_status': 'EXTERNAL_PROVIDER' },
  });
  return [
    onEvent(`identityProvider: ${name}`, ['identityProvider'], TEXT_SIZES, input),
    onEvent(`federatedAttribute: ${name}`, ['federatedAttribute', 'custom:a', { constant: ['Google'] }], TEXT_SIZES, input),
    onEvent(`hasFederatedIdentity: ${name}`, ['hasFederatedIdentity', { constant: ['Google'] }], TEXT_SIZES, input),
  ];
}

/** Nested lists or maps, as attribute values of an item. */
function nested(depth: number, wrap: (value: AttributeValue) => AttributeValue): AttributeValue {
  let value: AttributeValue = { S: 'x' };
  for (let level = 0; level < depth; level++) {
    value = wrap(value);
  }
  return value;
}

export const EVENT_CASES: readonly HostileCase[] = [
  onEvent('userAttribute', ATTRIBUTE, TEXT_SIZES, size => ({ userAttributes: { 'custom:a': repeated('a')(size) } })),
  onEvent('userAttribute: number of updated_at', ['userAttribute', 'updated_at'], TEXT_SIZES, size => ({
    userAttributes: { updated_at: repeated('1')(size) },
  })),
  onEvent('event: many attributes', ATTRIBUTE, LIST_SIZES, size => ({ userAttributes: attributes(size) })),
  onEvent('event: prototype keys', ['userAttribute', '__proto__'], LIST_SIZES, size => ({
    userAttributes: { ...attributes(size), ['constructor']: 'x', ...JSON.parse('{"__proto__":"x"}') as Record<string, string> },
  })),
  onEvent('event: much client metadata', ['untrustedClientMetadata', 'a'], LIST_SIZES, size => ({ clientMetadata: attributes(size) })),
  onEvent('event: a long string of client metadata', ['untrustedClientMetadata', 'a'], TEXT_SIZES, size => ({
    clientMetadata: { a: repeated('a')(size) },
  })),
  onEvent('event: many groups', ['groups'], LIST_SIZES, size => ({ groups: texts(size) })),
  onEvent('event: groups that are not strings', ['groups'], LIST_SIZES, size => ({ groups: texts(size).map(() => ({})) as unknown as string[] })),
  onEvent('event: many roles', ['iamRoles'], LIST_SIZES, size => ({ iamRoles: texts(size) })),
  onEvent('event: many scopes', ['scopes'], LIST_SIZES, size => ({ scopes: texts(size) })),
  onEvent('event: a deep attribute', ATTRIBUTE, LIST_SIZES, size => {
    const deep = '['.repeat(size) + ']'.repeat(size);
    return { eventText: `{"version":"3","triggerSource":"","request":{"userAttributes":{"sub":"a","custom:a":${deep}}},"response":{}}` };
  }),
  onEvent('inGroup', ['inGroup', ...['a', 'b', 'c'].map(name => ['literal', name])], LIST_SIZES, size => ({ groups: texts(size) })),
  onEvent('hasScope', ['hasScope', ...['a', 'b', 'c'].map(name => ['literal', name])], LIST_SIZES, size => ({ scopes: texts(size) })),
  idpList('one bare value', repeated('a')),
  idpList('brackets', size => `[${repeated('a,')(size)}]`),
  idpList('many brackets', repeated('[')),
  idpList('commas', size => `[${repeated(',')(size)}]`),
  idpList('spaces', size => `[${repeated(' ')(size)}]`),
  idpList('JSON', size => `[${'"a",'.repeat(size / 4)}"a"]`),
  idpList('one long string', size => `["${repeated('a')(size)}"]`),
  idpList('escapes', size => `["${'\\"'.repeat(size / 2)}"]`),
  idpList('escaped backslashes', size => `["${'\\\\'.repeat(size / 2)}"]`),
  idpList('quotes', size => `[${repeated('"')(size)}]`),
  idpList('escaped quotes', size => `[${repeated('\\"\\"\\"')(size)}]`),
  idpList('numbers', size => `[${'1,'.repeat(size / 2)}1]`),
  idpList('one long number', size => `[${repeated('1')(size)}]`),
  idpList('deep', size => '['.repeat(size / 2) + ']'.repeat(size / 2)),
  ...identities('many', size => `[${'{"providerName":"Google"},'.repeat(size / 26)}{}]`),
  ...identities('deep', size => '['.repeat(size / 2) + ']'.repeat(size / 2)),
  ...identities('prototype keys', size => `[${'{"__proto__":{"providerName":"Google"}},'.repeat(size / 41)}{}]`),
  ...identities('invalid JSON', repeated('[{"')),
  onEvent('attribute: lists in lists', DEEP, DEPTHS, depth => ({ item: { deep: nested(depth, value => ({ L: [value] })) } })),
  onEvent('attribute: maps in maps', DEEP, DEPTHS, depth => ({ item: { deep: nested(depth, value => ({ M: { a: value } })) } })),
  onEvent('unique: lists in lists', ['unique', DEEP], DEPTHS, depth => ({ item: { deep: nested(depth, value => ({ L: [value] })) } })),
  onEvent('attribute: many in a map', ['attribute', 's', { constant: ['map'] }], LIST_SIZES, size => ({
    item: { map: { M: Object.fromEntries(texts(size).map(name => [name, { S: name }])) } },
  })),
  onEvent('exists', ['exists', 's'], LIST_SIZES, size => ({ item: Object.fromEntries(texts(size).map(name => [name, { S: name }])) })),
  onEvent('count', ['count', 'q'], LIST_SIZES, size => ({ item: texts(size).map(name => ({ name: { S: name } })) })),
  onEvent('items', ['mapEach', ['items', 'q'], ['element', { constant: ['name'] }]], LIST_SIZES, size => ({ item: texts(size).map(name => ({ name: { S: name } })) })),
];
