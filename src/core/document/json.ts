/** What a claim can hold: JSON without null. */
export type Json = string | number | boolean | JsonList | JsonMap;
export type JsonList = readonly Json[];
export interface JsonMap { readonly [name: string]: Json }

/**
 * JSON string with the members of every map in code unit order, so that equal content is equal string, whatever the order in
 * which it was written. Members that are undefined are left out.
 */
export function stableStringify(value: unknown): string {
  return JSON.stringify(sortMembers(value));
}

function sortMembers(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sortMembers);
  }
  if (typeof value === 'object' && value !== null) {
    // `fromEntries` defines own members, so that a name like `__proto__` stays a name
    return Object.fromEntries(Object.keys(value).sort().map(name => [name, sortMembers((value as Record<string, unknown>)[name])]));
  }
  return value;
}

/** The member of a map by that name, and of nothing that the map inherits. */
export function ownMember<T>(map: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.prototype.hasOwnProperty.call(map, name) ? map[name] : undefined;
}

/** Gives a map a member of that name, also where it is one that changes what the map inherits. */
export function setOwnMember(map: { [name: string]: Json }, name: string, value: Json): void {
  if (name === '__proto__') {
    Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    map[name] = value;
  }
}

/** An object with members that may be anything: no list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A map as authors write it, of whatever realm: an instance of a class has the class between itself and all objects. */
export function isPlainMap(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
