import { ClaimRule, Condition, DenyRule, GroupRule, OnError, OnLimit, ScopeRule, TableSource, Value, type PreviewProps, type RulePreview, type TokenEnricherProps } from '../../src';
import { TestApp } from '../support/app';

type Rules = (names: { readonly profile: TableSource; readonly teams: TableSource; readonly app: TestApp }) => Partial<TokenEnricherProps>;

/** The outcome of the first rule. */
function outcomeOf(rules: Rules, props: PreviewProps = {}): RulePreview {
  const app = new TestApp();
  const profile = app.source('profile', { onError: OnError.OMIT });
  const teams = TableSource.query('teams', { table: app.table, key: { id: Value.sub() }, limit: 1, onLimit: OnLimit.FAIL, onError: OnError.OMIT });
  return app.enricher({ ...rules({ profile, teams, app }), sources: [profile, teams] }).preview(props).trace[0];
}

const set = (value: Value): Partial<TokenEnricherProps> => ({ claims: [ClaimRule.set('a', value)] });
const item = (profile: object): PreviewProps => ({ items: { profile } });

test.each<[string, Rules, PreviewProps, string, string | undefined]>([
  ['an attribute of another type', ({ profile }) => ({ scopes: [ScopeRule.add('a/b', { when: profile.attribute('suspended').isTrue() })] }), item({ suspended: 'yes' }),
    'CONDITION_UNKNOWN', 'profile.suspended is a string, not a boolean'],
  ['a condition of a DenyRule', ({ profile }) => ({ deny: [DenyRule.when(profile.attribute('address.blocked').isTrue(), 'no')] }), item({ address: { blocked: 1 } }),
    'DENIED', 'profile.address.blocked is a number, not a boolean'],
  ['a part of a condition', ({ profile }) => ({ scopes: [ScopeRule.add('a/b', { when: Condition.all(Condition.none(profile.attribute('level').isAtLeast(3))) })] }), item({ level: true }),
    'CONDITION_UNKNOWN', 'profile.level is a boolean, not a string or a number'],
  ['a transform inside others', ({ profile }) => set(profile.attribute('roles[0].name').upper().withPrefix('r-')), item({ roles: [{ name: 5 }] }),
    'FAILED', 'profile.roles[0].name is a number, not a string'],
  ['a conversion', () => set(Value.userAttribute('custom:level').toNumber()), { userAttributes: { 'custom:level': 'x' } },
    'FAILED', 'userAttribute("custom:level") is \'x\', which toNumber cannot convert'],
  ['a conversion of Cognito', () => set(Value.userAttribute('updated_at')), { userAttributes: { updated_at: 'yesterday' } },
    'FAILED', 'userAttribute("updated_at") cannot be converted'],
  ['a failed read', ({ profile }) => set(profile.attribute('plan')), { failingSources: ['profile'] }, 'FAILED', 'profile could not be read'],
  ['a limit', ({ teams }) => set(teams.items().mapEach(Value.element('role'))), { items: { teams: [{ role: 'a' }, { role: 'b' }] } }, 'FAILED', 'teams has more items than its limit'],
  ['an absent item', ({ profile }) => set(profile.attribute('plan').upper()), {}, 'ABSENT', 'profile.plan is absent'],
  ['an absent attribute in a template', () => set(Value.template('{{user.given_name}} {{user.family_name}}')), { userAttributes: { given_name: 'Jane' } },
    'ABSENT', 'userAttribute("family_name") is absent'],
  ['a failed value beside an absent one', ({ profile }) => ({ groups: [GroupRule.set({ groups: profile.attribute('none').split(','), iamRoles: profile.attribute('role').split(',') })] }), item({ role: 5 }),
    'DENIED', 'profile.role is a number, not a string'],
  ['an element of a list', ({ profile }) => set(profile.attribute('roles').mapEach(Value.element('name').upper()).first()), item({ roles: [{ name: 1 }] }),
    'FAILED', 'for an element of profile.roles, element.name is a number, not a string'],
  ['a condition on elements', ({ profile }) => set(profile.attribute('roles').filter(Value.element('active').isTrue()).mapEach(Value.element('name'))), item({ roles: [{ active: true }, { active: 'yes' }] }),
    'FAILED', 'for an element of profile.roles, element.active is a string, not a boolean'],
  ['an order of elements', ({ profile }) => set(profile.attribute('roles').sortBy(Value.element('since'))), item({ roles: [{ since: true }] }),
    'FAILED', 'for an element of profile.roles, element.since is a boolean, not a string or a number'],
  ['elements of an inner list', ({ profile }) => set(profile.attribute('teams').mapEach(Value.element('roles').mapEach(Value.element('name').upper()).first()).first()),
    item({ teams: [{ roles: [{ name: 'x' }] }, { roles: [{ name: 5 }] }].reverse() }),
    'FAILED', 'for an element of profile.teams, for an element of element.roles, element.name is a number, not a string'],
  ['a conversion of an element', ({ profile }) => set(profile.attribute('levels').mapEach(Value.element().toNumber()).sum()), item({ levels: ['1', 'x'] }),
    'FAILED', "for an element of profile.levels, element is 'x', which toNumber cannot convert"],
  ['elements that cannot be added', ({ profile }) => set(profile.attribute('roles').mapEach(Value.element('level')).sum()), item({ roles: [{ level: 1 }, { level: 'x' }] }),
    'FAILED', 'an element of profile.roles.mapEach(element.level) has a wrong type: there is a number and a string'],
  ['an element of another type', ({ profile }) => set(profile.attribute('roles').upper().first()), item({ roles: [{ name: 1 }, 'x'] }),
    'FAILED', 'an element of profile.roles is a map, not a string'],
  ['a rule that was applied', () => set(Value.sub()), {}, 'APPLIED', undefined],
  ['a condition that is false', () => ({ claims: [ClaimRule.set('a', Value.sub(), { when: Condition.inGroup('staff') })] }), {}, 'CONDITION_FALSE', undefined],
])('%s', (_, rules, props, outcome, explanation) => {
  expect(outcomeOf(rules, props)).toMatchObject({ outcome });
  expect(outcomeOf(rules, props).explanation).toBe(explanation);
});

test('a rule is named by its effect, condition and description', () => {
  const rule = outcomeOf(({ profile }) => ({ claims: [ClaimRule.set('plan', profile.attribute('plan').orElse(Value.literal('free')), { when: Condition.inGroup('staff'), description: 'Plan of staff' })] }));
  expect(rule).toEqual({
    rule: 'claims[0]',
    summary: expect.stringMatching(/^set plan = .*profile\.plan.*"free"/),
    condition: 'inGroup("staff")',
    description: 'Plan of staff',
    outcome: 'CONDITION_FALSE',
    shadow: false,
  });
});
