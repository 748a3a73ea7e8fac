import { canonicalDecimal } from './decimal';
import type { Report } from './dynamodb-json';
import { keyNames, type KeySchema, type TableSchema } from './schema';
import type { AttributeValue, Item } from '../core/operators/operator';
import { show } from '../problems/problems';

/** Reports items that a table rejects: without its key, with a key of another type, or with the same key as another item. */
export function checkKeys(items: ReadonlyMap<string, Item>, schema: TableSchema, report: Report): void {
  const places = new Map<string, string>();
  for (const [path, item] of items) {
    const isValid = checkKey(item, path, schema, report);
    const key = JSON.stringify(keyNames(schema).map(name => identityOf(item[name])));
    const first = places.get(key);
    if (isValid && !schema.isPartial && first !== undefined) {
      report(path, `the same key as ${first}`, 'items with different keys: a table has one item for each key');
    }
    places.set(key, first ?? path);
  }
}

function identityOf(value: AttributeValue | undefined): unknown {
  return typeof value?.N === 'string' ? { N: canonicalDecimal(value.N) } : value;
}

/** Attributes of the table key are required. Attributes of an index key can be absent, and must have the right type. */
function checkKey(item: Item, path: string, schema: TableSchema, report: Report): boolean {
  const own = typesOf(schema);
  const ofIndexes = Object.assign({}, ...[...schema.indexes.values()].map(typesOf)) as KeySchema['partition'];
  const wrong = Object.entries({ ...ofIndexes, ...own }).filter(([name, type]) => {
    const isRequired = Object.hasOwn(own, name);
    const value = Object.hasOwn(item, name) ? item[name] : undefined;
    const isWrong = value === undefined ? isRequired : !isKeyOf(value, type);
    if (isWrong) {
      const role = isRequired ? 'the key of the table' : 'the key of an index';
      report(`${path}.${name}`, show(value && Object.values(value)[0]), `${TYPES[type ?? ''] ?? TYPES['']}, as it is part of ${role}`);
    }
    return isWrong;
  });
  return wrong.length === 0;
}

function typesOf({ partition, sort }: KeySchema): KeySchema['partition'] {
  return { ...partition, ...sort };
}

const TYPES: { readonly [type: string]: string } = {
  '': 'a string that is not empty, a number, or binary data',
  'S': 'a string that is not empty',
  'N': 'a number',
  'B': 'binary data, which only DynamoDB JSON can contain',
};

function isKeyOf(value: AttributeValue, type: string | undefined): boolean {
  const [[own, content]] = Object.entries(value);
  return (type === undefined ? ['S', 'N', 'B'].includes(own) : own === type) && content !== '';
}
