import { isPlainMap } from '../core/document/json';
import type { AttributeValue, Item } from '../core/operators/operator';
import { show } from '../problems/problems';

/** What a source finds, of plain objects as a test writes them: an item, or the items of a query in their order. */
export function toItems(source: string, kind: 'item' | 'query', given: unknown): Item | readonly Item[] | undefined {
  if (given === undefined) {
    return undefined;
  }
  if (kind === 'item') {
    return toItem(source, given);
  }
  if (!Array.isArray(given)) {
    throw new Error(`preview: items.${source} is ${show(given)}; allowed: a list of items, as [{ role: 'admin' }], as the source is a query; leave it out where there are none`);
  }
  return given.map((item, index) => toItem(`${source}[${index}]`, item));
}

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
