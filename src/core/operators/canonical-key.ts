import { isFailure, type Failure, type Value, type ValueList, type ValueMap } from './result';

/** Cached, as the same long value is often compared with each element of a list. */
const canonicalKeys = new WeakMap<ValueList | ValueMap, string | undefined>();

/** A string that is equal only for equal lists or maps. Undefined if the value contains a failure. */
export function canonicalKey(value: ValueList | ValueMap): string | undefined {
  if (!canonicalKeys.has(value)) {
    canonicalKeys.set(value, failureWithin(value) ? undefined : JSON.stringify(sorted(value)));
  }
  return canonicalKeys.get(value);
}

/** Sorts the properties of maps, as their order is not significant. */
function sorted(value: Value | Failure): unknown {
  if (typeof value !== 'object') {
    return value;
  }
  return Array.isArray(value)
    ? value.map(sorted)
    : Object.fromEntries(Object.entries(value as ValueMap).sort(([a], [b]) => a < b ? -1 : 1).map(([name, member]) => [name, sorted(member)]));
}

/** A failure inside a value: a decisive one if there is one. */
export function failureWithin(value: Value | Failure): Failure | undefined {
  if (isFailure(value)) {
    return value;
  }
  if (typeof value !== 'object') {
    return undefined;
  }
  let found: Failure | undefined;
  for (const member of Object.values(value) as Array<Value | Failure>) {
    const failure = failureWithin(member);
    if (failure?.decisive) {
      return failure;
    }
    found ??= failure;
  }
  return found;
}
