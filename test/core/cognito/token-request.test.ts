import { buildEvent, type EventParts } from '../../../src/core/cognito/build-event';
import { toResponse, type Changes } from '../../../src/core/cognito/changes';
import { issuedTokens, readEvent } from '../../../src/core/cognito/token-request';
import type { Rule } from '../../../src/core/document/document';
import { userEvent } from '../../support/deploy';
import { documentOf, run, setClaim, SUB } from '../../support/evaluate';
import { EVENT_CASES, eventOfCase, responseOfCase } from '../../support/event-cases';

const BOTH = { subjects: ['USER', 'MACHINE'] } as const;
const literal = (value: string) => ({ op: 'literal' as const, args: [value] });

/** The rules of the cases, as a document. */
const RULES: ReadonlyArray<Partial<Rule> & Pick<Rule, 'kind'>> = [
  setClaim('mail', { op: 'userAttribute', args: ['email'] }, BOTH),
  setClaim('of', { op: 'clientId' }, BOTH),
  { kind: 'addScope', value: literal('extra'), ...BOTH },
  {
    kind: 'setGroups',
    groups: { op: 'listOf', of: [{ op: 'property', args: [[0]], of: [{ op: 'groups' }] }, literal('all')] },
    when: { op: 'isPresent', of: [{ op: 'groups' }] },
  },
];

test.each(EVENT_CASES.filter(({ gives }) => gives !== 'NO_SUBJECT'))('responds to $name', each => {
  expect(run(documentOf(RULES), { event: eventOfCase(each) }).response).toEqual(responseOfCase(each));
});

test.each(EVENT_CASES.filter(({ gives }) => gives === 'NO_SUBJECT'))('does not read $name', each => {
  expect(readEvent(eventOfCase(each), 0)).toBeUndefined();
});

describe('a version', () => {
  const withoutAttributes = { userAttributes: undefined };
  test.each<[unknown, Record<string, unknown>, 'USER' | 'MACHINE' | undefined, number | undefined]>([
    ['1', {}, 'USER', 1],
    ['2', {}, 'USER', 2],
    ['3', {}, 'USER', 3],
    ['1', withoutAttributes, undefined, undefined],
    ['2', withoutAttributes, undefined, undefined],
    ['3', withoutAttributes, 'MACHINE', 3],
    ['4', withoutAttributes, 'MACHINE', 3],
    ['10', withoutAttributes, 'MACHINE', 3],
    ['31', withoutAttributes, 'MACHINE', 3],
    ['0', withoutAttributes, undefined, undefined],
    ['x3', withoutAttributes, undefined, undefined],
    ['3x', withoutAttributes, undefined, undefined],
    ['1x', withoutAttributes, undefined, undefined],
    ['03', withoutAttributes, undefined, undefined],
    [4, withoutAttributes, undefined, undefined],
    [undefined, withoutAttributes, undefined, undefined],
    ['3', { userAttributes: null }, 'MACHINE', 3],
    ['3', { userAttributes: { sub: undefined } }, 'MACHINE', 3],
    ['3', { userAttributes: { sub: undefined, email: 'a' } }, undefined, undefined],
    ['3', { userAttributes: 'x' }, undefined, undefined],
  ])('%j with %j: %s, as version %s', (version, request, subject, eventVersion) => {
    const read = readEvent(userEvent({ version }, request), 0);
    expect([read?.subject, read?.eventVersion]).toEqual([subject, eventVersion]);
  });
});

test('each member of an event', () => {
  const configuration = { groupsToOverride: ['a', '', 5, 'b'], iamRolesToOverride: ['r', null], preferredRole: ['', 'r'] };
  const { attributes, clientMetadata, ...request } = readEvent(userEvent({}, {
    groupConfiguration: configuration, scopes: ['a', 7, ''], userAttributes: { sub: 's', a: true, b: 5, c: '', d: null }, clientMetadata: { m: 'x' },
  }), 9)!;
  expect(request).toEqual({
    eventVersion: 2,
    subject: 'USER',
    triggerSource: 'TokenGeneration_HostedAuth',
    region: 'us-east-1',
    userPoolId: 'us-east-1_01EXAMPLE',
    userName: 'jane',
    clientId: 'client1',
    attributeNames: ['sub', 'a', 'b', 'c', 'd'],
    groups: ['a', 'b'],
    iamRoles: ['r'],
    preferredRole: 'r',
    scopes: ['a'],
    now: 9,
  });
  expect(['sub', 'a', 'b', 'c', 'd', 'toString'].map(name => attributes.get(name))).toEqual(['s', 'true', '5', undefined, undefined, undefined]);
  expect(clientMetadata.get('m')).toBe('x');
  expect(issuedTokens({ ...request, attributes, clientMetadata })).toEqual(['ID', 'ACCESS']);
});

test.each<[unknown, unknown]>([[undefined, []], [null, []], ['a b', undefined], [{}, undefined], [['a'], ['a']]])('scopes %j are %j', (scopes, expected) => {
  expect(readEvent(userEvent({}, { scopes }), 0)!.scopes).toEqual(expected);
});

test('the scopes of an event of V1 are unknown', () => {
  expect(readEvent(userEvent({ version: '1' }), 0)!.scopes).toBeUndefined();
});

const PARTS: EventParts = {
  triggerSource: 'TokenGeneration_HostedAuth', region: 'r', userPoolId: 'p', userName: 'jane', clientId: 'c', userAttributes: { sub: SUB }, groups: ['g'], iamRoles: ['i'], scopes: ['s'],
};
const HEAD = { triggerSource: 'TokenGeneration_HostedAuth', region: 'r', userPoolId: 'p', userName: 'jane', callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'c' } };
const USER = { userAttributes: { sub: SUB }, groupConfiguration: { groupsToOverride: ['g'], iamRolesToOverride: ['i'], preferredRole: null } };

test.each<[string, Record<string, unknown>, unknown]>([
  ['of V1', buildEvent('V1_0', PARTS), { ...HEAD, version: '1', request: USER, response: { claimsOverrideDetails: null } }],
  ['of V2', buildEvent('V2_0', PARTS), { ...HEAD, version: '2', request: { ...USER, scopes: ['s'] }, response: { claimsAndScopeOverrideDetails: null } }],
  ['with all members', buildEvent('V2_0', { ...PARTS, preferredRole: 'i', clientMetadata: { m: 'x' } }), {
    ...HEAD,
    version: '2',
    request: { ...USER, groupConfiguration: { ...USER.groupConfiguration, preferredRole: 'i' }, scopes: ['s'], clientMetadata: { m: 'x' } },
    response: { claimsAndScopeOverrideDetails: null },
  }],
  ['of a machine', buildEvent('V3_0', { ...PARTS, triggerSource: 'TokenGeneration_ClientCredentials' }), {
    ...HEAD, triggerSource: 'TokenGeneration_ClientCredentials', userName: 'c', version: '3', request: { scopes: ['s'] }, response: { claimsAndScopeOverrideDetails: null },
  }],
])('builds an event %s', (_, event, expected) => {
  expect(event).toEqual(expected);
});

describe('a response', () => {
  const NONE = { set: {}, suppress: new Set<string>() };
  const changes = (more: Partial<Changes> = {}, id: object = {}, access: object = {}): Changes =>
    ({ tokens: { ID: { ...NONE, ...id }, ACCESS: { ...NONE, ...access } }, scopesToAdd: [], scopesToSuppress: [], ...more });
  const groups = { groups: ['g'], iamRoles: ['i'] };
  const override = { groupsToOverride: ['g'], iamRolesToOverride: ['i'] };

  test.each<[string, number, 'USER' | 'MACHINE', Changes, object]>([
    ['of nothing, in V1', 1, 'USER', changes(), { claimsOverrideDetails: {} }],
    ['of nothing, in V2', 2, 'USER', changes(), { claimsAndScopeOverrideDetails: {} }],
    ['of V1', 1, 'USER', changes({ groups, scopesToAdd: ['s'] }, { set: { a: 'x' }, suppress: new Set(['b']) }, { set: { c: 'x' } }),
      { claimsOverrideDetails: { claimsToAddOrOverride: { a: 'x' }, claimsToSuppress: ['b'], groupOverrideDetails: override } }],
    ['of the ID token', 2, 'USER', changes({}, { set: { a: 1 } }), { claimsAndScopeOverrideDetails: { idTokenGeneration: { claimsToAddOrOverride: { a: 1 } } } }],
    ['of the access token', 3, 'USER', changes({}, {}, { suppress: new Set(['a']) }), { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToSuppress: ['a'] } } }],
    ['of scopes', 2, 'USER', changes({ scopesToAdd: ['a'], scopesToSuppress: ['b'] }), { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: ['a'], scopesToSuppress: ['b'] } } }],
    ['of groups', 2, 'USER', changes({ groups: { ...groups, preferredRole: 'i' } }), { claimsAndScopeOverrideDetails: { groupOverrideDetails: { ...override, preferredRole: 'i' } } }],
    ['of a machine', 3, 'MACHINE', changes({ groups }, { set: { a: 1 } }, { set: { b: 1 } }), { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: { b: 1 } } } }],
  ])('%s', (_, version, subject, given, expected) => {
    expect(toResponse(version, subject, given)).toStrictEqual(expected);
  });
});
