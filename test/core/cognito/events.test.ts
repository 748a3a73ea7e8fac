import { buildEvent, issuedTokens, readEvent, recordOf, type EventParts } from '../../../src/core/cognito/token-request';

const PARTS: EventParts = {
  triggerSource: 'TokenGeneration_HostedAuth',
  region: 'eu-central-1',
  userPoolId: 'eu-central-1_Pool',
  userName: 'jane',
  clientId: 'client1',
  userAttributes: { sub: 'sub-1', email: 'a@b.c' },
  groups: ['staff'],
  iamRoles: ['arn:aws:iam::123456789012:role/r'],
  preferredRole: 'arn:aws:iam::123456789012:role/r',
  scopes: ['openid'],
  clientMetadata: { mode: 'a' },
};
const MACHINE: EventParts = { ...PARTS, triggerSource: 'TokenGeneration_ClientCredentials' };

const COMMON = {
  triggerSource: 'TokenGeneration_HostedAuth',
  region: 'eu-central-1',
  userPoolId: 'eu-central-1_Pool',
  userName: 'jane',
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'client1' },
};
const USER = {
  userAttributes: { sub: 'sub-1', email: 'a@b.c' },
  groupConfiguration: {
    groupsToOverride: ['staff'], iamRolesToOverride: ['arn:aws:iam::123456789012:role/r'], preferredRole: 'arn:aws:iam::123456789012:role/r',
  },
  clientMetadata: { mode: 'a' },
};
const REQUEST = {
  eventVersion: 2,
  subject: 'USER',
  triggerSource: 'TokenGeneration_HostedAuth',
  region: 'eu-central-1',
  userPoolId: 'eu-central-1_Pool',
  userName: 'jane',
  clientId: 'client1',
  attributeNames: ['sub', 'email'],
  groups: ['staff'],
  iamRoles: ['arn:aws:iam::123456789012:role/r'],
  preferredRole: 'arn:aws:iam::123456789012:role/r',
  scopes: ['openid'],
  now: 7,
};

/** The request in an event, with its lazy strings as objects. */
function read(event: unknown): object | undefined {
  const request = readEvent(event, 7);
  return request && { ...request, attributes: recordOf(request.attributes), clientMetadata: recordOf(request.clientMetadata) };
}

describe('an event of Cognito', () => {
  test.each([
    ['V1_0', PARTS, { ...COMMON, version: '1', request: USER, response: { claimsOverrideDetails: null } }],
    ['V2_0', PARTS, { ...COMMON, version: '2', request: { ...USER, scopes: ['openid'] }, response: { claimsAndScopeOverrideDetails: null } }],
    ['V3_0', PARTS, { ...COMMON, version: '3', request: { ...USER, scopes: ['openid'] }, response: { claimsAndScopeOverrideDetails: null } }],
    ['V3_0', MACHINE, {
      ...COMMON,
      version: '3',
      triggerSource: 'TokenGeneration_ClientCredentials',
      userName: 'client1',
      request: { scopes: ['openid'], clientMetadata: { mode: 'a' } },
      response: { claimsAndScopeOverrideDetails: null },
    }],
    ['V2_0', { ...PARTS, preferredRole: undefined, clientMetadata: undefined }, {
      ...COMMON,
      version: '2',
      response: { claimsAndScopeOverrideDetails: null },
      request: { userAttributes: USER.userAttributes, groupConfiguration: { ...USER.groupConfiguration, preferredRole: null }, scopes: ['openid'] },
    }],
  ] as const)('is built as Cognito sends it: %s', (version, parts, expected) => {
    expect(buildEvent(version, parts)).toEqual(expected);
  });

  test('is read completely', () => {
    const attributes = { attributes: { sub: 'sub-1', email: 'a@b.c' }, clientMetadata: { mode: 'a' } };
    expect(read(buildEvent('V2_0', PARTS))).toEqual({ ...REQUEST, ...attributes });
    expect(read(buildEvent('V1_0', PARTS))).toEqual({ ...REQUEST, ...attributes, eventVersion: 1, scopes: undefined });
    expect(read(buildEvent('V3_0', MACHINE))).toEqual({
      ...REQUEST,
      eventVersion: 3,
      subject: 'MACHINE',
      triggerSource: 'TokenGeneration_ClientCredentials',
      userName: 'client1',
      attributes: {},
      attributeNames: [],
      groups: [],
      iamRoles: [],
      preferredRole: undefined,
      clientMetadata: { mode: 'a' },
    });
  });
});

describe('an event that is not as documented', () => {
  const user = { userAttributes: { sub: 's' } };
  test.each<[string, unknown, object | undefined]>([
    ['nothing', undefined, undefined],
    ['a string', 'event', undefined],
    ['no request', { version: '2' }, undefined],
    ['a user without sub', { version: '2', request: { userAttributes: { email: 'a' } } }, undefined],
    ['a user with an empty sub', { version: '2', request: { userAttributes: { sub: '' } } }, undefined],
    ['V2 without attributes', { version: '2', request: {} }, undefined],
    ['V3 without attributes', { version: '3', request: {} }, { eventVersion: 3, subject: 'MACHINE' }],
    ['V3 with null attributes', { version: '3', request: { userAttributes: null } }, { subject: 'MACHINE' }],
    ['V3 with an empty map of attributes', { version: '3', request: { userAttributes: {} } }, { subject: 'MACHINE' }],
    ['V3 with undefined attributes alone', { version: '3', request: { userAttributes: { sub: undefined, email: undefined } } }, { subject: 'MACHINE' }],
    ['V3 with an attribute beside an undefined sub', { version: '3', request: { userAttributes: { sub: undefined, email: 'a' } } }, undefined],
    ['V3 with attributes that are no map', { version: '3', request: { userAttributes: 'x' } }, undefined],
    ['V3 with attributes but no sub', { version: '3', request: { userAttributes: { email: 'a' } } }, undefined],
    ['V3 with a list of attributes', { version: '3', request: { userAttributes: ['sub'] } }, undefined],
    ['the trigger source of machines in V2', { version: '2', triggerSource: 'TokenGeneration_ClientCredentials', request: user }, { eventVersion: 2, subject: 'MACHINE' }],
    ['a version to come, without attributes', { version: '12', request: {} }, { eventVersion: 3, subject: 'MACHINE' }],
    ['a number as version, without attributes', { version: 3, request: {} }, undefined],
    ['version 0, without attributes', { version: '0', request: {} }, undefined],
    ['a version with other text, without attributes', { version: '3x', request: {} }, undefined],
    ['a version to come', { version: '4', request: user }, { eventVersion: 3, subject: 'USER' }],
    ['no version, with the response of V1', { request: user, response: { claimsOverrideDetails: null } }, { eventVersion: 1 }],
    ['no version, with the response of V2', { request: user, response: { claimsAndScopeOverrideDetails: null } }, { eventVersion: 3 }],
    ['no version and no response', { request: user }, { eventVersion: 3 }],
    ['no envelope', { version: '2', request: user }, { triggerSource: '', region: undefined, userPoolId: undefined, userName: undefined, clientId: undefined, groups: [], iamRoles: [], preferredRole: undefined, scopes: [] }],
    ['null groups', { version: '2', request: { ...user, groupConfiguration: { groupsToOverride: null, iamRolesToOverride: null, preferredRole: null } } }, { groups: [], iamRoles: [], preferredRole: undefined }],
    ['a list as preferred role', { version: '2', request: { ...user, groupConfiguration: { preferredRole: ['', 'r1', 'r2'] } } }, { preferredRole: 'r1' }],
    ['groups that are no strings', { version: '2', request: { ...user, groupConfiguration: { groupsToOverride: ['a', '', 5, null, 'b'] } } }, { groups: ['a', 'b'] }],
    ['null scopes', { version: '2', request: { ...user, scopes: null } }, { scopes: [] }],
    ['scopes that are no list', { version: '2', request: { ...user, scopes: 'openid' } }, { scopes: undefined }],
    ['scopes that are no strings', { version: '2', request: { ...user, scopes: ['openid', 5, ''] } }, { scopes: ['openid'] }],
    ['scopes in V1', { version: '1', request: { ...user, scopes: ['openid'] } }, { scopes: undefined }],
    ['attributes of other types', { version: '2', request: { userAttributes: { sub: 's', a: true, b: 5, c: null, d: {}, e: '' } } }, { attributes: { sub: 's', a: 'true', b: '5' }, attributeNames: ['sub', 'a', 'b', 'c', 'd', 'e'] }],
    ['inherited names', { version: '2', request: { ...user, clientMetadata: JSON.parse('{"__proto__": "a"}') } }, { clientMetadata: Object.fromEntries([['__proto__', 'a']]) }],
  ])('%s', (_, event, expected) => {
    const request = read(event);
    expect(request).toEqual(expected && expect.objectContaining(expected));
  });

  test('an inherited name is no attribute', () => {
    const { attributes } = readEvent({ version: '2', request: user }, 0)!;
    expect(['constructor', 'toString', '__proto__'].map(name => attributes.get(name))).toEqual([undefined, undefined, undefined]);
  });
});

test('a machine gets no ID token', () => {
  expect(issuedTokens(readEvent(buildEvent('V3_0', MACHINE), 0)!)).toEqual(['ACCESS']);
  expect(issuedTokens(readEvent(buildEvent('V2_0', PARTS), 0)!)).toEqual(['ID', 'ACCESS']);
});
