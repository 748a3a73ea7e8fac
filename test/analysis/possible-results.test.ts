import { possibly, requiredConditions, type KnownResult } from '../../src/analysis/possible-results';
import { parse, type Written } from '../support/expressions';

const [USER, MACHINE, IN] = [['user'], ['machine'], ['inGroup', ['literal', 'g']]];
/** A user's token: one condition is true, one is false, and one is unknown. */
const known: KnownResult = ({ op }) => op === 'user' ? true : op === 'machine' ? false : undefined;

test.each<[Written, string]>([
  [USER, 'true'], [MACHINE, 'false'], [IN, 'either'],
  [['all'], 'true'], [['all', USER, USER], 'true'], [['all', USER, IN], 'either'], [['all', MACHINE, IN], 'false'], [['all', USER, MACHINE], 'false'],
  [['any'], 'false'], [['any', MACHINE, MACHINE], 'false'], [['any', MACHINE, IN], 'either'], [['any', USER, IN], 'true'], [['any', MACHINE, USER], 'true'],
  [['none'], 'true'], [['none', MACHINE, MACHINE], 'true'], [['none', MACHINE, IN], 'either'], [['none', USER, IN], 'false'], [['none', MACHINE, USER], 'false'],
  [['none', ['any', MACHINE, IN]], 'either'], [['none', ['all', USER, USER]], 'false'], [['any', ['none', MACHINE], IN], 'true'], [['all', ['any', IN, MACHINE], ['none', USER]], 'false'],
])('%j', (written, result) => {
  const condition = parse(written);
  const canBe = possibly(known);
  const can = [true, false].filter(each => canBe([{ condition, result: each }]));
  expect(can.length === 2 ? 'either' : String(can)).toBe(result);
  // asked again, from the cache
  expect([true, false].filter(each => canBe([{ condition, result: each }]))).toEqual(can);
});

test('all required results have to be possible', () => {
  const [user, machine] = [parse(USER), parse(MACHINE)];
  expect(possibly(known)([{ condition: user, result: true }, { condition: machine, result: false }])).toBe(true);
  expect(possibly(known)([{ condition: user, result: true }, { condition: machine, result: true }])).toBe(false);
  expect(possibly(known)([])).toBe(true);
});

test.each<[Written, boolean, readonly string[]]>([
  [USER, true, ['user']], [USER, false, ['not user']],
  [['all', USER, IN], true, ['user', 'inGroup']], [['any', USER, IN], false, ['not user', 'not inGroup']],
  [['none', USER, IN], true, ['not user', 'not inGroup']], [['none', USER], false, ['user']],
  [['none', ['none', USER], ['any', IN]], true, ['user', 'not inGroup']], [['all'], true, []],
])('%j is %s with the help of these', (condition, result, needs) => {
  expect(requiredConditions(parse(condition), result).map(each => `${each.result ? '' : 'not '}${each.condition.op}`)).toEqual(needs);
});

test('a condition has to be true by default', () => {
  expect(requiredConditions(parse(USER))).toEqual(requiredConditions(parse(USER), true));
});
