import { givesNoMore } from '../../src/analysis/negative-conditions';
import { parse, type Written } from '../support/expressions';

const list = (...constants: readonly unknown[]): Written => ['literal', { constant: constants }];
const text = (constant: unknown): Written => ['literal', constant];
const [IN, OTHER] = [['inGroup', ['literal', 'g']], ['attribute', 's', { constant: ['a'] }]];
const KEYS = { constant: ['k'] };

test.each<[boolean, Written, ...Written[]]>([
  [true, list('a'), list('a', 'b')], [true, text('a'), list('a', 'b')], [true, list(), text('x')], [true, text(false), text(true)], [true, list(), OTHER], [true, list(['a']), list('a', ['b'])],
  [false, list('a', 'b'), list('a')], [false, text('b'), text('a')], [false, text(true), text(false)], [false, text(0), list()], [false, OTHER, OTHER], [false, list('a'), OTHER], [false, text('1'), text(1)],
  // each of the others has to give as much
  [true, text('a'), text('a'), list('a', 'b')], [false, text('a'), text('a'), text('b')], [true, text('a')],
  // all that the value can be
  [true, ['choose', IN, text('a'), text('b')], list('a', 'b')], [false, ['choose', IN, text('a'), text('b')], list('a')], [true, ['listOf', text('a'), text('b')], list('a', 'b')], [false, ['listOf', text('a'), OTHER], list('a')],
  [true, ['firstOf', text('a'), text('b')], list('a', 'b')], [false, ['firstOf', OTHER, text('a')], list('a')], [true, ['lookup', KEYS, OTHER, text('a')], text('a')], [true, ['first', list('a')], text('a')],
  [true, ['filter', list('a'), IN], text('a')], [true, ['assumeTrusted', 'reason', text('a')], text('a')], [false, ['upper', text('a')], text('a')], [false, ['mapEach', list('a'), text('a')], text('a')],
  // only what the others certainly are
  [true, text('a'), ['choose', IN, text('a'), list('a', 'b')]], [false, text('b'), ['choose', IN, text('a'), list('a', 'b')]], [false, text('a'), ['choose', IN, text('a')]], [true, text('a'), ['listOf', text('a'), OTHER]],
  [false, text('a'), ['lookup', KEYS, OTHER, text('a'), text('a')]], [false, text('a'), ['firstOf', text('a'), OTHER]], [false, text('a'), ['filter', list('a'), IN]], [true, text('a'), ['assumeTrusted', 'reason', text('a')]],
])('%s: %j gives no more than %j', (expected, value, ...others) => {
  expect(givesNoMore(parse(value), ...others.map(parse))).toBe(expected);
});
