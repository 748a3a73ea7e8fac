import { knownStrings } from '../../src/analysis/known-strings';
import { parse, type Written } from '../support/expressions';

const [A, B] = [['literal', 'a'], ['literal', 'b']];
const START = ['template', ['literal', 'x/'], ['sub']];
const IS = ['inGroup', ['literal', 'g']];

/** The strings of a value. A prefix of unknown strings ends with three dots. */
test.each<[Written, readonly string[]]>([
  [A, ['a']],
  [['literal', { constant: ['a', ['b'], 5, null] }], ['a', 'b']],
  [['literal', 5], []],
  [['listOf'], []],
  [['sub'], ['...']],
  [['slot', 0], ['...']],
  [['assumeTrusted', 'reason', A], ['a']],
  [['first', ['listOf', A, B]], ['a', 'b']],
  [['mapEach', ['groups'], A], ['a']],
  [['choose', IS, A, B], ['a', 'b']],
  [['lookup', { constant: ['k'] }, ['sub'], A, B], ['a', 'b']],
  [['firstOf', A, ['sub']], ['a', '...']],
  [['firstOf', A, A, B], ['a', 'b']],
  [['listOf', START, ['literal', 'x/']], ['x/...', 'x/']],
  [['unique', ['listOf', A, B]], ['a', 'b']],
  [['filterOneOf', ['groups'], A, B], ['a', 'b']],
  [['filterPrefix', 'x/', ['listOf', ['literal', 'x/1'], ['literal', 'y/1'], ['literal', 'x'], ['sub'], START]], ['x/1', 'x/...']],
  [['filterPrefix', 'x/y', ['listOf', START]], ['x/y...']],
  [['filterPrefix', 'y', ['listOf', START]], []],
  [START, ['x/...']],
  [['template', ['sub'], ['literal', 'x/']], ['...']],
  [['withPrefix', 'p/', ['firstOf', A, ['sub']]], ['p/a', 'p/...']],
  [['withSuffix', '!', ['firstOf', A, START]], ['a!', 'x/...']],
  [['upper', A], ['...']],
  [['property', { constant: ['a'] }, ['literal', { constant: { a: 'b' } }]], ['...']],
  [['isEqualTo', A, B], ['...']],
])('%j', (value, strings) => {
  expect(knownStrings(parse(value)).map(({ text, isWhole }) => isWhole ? text : `${text}...`)).toEqual(strings);
});
