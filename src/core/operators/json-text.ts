import { failureWithin } from './canonical-key';
import { failedToo, holdsFailure, maybe, strictly } from './inference';
import { exactNumber } from './numbers';
import { strict, type Operator } from './operator';
import { Failure, listOf, toJson, type Result, type Value } from './result';
import { limited } from './sizes';
import { SUBJECT } from './strings';
import { LIMITS } from '../document/limits';

/** In a string that is JSON. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?[0-9][0-9.eE+-]*/g;

/** Stands for a number of more digits than a double holds, which nobody should take for another one. */
const INEXACT = '\u0000inexact';

function parseJson(text: string): Result {
  try {
    // that it is JSON has to be known before it is searched for numbers
    const parsed: unknown = JSON.parse(text);
    const marked = text.replace(STRING_OR_NUMBER, token => token.startsWith('"') || exactNumber(token) !== undefined ? token : JSON.stringify(INEXACT));
    return toValue(marked === text ? parsed : JSON.parse(marked), 0);
  } catch {
    return new Failure('CONVERSION');
  }
}

/** Nulls are absent. Throws for what nests deeper than rules may. */
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
      meaning: 'The value that a string in JSON stands for. Nulls are absent. A string that is no JSON or nests deeper than 32 levels has failed, and so have numbers in it that no double holds exactly.',
      absent: 'absent for an absent value, for null and for an empty string in quotes',
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
      meaning: 'The value as a string in JSON, the members of maps in the order of their names. Failed when something in it has failed.',
      absent: 'absent for an absent value',
      example: "profile.attribute('settings').toJson()",
      peers: ['GenerateJson', 'CreateJsonArray', 'to_json'],
    },
  },
] as const satisfies readonly Operator[];
