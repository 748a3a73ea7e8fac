import { differences } from '../../lambda-src/enricher/differences';
import { readEvent } from '../../src/core/cognito/token-request';
import type { JsonMap } from '../../src/core/document/json';
import { eventOf } from '../support/evaluate';

const request = readEvent(eventOf('V2_0'), 1_700_000_000)!;
const response = (claims: string, scopes: readonly string[] = []): JsonMap =>
  JSON.parse(`{"claimsAndScopeOverrideDetails":{"accessTokenGeneration":{"claimsToAddOrOverride":${claims},"scopesToAdd":${JSON.stringify(scopes)}}}}`);
const [ROLE, OTHER_ROLE] = ['arn:aws:iam::123456789012:role/a', 'arn:aws:iam::123456789012:role/b'];
const ofGroups = (groupsToOverride: readonly string[], iamRolesToOverride: readonly string[]): JsonMap =>
  ({ claimsAndScopeOverrideDetails: { groupOverrideDetails: { groupsToOverride, iamRolesToOverride } } });

test.each<[string, JsonMap, JsonMap, readonly string[]]>([
  ['nothing', response('{"a":"x"}'), response('{"a":"x"}'), []],
  ['a value', response('{"a":"x"}'), response('{"a":"y"}'), ['ACCESS.a']],
  ['a claim in one alone', response('{"a":"x"}'), response('{}'), ['ACCESS.a']],
  ['a claim whose name every object knows', response('{"__proto__":{}}'), response('{}'), ['ACCESS.__proto__']],
  ['another one of these', response('{}'), response('{"constructor":"x"}'), ['ACCESS.constructor']],
  ['the order of members', response('{"a":{"b":1,"c":2}}'), response('{"a":{"c":2,"b":1}}'), []],
  ['the order of scopes', response('{}', ['a', 'b']), response('{}', ['b', 'a']), []],
  ['a scope', response('{}', ['a']), response('{}', ['b']), ['ACCESS.scope']],
  ['the order of a list', response('{"a":["x","y"]}'), response('{"a":["y","x"]}'), ['ACCESS.a']],
  ['a string and the list of its words', response('{"a":"x y"}'), response('{"a":["x","y"]}'), ['ACCESS.a']],
  ['several claims', response('{"b":"x","a":"x"}'), response('{"c":"x"}'), ['ACCESS.a', 'ACCESS.b', 'ACCESS.c']],
  ['the order of groups and roles', ofGroups(['a', 'b'], [ROLE, OTHER_ROLE]), ofGroups(['b', 'a'], [OTHER_ROLE, ROLE]), []],
  ['a group and a role', ofGroups(['a'], [ROLE]), ofGroups(['b'], [OTHER_ROLE]), ['ID.cognito:groups', 'ID.cognito:roles', 'ACCESS.cognito:groups']],
])('two responses differ in %s', (_, one, other, expected) => {
  expect(differences(request, one, other)).toEqual(expected);
});

test('a value that is not a response differs as a whole', () => {
  expect(differences(request, response('{}'), { claimsAndScopeOverrideDetails: { idTokenGeneration: { claimsToSuppress: 5 } } })).toEqual(['response']);
});
