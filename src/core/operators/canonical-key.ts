import { isFailure, type Failure, type Value, type ValueList, type ValueMap } from './result';

/** The same value is often compared with each member of a list: what was found out of a long one is kept. */
const canonicalKeys = new WeakMap<ValueList | ValueMap, string | undefined>();

/** Equal strings for equal lists or maps, and for no others. Undefined where something within has failed. */
export function canonicalKey(value: ValueList | ValueMap): string | undefined {
  if (!canonicalKeys.has(value)) {
    canonicalKeys.set(value, failureWithin(value) ? undefined : JSON.stringify(sorted(value)));
  }
  return canonicalKeys.get(value);
}

/** With the members of maps in one order, as their order makes no difference. */
function sorted(value: Value | Failure): unknown {
  if (typeof value !== 'object') {
    return value;
  }
  return Array.isArray(value)
    ? value.map(sorted)
    : Object.fromEntries(Object.entries(value as ValueMap).sort(([a], [b]) => a < b ? -1 : 1).map(([name, member]) => [name, sorted(member)]));
}

/** Something in a value that has failed: what nothing may replace, if there is such. */
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
