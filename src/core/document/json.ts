/** A JSON value without null, as claims allow it. */
export type Json = string | number | boolean | JsonList | JsonMap;
export type JsonList = readonly Json[];
export interface JsonMap { readonly [name: string]: Json }

/**
 * Serializes a value to JSON with the properties of every map in code unit order, so that equal values have equal JSON. Undefined properties
 * are left out.
 */
export function stableStringify(value: unknown): string {
  return JSON.stringify(sortMembers(value));
}

function sortMembers(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sortMembers);
  }
  if (typeof value === 'object' && value !== null) {
    // `fromEntries` defines own properties, so `__proto__` stays an ordinary name
    return Object.fromEntries(Object.keys(value).sort().map(name => [name, sortMembers((value as Record<string, unknown>)[name])]));
  }
  return value;
}

/** Returns an own property of a map, never an inherited one. */
export function ownMember<T>(map: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.prototype.hasOwnProperty.call(map, name) ? map[name] : undefined;
}

/** Sets an own property of a map, even if its name is `__proto__`. */
export function setOwnMember(map: { [name: string]: Json }, name: string, value: Json): void {
  if (name === '__proto__') {
    Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    map[name] = value;
  }
}

/** True for an object that is not an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for an object literal of any realm. For an instance of a class, its prototype is not a root prototype. */
export function isPlainMap(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
