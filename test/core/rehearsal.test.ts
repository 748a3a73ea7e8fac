import type { Expression, RulesetDocument } from '../../src/core/document/document';
import { rehearsalOf } from '../../src/core/plan/rehearsal';
import { documentOf, run, setClaim } from '../support/evaluate';

const attribute = (name: string): Expression => ({ op: 'userAttribute', args: [name] });
const inGroup = (...groups: string[]): Expression => ({ op: 'inGroup', of: groups.map(group => ({ op: 'literal', args: [group] })) });
const deny = (when: Expression) => ({ kind: 'deny' as const, when, message: 'No' });
const MACHINES = { subjects: ['MACHINE'], tokens: ['ACCESS'] } as const;
const X: Expression = { op: 'literal', args: ['x'] };

interface Rehearsal {
  readonly triggerSource: string;
  readonly request: {
    readonly userAttributes: { readonly [name: string]: string };
    readonly groupConfiguration: { readonly groupsToOverride: readonly string[] };
  };
}
const rehearsal = (...rules: Parameters<typeof documentOf>[0]) => rehearsalOf(documentOf(rules)) as unknown as Rehearsal;

describe('a rehearsal is an event that matches the rules', () => {
  const outcomesOf = (document: RulesetDocument) => {
    const { decision } = run(document, { event: rehearsalOf(document) });
    expect(decision).toMatchObject({ denial: undefined, versionMismatch: false });
    return decision.trace.map(({ outcome }) => outcome);
  };

  test.each(['V1_0', 'V2_0', 'V3_0'] as const)('of a user, for %s', triggerVersion => {
    expect(outcomesOf(documentOf([
      deny(inGroup('blocked')),
      setClaim('a', attribute('custom:a'), { when: inGroup('staff') }),
      setClaim('b', attribute('custom:b'), { mode: 'DISABLED' }),
    ], { triggerVersion }))).toEqual(['CONDITION_FALSE', 'APPLIED', 'DISABLED']);
  });

  test('of a machine, if all rules are only for machines', () => {
    expect(outcomesOf(documentOf([setClaim('a', X, MACHINES)], { triggerVersion: 'V3_0' }))).toEqual(['APPLIED']);
  });
});

test.each([
  ['no rules', [], 'TokenGeneration_HostedAuth'],
  ['a rule for users', [setClaim('a', X, MACHINES), setClaim('a', X)], 'TokenGeneration_HostedAuth'],
  ['rules for machines', [setClaim('a', X, MACHINES)], 'TokenGeneration_ClientCredentials'],
  ['rules for machines, and a disabled one', [setClaim('a', X, MACHINES), setClaim('a', X, { mode: 'DISABLED' })], 'TokenGeneration_ClientCredentials'],
] as const)('the trigger source for %s', (_, rules, expected) => {
  expect(rehearsal(...rules).triggerSource).toBe(expected);
});

test('the attributes are those of the rules, and those that every user has', () => {
  const { userAttributes } = rehearsal(
    deny({ op: 'isPresent', of: [attribute('custom:a')] }), setClaim('a', { op: 'firstOf', of: [attribute('email'), { op: 'sub' }] }, { mode: 'SHADOW' }),
    setClaim('b', attribute('custom:b'), { mode: 'DISABLED' }), setClaim('c', { op: 'federatedAttribute', args: ['custom:c', ['x']] }),
  ).request;
  expect(userAttributes).toEqual({
    'custom:a': 'rehearsal', 'sub': '00000000-0000-4000-8000-000000000000', 'cognito:user_status': 'CONFIRMED', 'email': 'rehearsal@example.com', 'email_verified': 'true',
  });
});

test('the groups are those of rules that do not deny', () => {
  const { groupConfiguration } = rehearsal(deny(inGroup('blocked')), setClaim('a', { op: 'upper', of: [X] }, { when: inGroup('a', 'b') }), setClaim('b', X, { when: inGroup('c'), mode: 'DISABLED' })).request;
  expect(groupConfiguration.groupsToOverride).toEqual(['rehearsal', 'a', 'b']);
});

test('has at most 200 attributes and groups of rules', () => {
  const names = Array.from({ length: 201 }, (_, index) => `custom:${index}`);
  const { userAttributes, groupConfiguration } = rehearsal(setClaim('a', { op: 'listOf', of: names.map(attribute) }, { when: inGroup(...names) })).request;
  expect([Object.keys(userAttributes).filter(name => name.startsWith('custom:')), groupConfiguration.groupsToOverride.slice(1)]).toEqual([names.slice(0, 200), names.slice(0, 200)]);
});
