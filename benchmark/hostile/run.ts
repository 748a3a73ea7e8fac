import { spawnSync } from 'child_process';
import type { HostileCase } from './case';
import { CASES, withoutCase } from './cases';
import { ENRICHER_FILE } from '../../src/bundle/bundle';
import type { Expression } from '../../src/core/document/document';
import { operatorOf } from '../../src/core/operators';
import { lambdaNode } from '../../test/local/lambda-node';
import { documentOf, eventOf, setClaim, SOURCES } from '../../test/support/evaluate';
import { parse } from '../../test/support/expressions';
import { exponent } from '../statistics';

/**
 * Measures how the time of each operator grows with the size of untrusted input. Runs the deployed bundle on Node.js 24 with the heap of a
 * function with 256 MB. The growth exponent is computed from the larger sizes; 1 is linear. Faster than linear growth is a bug: whoever
 * controls the input could make sign-ins fail.
 *
 * Arguments: `--json`, and words that the names of the cases must contain.
 */
const asJson = process.argv.includes('--json');
const WORDS = process.argv.slice(2).filter(argument => argument !== '--json');

const HEAP_MEGABYTES = 230;
/** Size of the young generation. With less, garbage collection would take more time for larger sizes, which would look like growth. */
const YOUNG_MEGABYTES = 64;
const YOUNG_SPACE = [`--min-semi-space-size=${YOUNG_MEGABYTES}`, `--max-semi-space-size=${YOUNG_MEGABYTES}`];
/** Maximum milliseconds for a case. */
const TIME_LIMIT = 20_000;
/** Exponents above this are marked. Sorting stays below. */
const MARKED = 1.3;
/** Number of the largest sizes from which the exponent is computed. */
const LARGER = 3;
/** Minimum milliseconds of a significant time. Shorter times depend on memory and caches. */
const MEASURABLE = 0.5;
/** A marked case is measured again, as the machine may have been busy, unless it takes `BEYOND_DOUBT` milliseconds. */
const TRIES = 3;
const BEYOND_DOUBT = 1000;

interface Measured {
  readonly size: number;
  readonly milliseconds: number;
  /** The outcome of the rule. */
  readonly outcome: string;
  readonly megabytes: number;
}

interface Result {
  readonly name: string;
  readonly measured: readonly Measured[];
  /** Undefined if the case is too fast to be measured, or did not end. */
  readonly exponent?: number;
  /** The error that was thrown, or that the case ran out of time or memory. */
  readonly broken?: string;
}

function main(): void {
  const missing = withoutCase();
  if (missing.length > 0) {
    throw new Error(`no case for the operators ${missing.join(', ')}`);
  }
  const results = CASES.filter(({ name }) => WORDS.every(word => name.includes(word))).map(each => {
    const result = measureAgain(each);
    if (!asJson) {
      print(result);
    }
    return result;
  });
  if (asJson) {
    console.log(JSON.stringify({ cases: results.map(result => ({ ...result, marked: isMarked(result) })) }, undefined, 2));
  } else {
    console.log(`${results.length} cases, ${results.filter(isMarked).length} marked`);
  }
}

function measureAgain(each: HostileCase): Result {
  let best = measure(each);
  for (let time = 1; time < TRIES && isMarked(best) && isDoubtful(best); time++) {
    const again = measure(each);
    best = (again.exponent ?? 0) < (best.exponent ?? 0) ? again : best;
  }
  return best;
}

function measure({ name, of, sizes, input }: HostileCase): Result {
  const document = documentOf([setClaim('claim', asValue(parse(of)))], { triggerVersion: 'V3_0', sources: SOURCES });
  const runs = sizes.map(size => {
    const { item, eventText, ...parts } = input(size);
    return { size, document, item, eventText: eventText ?? JSON.stringify(eventOf('V3_0', parts)) };
  });
  const { stdout, signal, status, stderr } = spawnSync(
    lambdaNode(24),
    [`--max-old-space-size=${HEAP_MEGABYTES}`, ...YOUNG_SPACE, `${__dirname}/hostile-process.js`, ENRICHER_FILE],
    { input: JSON.stringify(runs), encoding: 'utf8', timeout: TIME_LIMIT, maxBuffer: 1e9 },
  );
  const measured = stdout.split('\n').filter(line => line !== '').map(line => JSON.parse(line) as Measured);
  const thrown = measured.find(({ outcome }) => outcome.startsWith('throws'))?.outcome;
  const ended = measured.length === sizes.length ? undefined
    : stderr.includes('heap out of memory') ? 'out of memory' : signal === 'SIGTERM' || status === 0 ? 'out of time' : stderr.slice(0, 300);
  const growing = measured.slice(-LARGER).filter(({ milliseconds }) => milliseconds >= MEASURABLE);
  return {
    name,
    measured,
    ...(growing.length > 1 && { exponent: Number(exponent(growing.map(point => [point.size, point.milliseconds])).toFixed(2)) }),
    ...((thrown ?? ended) !== undefined && { broken: thrown ?? ended }),
  };
}

function isDoubtful({ measured, broken }: Result): boolean {
  return broken === undefined && measured.every(({ milliseconds }) => milliseconds < BEYOND_DOUBT);
}

function isMarked({ exponent: growth, broken }: Result): boolean {
  return (growth ?? 0) > MARKED || broken !== undefined;
}

/** Converts a condition to a value, so that all cases are measured in the same way. */
function asValue(expression: Expression): Expression {
  return operatorOf(expression.op).yields === 'value' ? expression : { op: 'choose', of: [expression, { op: 'literal', args: [true] }] };
}

function print(result: Result): void {
  const { name, measured, exponent: growth, broken } = result;
  const times = measured.map(({ size, milliseconds }) => `${size}: ${milliseconds.toFixed(2)}`).join('  ');
  const last = measured.at(-1);
  console.log([
    isMarked(result) ? '!' : ' ',
    (growth ?? NaN).toFixed(2).replace('NaN', '   -'),
    `${String(last?.megabytes ?? 0).padStart(3)} MB`,
    name.padEnd(52),
    `ms ${times}`,
    broken ?? last?.outcome,
  ].join(' | '));
}

main();
