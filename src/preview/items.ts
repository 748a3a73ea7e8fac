import { isPlainMap } from '../ruleset/json';
import type { AttributeValue, Item } from '../ruleset/operators/operator';
import { show } from '../ruleset/problems';

/** An item as DynamoDB would return it, of a plain object as a test writes it. */
export function toItem(source: string, item: unknown): Item {
  if (typeof item !== 'object' || item === null || !isPlainMap(item)) {
    throw new Error(`preview: items.${source} is ${show(item)}; allowed: a map of attributes, as { projects: 'P1' }; leave it out where there is no item`);
  }
  return (toAttributeValue(`items.${source}`, item) as { M: Item }).M;
}

function toAttributeValue(path: string, value: unknown): AttributeValue {
  switch (typeof value) {
    case 'string': return { S: value };
    case 'boolean': return { BOOL: value };
    case 'number':
      if (Number.isFinite(value)) {
        return { N: String(value) };
      }
      break;
    case 'object':
      if (value === null) {
        return { NULL: true };
      }
      if (Array.isArray(value)) {
        return { L: value.map((member, index) => toAttributeValue(`${path}[${index}]`, member)) };
      }
      if (isPlainMap(value)) {
        return { M: Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toAttributeValue(`${path}.${name}`, member)])) };
      }
      break;
  }
  throw new Error(`preview: ${path} is ${show(value)}; allowed: texts, numbers, booleans, null, lists and maps of these`);
}
