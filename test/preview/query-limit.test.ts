import { ClaimRule, Condition, OnError, OnLimit, RuleMode, TableSource, Value, type RuleOptions } from '../../src';
import { TestApp } from '../support/app';

const MEMBERS = ['a', 'b', 'c'].map(role => ({ role }));

interface LimitCase {
  readonly uses: string;
  readonly rule: (teams: TableSource) => ClaimRule;
  readonly onLimit: OnLimit;
  readonly outcome: string;
  readonly value?: unknown;
}

const set = (value: Value, options?: RuleOptions): ClaimRule => ClaimRule.set('teams', value, options);
const yes = (when: Condition): ClaimRule => set(Value.literal('yes'), { when });
const roles = (teams: TableSource): Value => teams.items().mapEach(Value.element('role'));

// whether there is an item does not depend on how many there are, so a limit does not fail it
const CASES: readonly LimitCase[] = [
  { uses: 'exists', rule: teams => yes(teams.exists()), onLimit: OnLimit.FAIL, outcome: 'APPLIED', value: 'yes' },
  { uses: 'exists', rule: teams => yes(teams.exists()), onLimit: OnLimit.CUT, outcome: 'APPLIED', value: 'yes' },
  { uses: 'count', rule: teams => set(teams.count()), onLimit: OnLimit.FAIL, outcome: 'FAILED' },
  { uses: 'count', rule: teams => set(teams.count()), onLimit: OnLimit.CUT, outcome: 'APPLIED', value: 2 },
  { uses: 'items', rule: teams => set(roles(teams)), onLimit: OnLimit.FAIL, outcome: 'FAILED' },
  { uses: 'items', rule: teams => set(roles(teams)), onLimit: OnLimit.CUT, outcome: 'APPLIED', value: ['a', 'b'] },
];

test.each(CASES)('$uses of more items than the limit, with $onLimit, is $outcome as in the function', ({ rule, onLimit, outcome, value }) => {
  const app = new TestApp();
  const teams = TableSource.query('teams', { table: app.table, key: { id: Value.sub() }, limit: 2, onLimit, onError: OnError.OMIT });
  const preview = app.enricher({ claims: [rule(teams)] }).preview({ items: { teams: MEMBERS } });
  expect(preview.trace[0].outcome).toBe(outcome);
  expect(preview.accessToken?.teams).toEqual(value);
});

test.each(Object.values(RuleMode))('whether there is an item does not depend on an items rule in mode %s', mode => {
  const app = new TestApp();
  const teams = TableSource.query('teams', { table: app.table, key: { id: Value.sub() }, limit: 2, onLimit: OnLimit.FAIL, onError: OnError.OMIT });
  const others = ClaimRule.set('roles', roles(teams), { mode });
  const { trace, accessToken } = app.enricher({ claims: [yes(teams.exists()), others] }).preview({ items: { teams: MEMBERS } });
  expect(trace[0].outcome).toBe('APPLIED');
  expect(accessToken).toMatchObject({ teams: 'yes' });
  expect(accessToken).not.toHaveProperty('roles');
});
