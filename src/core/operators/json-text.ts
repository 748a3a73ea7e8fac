import { failureWithin } from './comparing';
import { exactNumber } from './conversions';
import { failedToo, holdsFailure, maybe, strictly } from './inference';
import { strict, type Operator } from './operator';
import { Failure, isFailure, limited, listOf, toJson, type Result, type Value } from './result';
import { SUBJECT } from './strings';
import { ownMember, type Json, type JsonMap } from '../document/json';
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

/** The properties of a map, or of each map in a list, that are written as empty strings if they are absent. */
interface Properties {
  readonly written: readonly string[];
  /** The same in the values of these properties, if they are there. */
  readonly within: ReadonlyMap<string, Properties>;
}

type Paths = ReadonlyArray<readonly string[]>;

/**
 * Adds empty strings to JSON, for the properties at these paths that are absent. Fails if a path continues into a value that is not a list or map,
 * and if the JSON would be too long. Values never contain empty strings, so they are added when the JSON is written.
 */
function withEmptyStrings(paths: Paths): (json: Json) => Json | Failure {
  const properties = propertiesOf(paths);
  return json => add(json, properties, { left: LIMITS.text });
}

function propertiesOf(paths: Paths): Properties {
  const longer = paths.filter(path => path.length > 1);
  return {
    written: [...new Set(paths.flatMap(path => path.length === 1 ? path : []))],
    within: new Map(longer.map(([first]) => [first, propertiesOf(longer.flatMap(([name, ...rest]) => name === first ? [rest] : []))])),
  };
}

/** @param room characters that can be added, so that many names for many maps fail before they fill the memory */
function add(json: Json, properties: Properties, room: { left: number }): Json | Failure {
  if (Array.isArray(json)) {
    const members = (json as readonly Json[]).map(member => add(member, properties, room));
    return members.find(isFailure) ?? members as Json[];
  }
  return typeof json === 'object' ? addToMap(json as JsonMap, properties, room) : new Failure('TYPE');
}

function addToMap(map: JsonMap, { written, within }: Properties, room: { left: number }): JsonMap | Failure {
  const members: Array<readonly [string, Json | Failure]> = Object.entries(map).map(([name, member]) => {
    const properties = within.get(name);
    return [name, properties ? add(member, properties, room) : member];
  });
  for (const name of written) {
    if (room.left < 0) {
      return new Failure('SIZE');
    }
    if (ownMember(map, name) === undefined) {
      room.left -= name.length + ADDED;
      members.push([name, '']);
    }
  }
  const failure = members.map(([, member]) => member).find(isFailure);
  // `fromEntries` defines own properties, so `__proto__` stays an ordinary name
  return failure ?? Object.fromEntries(members.sort(([a], [b]) => a < b ? -1 : 1)) as JsonMap;
}

/** The quotes of a name and of an empty string, a colon and a comma. */
const ADDED = 6;
