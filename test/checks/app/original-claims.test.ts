import { ClaimRule, Condition, IfAbsent, RuleMode, Subject, TokenType, Value, type SetClaimOptions } from '../../../src';
import { NARROW, PoolApp, ROLE, type Layout, type Rules } from '../../support/pool-app';

const AUTHORIZES: SetClaimOptions = { usedForAuthorization: true };
const KEEPS: SetClaimOptions = { ...AUTHORIZES, ifAbsent: IfAbsent.KEEP_ORIGINAL };
const ID = { tokens: [TokenType.ID] };
const ACCESS = { tokens: [TokenType.ACCESS] };
const [inGroup, first] = [Condition.inGroup('a'), Value.groups().first()];
const report = (rules: Rules, layout?: Layout): string => new PoolApp(layout).report(rules);
const KEPT = "Cognito's own claim, which stays if the rule has no value, userAttribute('custom:role'): users can write it";
const LEFT = "Cognito's own claim, which stays in the ID token, userAttribute('custom:role'): users can write it";

test.each<[string, Rules['claims'], string, string]>([
  ['a rule keeps it', [ClaimRule.set(ROLE, first, KEEPS)], 'claims[0].ifAbsent: Provenance', KEPT],
  ['a rule with a condition keeps it', [ClaimRule.set(ROLE, Value.literal('x'), { ...KEEPS, when: inGroup })], 'claims[0].ifAbsent: Provenance', KEPT],
  ['the rule that keeps it is not the one that declares the claim', [ClaimRule.set(ROLE, first, { ...AUTHORIZES, when: inGroup }), ClaimRule.set(ROLE, first, { ifAbsent: IfAbsent.KEEP_ORIGINAL, when: Condition.inGroup('b') })], 'claims[1].ifAbsent: Provenance', KEPT],
  ['the rule leaves out the ID token', [ClaimRule.set(ROLE, first, { ...AUTHORIZES, ...ACCESS })], 'claims[0].tokens: Provenance', LEFT],
  ['a rule suppresses it for some', [ClaimRule.set(ROLE, first, { ...AUTHORIZES, ...ACCESS }), ClaimRule.suppress(ROLE, { ...ID, when: inGroup })], 'claims[0].tokens: Provenance', LEFT],
  ['a rule suppresses it in the access token', [ClaimRule.set(ROLE, first, KEEPS), ClaimRule.suppress(ROLE, { ...ACCESS, when: inGroup })], 'claims[0].ifAbsent: Provenance', KEPT],
  ['a rule in shadow would mask it', [ClaimRule.set(ROLE, first, { ...AUTHORIZES, ...ACCESS }), ClaimRule.set(ROLE, first, { ...ID, mode: RuleMode.SHADOW })], 'claims[0].tokens: Provenance', LEFT],
  ['a rule for machines would mask it', [ClaimRule.set(ROLE, first, KEEPS), ClaimRule.set(ROLE, Value.literal('m'), { ...ACCESS, subjects: [Subject.MACHINE] })], 'claims[0].ifAbsent: Provenance', KEPT],
])('the original of a claim that decides access is a part of it if %s', (_, claims, path, given) => {
  const said = report({ claims });
  expect(said).toContain(path);
  expect(said).toContain(given);
});

test.each<[string, Rules['claims']]>([
  ['the rule has a value for everybody', [ClaimRule.set(ROLE, first.orElse(Value.literal('none')), KEEPS)]],
  ['the rule suppresses it', [ClaimRule.set(ROLE, first, AUTHORIZES)]],
  ['the rule denies the token', [ClaimRule.set(ROLE, first, { ...AUTHORIZES, ifAbsent: IfAbsent.DENY })]],
  ['a rule for everybody masks it', [ClaimRule.set(ROLE, first, AUTHORIZES), ClaimRule.set(ROLE, first, { ...KEEPS, when: inGroup })]],
  ['another rule suppresses it', [ClaimRule.set(ROLE, first, { ...AUTHORIZES, ...ACCESS }), ClaimRule.suppress(ROLE, ID)]],
  ['another rule keeps other claims only', [ClaimRule.set(ROLE, first, { ...AUTHORIZES, ...ACCESS }), ClaimRule.keepOnly(['email'])]],
  ['another rule masks it', [ClaimRule.set(ROLE, first, { ...AUTHORIZES, ...ACCESS }), ClaimRule.set(ROLE, first, ID)]],
  ['Cognito has no claim of that name', [ClaimRule.set('role', first, { ...KEEPS, ...ACCESS }), ClaimRule.set('rank', first, KEEPS)]],
  ['the claim does not decide access', [ClaimRule.set(ROLE, first, { ifAbsent: IfAbsent.KEEP_ORIGINAL, usedForAuthorization: false })]],
])('it is none if %s', (_, claims) => {
  expect(report({ claims })).toBe('');
});

test('it is no problem if no app client can write it', () => {
  expect(report({ claims: [ClaimRule.set(ROLE, first, KEEPS)] }, { client: NARROW })).toBe('');
});

test('the fixes are those that change the original, and each of them works', () => {
  const said = report({ claims: [ClaimRule.set(ROLE, first, KEEPS)] }).split('\n').filter(line => line.includes('           - ')).map(line => line.trim());
  expect(said).toEqual([
    '- leave out IfAbsent.KEEP_ORIGINAL, or use IfAbsent.DENY',
    expect.stringContaining('- remove it from the writeAttributes of the app clients: writeAttributes of Stack/Roles/Web: address'),
    "- state why users cannot write it: trustedAttributes: { 'custom:role': '...' }",
  ]);
  expect(report({ claims: [ClaimRule.set(ROLE, first, KEEPS)], trustedAttributes: { [ROLE]: 'set by billing' } })).toBe('');
  expect(report({ claims: [ClaimRule.set(ROLE, first, { ...AUTHORIZES, ...ACCESS })] })).toContain('- set the claim in both tokens, or suppress it in the ID token');
});
