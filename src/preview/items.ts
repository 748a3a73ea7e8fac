import type { Source } from '../core/document/document';
import { isPlainMap } from '../core/document/json';
import type { AttributeValue, Item } from '../core/operators/operator';
import { show } from '../problems/problems';

/**
 * Limits of DynamoDB: levels of nested lists and maps, and bytes of an item.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const LEVELS = 32;
const BYTES = 400 * 1024;

/**
 * Converts the plain objects of a test to the result of a source: an item, the items of a query in their order, or the items with their keys of a
 * source that reads one item for each element of a list.
 */
export function toItems(source: string, { kind, key }: Pick<Source, 'kind' | 'key'>, given: unknown): Item | readonly Item[] | undefined {
  if (given === undefined) {
    return undefined;
  }
  if (kind === 'item' || kind === 'function') {
    return toItem(source, given);
  }
  if (!Array.isArray(given)) {
    throw notAllowed(`items.${source}`, show(given), "a list of items such as [{ role: 'admin' }], because the source can have several; leave it out if there are no items");
  }
  const items = given.map((item, index) => toItem(`${source}[${index}]`, item));
  return kind === 'query' ? items : items.map((item, index) => withKey(item, Object.keys(key), `items.${source}[${index}]`));
}

/** Converts a plain object of a test to an item as DynamoDB would return it. */
export function toItem(source: string, item: unknown): Item {
  if (!isPlainMap(item)) {
    throw notAllowed(`items.${source}`, show(item), "a map of attributes such as { projects: 'P1' }; leave it out if there is no item");
  }
  return (new ItemReader(`items.${source}`).read(`items.${source}`, item, 0) as { M: Item }).M;
}

/** An item is found by its key, so it must have one. */
function withKey(item: Item, attributes: readonly string[], path: string): Item {
  const missing = attributes.filter(attribute => !Object.hasOwn(item, attribute));
  if (missing.length > 0) {
    throw notAllowed(path, `without ${missing.join(' and ')}`, `items with their key, ${attributes.join(' and ')}: only those with the key of an element are found`);
  }
  return item;
}

class ItemReader {
  private members = 0;

  constructor(private readonly item: string) {}

  public read(path: string, value: unknown, level: number): AttributeValue {
    this.members += 1;
    // each takes at least one byte
    if (this.members > BYTES) {
      throw notAllowed(this.item, `larger than ${BYTES} bytes`, `items of at most ${BYTES} bytes`);
    }
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
        if (level > LEVELS) {
          throw notAllowed(path, `nested more than ${LEVELS} levels deep`, `at most ${LEVELS} levels of lists and maps`);
        }
        if (Array.isArray(value)) {
          return { L: value.map((member, index) => this.read(`${path}[${index}]`, member, level + 1)) };
        }
        if (isPlainMap(value)) {
          return { M: Object.fromEntries(Object.entries(value).map(([name, member]) => [name, this.read(`${path}.${name}`, member, level + 1)])) };
        }
        break;
    }
    throw notAllowed(path, show(value), 'strings, numbers, booleans, null, and lists and maps of these');
  }
}

function notAllowed(path: string, given: string, allowed: string): Error {
  return new Error(`preview: ${path} is ${given}; allowed: ${allowed}`);
}
