import fc from 'fast-check';
import { ClaimRule, Condition, DenyRule, GroupRule, IfAbsent, ScopeRule, Subject, Value } from '../../src';
import { treatmentOf } from '../../src/core/cognito/claims';
import { isScope } from '../../src/core/cognito/scopes';
import type { LambdaHost } from '../local/lambda-host';
import { TestApp } from '../support/app';
import { deploy } from '../support/deploy';

/** Number of events. */
const EVENTS = 10_000;

/** Strings from attacks and accidents. None contains the words that no token may contain. */
const text = fc.oneof(
  fc.constantFrom('', ' ', 'a', 'a b', 'openid admin', '"', '\\', '{{user.sub}}', '${x}', '__proto__', 'constructor', 'toString', 'true', 'false', '0', '1e999',
    '-1', '9007199254740993', '[a, b]', '["a"]', '{"a":1}', '\u0000', '\ud800', '\u202e', 'é', '😀', 'x'.repeat(300), 'aws.cognito.signin.user.admin',
    'arn:aws:iam::123456789012:role/r', 'client1'),
  fc.string({ maxLength: 20 }).filter(each => !/null|undefined/i.test(each)),
);
/** V8 of Node.js 24.21 confuses property names that JSON writes with an escape, whichever code parses them. */
const member = text.filter(each => JSON.stringify(each) === `"${each}"`);
const anything = fc.oneof(
  text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 3 }), fc.dictionary(member, text, { maxKeys: 3 }),
);
const mostly = <T>(usual: fc.Arbitrary<T>) => fc.oneof(
  { weight: 6, arbitrary: usual as fc.Arbitrary<unknown> },
  { weight: 1, arbitrary: anything },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

const attributes = mostly(fc.tuple(
  fc.dictionary(fc.oneof(fc.constantFrom('email', 'email_verified', 'nickname', 'custom:plan', 'custom:level', 'identities', 'cognito:user_status', 'updated_at', 'dev:x'), member), fc.oneof(text, anything), { maxKeys: 8 }),
  fc.oneof({ weight: 9, arbitrary: fc.record({ sub: fc.uuid() }) }, { weight: 1, arbitrary: fc.constant({}) }),
).map(([some, sub]) => ({ ...some, ...sub })));

const event = fc.record({
  version: mostly(fc.constantFrom('1', '2', '3')),
  triggerSource: mostly(fc.constantFrom('TokenGeneration_HostedAuth', 'TokenGeneration_Authentication', 'TokenGeneration_RefreshTokens', 'TokenGeneration_ClientCredentials')),
  region: mostly(fc.constant('us-east-1')),
  userPoolId: mostly(fc.constant('us-east-1_x')),
  userName: mostly(text),
  callerContext: mostly(fc.record({ clientId: mostly(fc.constantFrom('client1', 'client2')) })),
  request: mostly(fc.record({
    userAttributes: attributes,
    groupConfiguration: mostly(fc.record({
      groupsToOverride: mostly(fc.array(text, { maxLength: 4 })),
      iamRolesToOverride: mostly(fc.array(text, { maxLength: 4 })),
      preferredRole: mostly(text),
    })),
    scopes: mostly(fc.array(text, { maxLength: 4 })),
    clientMetadata: mostly(fc.dictionary(member, text, { maxKeys: 3 })),
  })),
  response: mostly(fc.constantFrom({ claimsOverrideDetails: null }, { claimsAndScopeOverrideDetails: null }, { claimsAndScopeOverrideDetails: [] })),
});

let host: LambdaHost;

beforeAll(() => {
  const app = new TestApp();
  const both = { subjects: [Subject.USER, Subject.MACHINE] };
  app.enricher({
    deny: [DenyRule.when(Condition.all(Condition.clientId('client2'), Value.verifiedEmail().endsWith('x')), 'Use the other app')],
    claims: [
      ClaimRule.copyAttributes(['nickname', 'custom:plan', 'email_verified', 'updated_at']),
      ClaimRule.set('level', Value.userAttribute('custom:level').toNumber().orElse(Value.literal(0))),
      ClaimRule.set('flag', Value.userAttribute('custom:level').toBoolean()),
      ClaimRule.set('list', Value.idpList('custom:plan').mapEach(Value.element().upper())),
      ClaimRule.set('sort', Value.groups().sortBy(Value.element(), { descending: true })),
      ClaimRule.set('object', Value.objectOf({ a: Value.email(), b: Value.groups(), __proto__: Value.username(), c: Value.untrustedClientMetadata('a') })),
      ClaimRule.set('text', Value.template('{{user.email | before(\'@\') || client.id || \'nobody\'}} of {{groups | join(\',\') || \'no group\'}}'), both),
      ClaimRule.set('email', Value.verifiedEmail(), { ifAbsent: IfAbsent.KEEP_ORIGINAL }),
      ClaimRule.set('kind', Value.choose(Condition.machine(), Value.literal('machine'), Value.literal('user')), both),
      ClaimRule.set('mapped', Value.groups().lookup({ a: 'A', true: true }, Value.literal('other'))),
      ClaimRule.suppress('nickname', { when: Value.userAttribute('nickname').startsWith('a') }),
      ClaimRule.keepOnly(['email', 'custom:plan', 'nickname'], { when: Condition.hasScope('a') }),
    ],
    scopes: [
      ScopeRule.add('plan:{{user.custom:plan}}.{{user.nickname}}'),
      ScopeRule.add('client:{{client.id}}', both),
      ScopeRule.addAll(Value.groups()),
      ScopeRule.suppress('openid', { when: Value.userAttribute('custom:level').toNumber().isAtLeast(1) }),
      ScopeRule.keepOnly(Value.idpList('custom:plan'), { when: Condition.inGroup('a') }),
    ],
    groups: [GroupRule.set({ groups: Value.groups().filter(Value.element().startsWith('a')), iamRoles: Value.idpList('custom:plan'), preferredRole: Value.userAttribute('custom:plan'), when: Condition.inGroup('a', 'true') })],
  });
  host = deploy(app);
});
afterAll(() => host.stop());

interface Override { readonly claimsToAddOrOverride?: Record<string, unknown>; readonly claimsToSuppress?: string[]; readonly scopesToAdd?: string[] }

/** Returns everything that is wrong with a response. */
function faultsOf(given: any, { response, error }: Awaited<ReturnType<LambdaHost['invoke']>>): string[] {
  if (error) {
    const isDeclared = error.name === 'TokenDenied' && (error.message === 'Use the other app' || /^The sign-in could not be completed\. Please try again later\. Reference: local-\d+$/.test(error.message));
    return isDeclared ? [] : [`throws ${error.name}: ${error.message}`];
  }
  const answer = response!.response as Record<string, any>;
  const isV1 = 'claimsOverrideDetails' in answer;
  const details = answer.claimsOverrideDetails ?? answer.claimsAndScopeOverrideDetails;
  const overrides: Override[] = isV1 ? [details] : [details.idTokenGeneration ?? {}, details.accessTokenGeneration ?? {}];
  const set = overrides.flatMap(({ claimsToAddOrOverride = {} }) => Object.entries(claimsToAddOrOverride));
  return [
    ...JSON.stringify({ ...response, response: undefined }) === JSON.stringify({ ...given, response: undefined }) ? [] : ['the event is not whole'],
    ...given?.version === '1' && !isV1 ? ['V1 event, and not its response'] : [],
    ...['2', '3'].includes(given?.version) && isV1 ? ['the response of V1'] : [],
    ...set.filter(([name]) => !treatmentOf(name).set).map(([name]) => `sets ${name}`),
    ...overrides.flatMap(({ claimsToSuppress = [] }) => claimsToSuppress.filter(name => !treatmentOf(name).suppress)).map(name => `suppresses ${name}`),
    ...isV1 ? set.filter(([, value]) => typeof value !== 'string').map(([name]) => `${name} is no string in V1`) : [],
    ...overrides.flatMap(({ scopesToAdd = [] }) => scopesToAdd).filter(scope => !isScope(scope) || scope.startsWith('aws.cognito.')).map(scope => `adds ${scope}`),
    ...given?.triggerSource === 'TokenGeneration_ClientCredentials' && (details.idTokenGeneration || details.groupOverrideDetails) ? ['something of a user for a machine'] : [],
    ...(details.groupOverrideDetails?.iamRolesToOverride ?? []).some((role: string) => !role.startsWith('arn:') && !given.request.groupConfiguration?.iamRolesToOverride?.includes(role)) ? ['a role that is none'] : [],
    ...(/null|undefined/i.exec(JSON.stringify(answer)) ? [`holds null or undefined: ${JSON.stringify(answer)}`] : []),
  ];
}

test(`${EVENTS} generated events: tokens that Cognito accepts, or a declared denial`, async () => {
  const outcomes = { issued: 0, denied: 0 };
  await fc.assert(fc.asyncProperty(event, async given => {
    const sent = JSON.parse(JSON.stringify(given));
    const invocation = await host.invoke(sent);
    outcomes[invocation.error ? 'denied' : 'issued']++;
    expect(faultsOf(sent, invocation)).toEqual([]);
  }), { numRuns: EVENTS });
  // otherwise the generator is useless: both outcomes must occur
  expect(outcomes.issued).toBeGreaterThan(EVENTS / 4);
  expect(outcomes.denied).toBeGreaterThan(EVENTS / 20);
}, 120_000);
