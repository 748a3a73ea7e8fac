import { failureWithin } from './canonical-key';
import { failedToo, holdsFailure, maybe, strictly } from './inference';
import { exactNumber } from './numbers';
import { strict, type Operator } from './operator';
import { Failure, listOf, toJson, type Result, type Value } from './result';
import { limited } from './sizes';
import { SUBJECT } from './strings';
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
    documentation: {
      meaning: 'Parses a string as JSON. Null is absent. Numbers inside that a double cannot represent exactly have failed.',
      absent: 'absent when the value is absent, and when the JSON is `null` or an empty string',
      failed: 'failed when the value has failed, is not a string, is not valid JSON, is nested deeper than 32 levels, or is a number that a double cannot represent exactly',
      example: "Value.userAttribute('custom:address').parseJson().property('city')",
      peers: ['GetClaimFromJson', 'JSON type JSON', 'from_json'],
    },
  },
  {
    name: 'toJson',
    kind: 'transform',
    yields: 'value',
    parameters: [],
    operands: [{ name: 'value', yields: 'value' }],
    template: true,
    infer: ({ operands }) => strictly({ types: ['string'], absent: false, failed: holdsFailure(operands[0]) }, operands, [undefined]),
    build: strict([{ name: 'value', yields: 'value' }], ([value]) => failureWithin(value) ?? limited(JSON.stringify(toJson(value)))),
    documentation: {
      meaning: 'Converts the value to a JSON string. The properties of maps are sorted by name.',
      absent: 'absent when the value is absent',
      failed: 'failed when the value or a value nested in it has failed, and when the result would be longer than 1,000,000 characters',
      example: "profile.attribute('settings').toJson()",
      peers: ['GenerateJson', 'CreateJsonArray', 'to_json'],
    },
  },
] as const satisfies readonly Operator[];
