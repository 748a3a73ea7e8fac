import { isPlainMap } from '../core/document/json';
import type { AttributeValue, Item } from '../core/operators/operator';
import { show } from '../problems/problems';

/**
 * Levels of lists and maps, and bytes of an item: DynamoDB holds no more.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
const LEVELS = 32;
const BYTES = 400 * 1024;

/** What a source finds, of plain objects as a test writes them: an item, or the items of a query in their order. */
export function toItems(source: string, kind: 'item' | 'query', given: unknown): Item | readonly Item[] | undefined {
  if (given === undefined) {
    return undefined;
  }
  if (kind === 'item') {
    return toItem(source, given);
  }
  if (!Array.isArray(given)) {
    throw notAllowed(`items.${source}`, show(given), "a list of items, as [{ role: 'admin' }], as the source is a query; leave it out where there are none");
  }
  return given.map((item, index) => toItem(`${source}[${index}]`, item));
}

/** An item as DynamoDB would return it, of a plain object as a test writes it. */
export function toItem(source: string, item: unknown): Item {
  if (!isPlainMap(item)) {
    throw notAllowed(`items.${source}`, show(item), "a map of attributes, as { projects: 'P1' }; leave it out where there is no item");
  }
  return (new ItemReader(`items.${source}`).read(`items.${source}`, item, 0) as { M: Item }).M;
}

class ItemReader {
  private members = 0;

  constructor(private readonly item: string) {}

  public read(path: string, value: unknown, level: number): AttributeValue {
    this.members += 1;
    // each takes a byte at least
    if (this.members > BYTES) {
      throw notAllowed(this.item, `more than ${BYTES} members`, `items of ${BYTES} bytes`);
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
          throw notAllowed(path, `inside of ${LEVELS} lists and maps`, `at most ${LEVELS}, one in the other`);
        }
        if (Array.isArray(value)) {
          return { L: value.map((member, index) => this.read(`${path}[${index}]`, member, level + 1)) };
        }
        if (isPlainMap(value)) {
          return { M: Object.fromEntries(Object.entries(value).map(([name, member]) => [name, this.read(`${path}.${name}`, member, level + 1)])) };
        }
        break;
    }
    throw notAllowed(path, show(value), 'strings, numbers, booleans, null, lists and maps of these');
  }
}

function notAllowed(path: string, given: string, allowed: string): Error {
  return new Error(`preview: ${path} is ${given}; allowed: ${allowed}`);
}
