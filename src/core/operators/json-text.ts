import { failureWithin } from './canonical-key';
import { withEmptyStrings } from './empty-strings';
import { failedToo, holdsFailure, maybe, strictly } from './inference';
import { exactNumber } from './numbers';
import { strict, type Operator } from './operator';
import { Failure, isFailure, listOf, toJson, type Result, type Value } from './result';
import { limited } from './sizes';
import { SUBJECT } from './strings';
import type { Json } from '../document/json';
import { LIMITS } from '../document/limits';

/** Matches the strings and numbers of a JSON text. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?[0-9][0-9.eE+-]*/g;

/** Marks a number that a double cannot represent exactly, so that it is not rounded to another number. */
const INEXACT = '\u0000inexact';

function parseJson(text: string): Result {
  try {
    // validates the JSON before it is searched for numbers
    const parsed: unknown = JSON.parse(text);
    const marked = text.replace(STRING_OR_NUMBER, token => token.startsWith('"') || exactNumber(token) !== undefined ? token : JSON.stringify(INEXACT));
    return toValue(marked === text ? parsed : JSON.parse(marked), 0);
  } catch {
    return new Failure('CONVERSION');
  }
}

/** Converts parsed JSON. Null is absent. Throws if it is nested deeper than the limit. */
function toValue(json: unknown, depth: number): Result {
  if (json === null || json === '') {
    return undefined;
  }
  if (json === INEXACT) {
    return new Failure('CONVERSION');
  }
  if (typeof json === 'object' && depth >= LIMITS.depth) {
    throw new RangeError('too deep');
  }
  if (Array.isArray(json)) {
    return listOf(json.map(member => toValue(member, depth + 1)));
  }
  if (typeof json !== 'object') {
    return json as Value;
  }
  return Object.fromEntries(Object.entries(json).flatMap(([name, member]) => {
    const value = toValue(member, depth + 1);
    return value === undefined ? [] : [[name, value]];
  }));
}

function writeJson(paths: ReadonlyArray<readonly string[]> | undefined): (value: Value) => Result {
  const complete = paths ? withEmptyStrings(paths) : (json: Json): Json => json;
  return value => {
    const json = failureWithin(value) ?? complete(toJson(value));
    return isFailure(json) ? json : limited(JSON.stringify(json));
  };
}

export const JSON_OPERATORS = [
  {
    name: 'parseJson',
    kind: 'transform',
    yields: 'value',
    parameters: [],
    operands: [SUBJECT],
    template: true,
    infer: ({ operands }) => strictly(failedToo(maybe('string', 'number', 'boolean', 'list', 'map')), operands, [['string']]),
    build: strict([SUBJECT], ([text]) => parseJson(text as string)),
  },
  {
    name: 'toJson',
    kind: 'transform',
    yields: 'value',
    parameters: [{ name: 'emptyIfAbsent', type: 'paths', optional: true }],
    operands: [{ name: 'value', yields: 'value' }],
    template: true,
    // values other than maps have no properties, and the contents of maps are unknown
    infer: ({ args: [paths], operands }) => strictly({
      types: ['string'], absent: false, failed: holdsFailure(operands[0]) || paths !== undefined,
    }, operands, [undefined]),
    build: (args, operands, engines) => {
      const write = writeJson(args[0] as unknown as ReadonlyArray<readonly string[]> | undefined);
      return strict([{ name: 'value', yields: 'value' }], ([value]) => write(value))(args, operands, engines);
    },
  },
] as const satisfies readonly Operator[];
