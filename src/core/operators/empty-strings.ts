import { Failure, isFailure } from './result';
import { ownMember, type Json, type JsonMap } from '../document/json';
import { LIMITS } from '../document/limits';

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
export function withEmptyStrings(paths: Paths): (json: Json) => Json | Failure {
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
