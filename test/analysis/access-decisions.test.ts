import { accessDecisionsOf, contributionsOf } from '../../src/analysis/access-decisions';
import type { Rule } from '../../src/core/document/document';
import { parse, type Written } from '../support/expressions';

interface Members {
  readonly kind: Rule['kind'];
  readonly [member: string]: unknown;
}

/** Members that are lists starting with an operator are expressions. */
const rule = ({ subjects = ['USER'], mode = 'ENFORCE', tokens = ['ID', 'ACCESS'], ...members }: Members, index = 0): Rule => ({
  id: `r${index}`, subjects, mode, tokens, ...Object.fromEntries(Object.entries(members).map(([name, member]) => [name, Array.isArray(member) && name !== 'claims' ? parse(member) : member])),
}) as unknown as Rule;
const told = (...rules: readonly Members[]): readonly string[] => accessDecisionsOf({ rules: rules.map(rule) })
  .map(({ path, decides, original, consumer }) => `${path}: ${decides}${consumer === undefined ? '' : ` ${consumer}`}${original ? ` original ${original}` : ''}`);

const [X, IN, NAME] = [['literal', 'x'], ['inGroup', ['literal', 'g']], ['userAttribute', 'name']];
const claim = (name: string, value: Written, more: object = {}): Members => ({ kind: 'setClaim', claim: name, value, ...more });
const AUTHORIZES = { usedForAuthorization: true };
const ROLE = 'custom:role';
const DECLARED = "the claim 'a', which has usedForAuthorization: true";
const identifies = (name: string): string => `r0.value: the claim '${name}', which identifies the user`;

test.each<[string, readonly Members[], readonly string[]]>([
  ['added scopes', [{ kind: 'addScope', value: X, when: IN }], ['r0.when: scopes', 'r0.value: scopes']],
  ['scopes that are suppressed', [{ kind: 'suppressScope', scope: 'a', when: IN }, { kind: 'suppressScope', scope: 'b' }], ['r0.when: scopes']],
  ['scopes that are kept', [{ kind: 'keepScopes', value: X }], ['r0.value: scopes']],
  ['groups and roles', [{ kind: 'setGroups', groups: X, iamRoles: X, preferredRole: X }], ['groups', 'iamRoles', 'preferredRole'].map(name => `r0.${name}: groups and roles`)],
  ['denials', [{ kind: 'deny', when: IN }], ['r0.condition: who gets a token']],
  ['a declared claim', [claim('a', X, { ...AUTHORIZES, when: IN })], [`r0.when: ${DECLARED}`, `r0.value: ${DECLARED}`]],
  ['other rules of a declared claim', [claim('a', X), { kind: 'suppressClaim', claim: 'a', when: IN }, claim('a', X, AUTHORIZES), claim('b', X), { kind: 'suppressClaim', claim: 'b', when: IN }],
    [`r0.value: ${DECLARED}`, `r1.when: ${DECLARED}`, `r2.value: ${DECLARED}`]],
  ['a claim that is declared to decide nothing', [claim('a', X, { usedForAuthorization: false, when: IN })], []],
  ['a claim of a product', [claim('role', X, AUTHORIZES)], ["r0.value: the claim 'role', by which Supabase decides (https://supabase.com/docs/guides/auth/third-party/aws-cognito) Supabase"]],
  ['the audience', [claim('aud', ['clientId'], { audience: true })], ['r0.value: the audience of the token']],
  ...['email', 'email_verified', 'phone_number', 'phone_number_verified', 'preferred_username'].map((name): [string, readonly Members[], readonly string[]] => [name, [claim(name, NAME)], [identifies(name)]]),
  ['copies of addresses', [claim('email', ['email']), claim('email', ['userAttribute', 'email']), claim('phone_number', ['userAttribute', 'phone_number']), claim('name', NAME)], []],
  ['an address under another name', [claim('preferred_username', ['email'])], [identifies('preferred_username')]],
  ['a changed address', [claim('email', ['lower', ['email']])], [identifies('email')]],
  ['claims that are kept', [{ kind: 'keepClaims', claims: ['email'], when: IN }], []],
  ['rules that are not enforced', [{ kind: 'deny', when: IN, mode: 'SHADOW' }, claim('a', X, { ...AUTHORIZES, mode: 'DISABLED' }), claim('a', X)], []],
  ['the original of a claim', [claim(ROLE, NAME, { ...AUTHORIZES, ifAbsent: 'KEEP_ORIGINAL' }), claim('custom:b', NAME, { ifAbsent: 'KEEP_ORIGINAL' })],
    ['value', 'ifAbsent'].map(member => `r0.${member}: the claim '${ROLE}', which has usedForAuthorization: true${member === 'value' ? '' : ' original ifAbsent'}`)],
  ['a claim that Cognito does not have', [claim('a', NAME, { ...AUTHORIZES, ifAbsent: 'KEEP_ORIGINAL' })], [`r0.value: ${DECLARED}`]],
  ['the original of a claim in one token', [claim(ROLE, X, { tokens: ['ACCESS'] }), claim(ROLE, X, { ...AUTHORIZES, tokens: ['ACCESS'] })],
    ['r0.value', 'r0.tokens', 'r1.value', 'r1.tokens'].map(path => `${path}: the claim '${ROLE}', which has usedForAuthorization: true${path.endsWith('tokens') ? ' original tokens' : ''}`)],
])('%s', (_, rules, decisions) => {
  expect(told(...rules)).toEqual(decisions);
});

const META = ['untrustedClientMetadata', 'k'];
const SENT = ['isEqualTo', META, X];
const CUT = ['filterOneOf', ['split', ' ', META], ['literal', 'a']];
const sources = { client: { key: { id: parse(['clientId']) } }, sent: { key: { id: parse(META) } } };
const controls = (members: Members): readonly string[] => accessDecisionsOf({ rules: [rule(members)] })
  .flatMap(decision => contributionsOf(decision, { sources, trustedAttributes: { 'custom:paid': 'by billing' } })).map(({ control }) => control).filter(control => control !== 'level');

describe('what callers send with the request', () => {
  const restricting = (when: Written): readonly Members[] => [{ kind: 'deny', when }, { kind: 'suppressScope', scope: 'a', when }];
  const both = (when: Written) => restricting(when).map(controls);

  test.each<[Written]>([
    [SENT], [['isPresent', META]], [['all', SENT, IN]], [['isEqualTo', ['lower', ['first', ['filterPrefix', 'a', ['split', ',', META]]]], ['slot', 0]]],
  ])('harms nobody if it restricts: %j', when => {
    expect(both(when)).toEqual([[], []]);
  });

  test.each<[Written, readonly string[]]>([
    [['none', SENT], ['metadata']], [['all', SENT, ['none', SENT]], ['metadata']], [['isEqualTo', ['firstOf', META, ['userAttribute', 'name']], X], ['metadata', 'attribute']],
    [['isEqualTo', ['choose', IN, META], X], ['metadata']], [['isEqualToValue', META, ['userAttribute', 'name']], ['metadata', 'attribute']], [['exists', 'sent'], ['metadata']],
  ])('harms if it lifts a restriction or stands for something else: %j', (when, contributions) => {
    expect(both(when)).toEqual([contributions, contributions]);
  });

  test('harms nobody if it suppresses a declared claim', () => {
    const suppressing = (when: Written) => accessDecisionsOf({ rules: [claim('a', X, AUTHORIZES), { kind: 'suppressClaim', claim: 'a', when } as const].map(rule) })
      .flatMap(each => contributionsOf(each, { sources, trustedAttributes: {} })).map(({ control }) => control);
    expect([suppressing(SENT), suppressing(['none', SENT])]).toEqual([['level'], ['level', 'metadata', 'level']]);
  });

  test('harms in conditions of rules that give', () => {
    expect(controls({ kind: 'addScope', value: X, when: SENT })).toEqual(['metadata']);
    expect(controls({ kind: 'keepScopes', value: X, when: SENT })).toEqual(['metadata']);
    expect(controls(claim('a', X, { ...AUTHORIZES, when: SENT }))).toEqual(['metadata']);
    expect(controls({ kind: 'setGroups', groups: X, when: SENT })).toEqual(['metadata']);
  });

  test('is a request if it is cut to scopes that the operator names', () => {
    expect(controls({ kind: 'addScope', value: CUT })).toEqual([]);
    expect(controls({ kind: 'keepScopes', value: CUT })).toEqual([]);
    expect(controls({ kind: 'addScope', value: X, when: ['hasMember', CUT, X] })).toEqual(['metadata']);
    expect(controls(claim('a', CUT, AUTHORIZES))).toEqual(['metadata']);
    expect(controls({ kind: 'setGroups', groups: CUT })).toEqual(['metadata']);
  });
});

test('the subjects and the trusted attributes count', () => {
  const when = ['exists', 'client'];
  expect(controls({ kind: 'deny', when, subjects: ['MACHINE'] })).toEqual([]);
  expect(controls({ kind: 'deny', when })).toEqual(['client']);
  expect(accessDecisionsOf({ rules: [rule({ kind: 'deny', when: ['isPresent', ['userAttribute', 'custom:paid']] })] })
    .flatMap(decision => contributionsOf(decision, { sources, trustedAttributes: { 'custom:paid': 'by billing' } })).map(({ level }) => level)).toEqual(['OPERATOR']);
});
