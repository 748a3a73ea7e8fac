import { compareKeys, fulfills, hasKey, keyNames, keyProblem, type KeySchema, type TableSchema } from './keys';
import { LIMITS } from '../core/document/limits';
import type { Item } from '../core/operators/operator';
import type { ItemRead, QueryRead, TableRead } from '../core/plan/reads';

/** The answer to a read. */
export interface TableAnswer {
  readonly items: readonly Item[];
  readonly count: number;
  /** The reason why the read fails. */
  readonly failure?: string;
  /** DynamoDB does not define the order of the items. */
  readonly isOrderUndefined?: boolean;
}

/** A table in memory, whose answers to the reads of the function are those of DynamoDB. */
export class SimulatedTable {
  constructor(private readonly schema: TableSchema, private readonly items: readonly Item[]) {}

  public read(read: TableRead): TableAnswer {
    const keys = read.kind === 'query' && read.index !== undefined ? this.schema.indexes.get(read.index) ?? UNKNOWN : this.schema;
    const failure = this.mismatch(read) ?? rejection(read, keys);
    if (failure !== undefined) {
      return { items: [], count: 0, failure };
    }
    return withinSize(read.kind === 'item' ? this.item(read) : this.query(read, keys));
  }

  /** The reason why DynamoDB rejects a request that does not match the table; undefined if the keys of the table are only known from its sources. */
  private mismatch(read: TableRead): string | undefined {
    if (this.schema.isInferred) {
      return undefined;
    }
    if (read.kind === 'item') {
      return otherKey(read, keyNames(this.schema), 'the key of the table');
    }
    const index = read.index === undefined ? this.schema : this.schema.indexes.get(read.index);
    if (!index) {
      return `the table has no index ${read.index}`;
    }
    const unprojected = 'isGlobal' in index && index.isGlobal && index.attributes && !read.countOnly ? read.attributes.filter(name => !index.attributes!.includes(name)) : [];
    return otherKey(read, Object.keys(index.partition), 'the partition key')
      ?? (read.sort && !Object.hasOwn(index.sort, read.sort.attribute) ? `DynamoDB rejects the condition: ${read.sort.attribute} is not a sort key` : undefined)
      ?? (unprojected.length > 0 ? `the index ${read.index} does not have ${unprojected.join(', ')}` : undefined);
  }

  private item({ key, attributes }: ItemRead): TableAnswer {
    const found = this.items.filter(item => hasKey(item, key)).slice(0, 1);
    return { items: found.map(item => project(item, [...Object.keys(key), ...attributes])), count: found.length };
  }

  private query({ key, sort, ascending, limit, countOnly, attributes }: QueryRead, keys: KeySchema): TableAnswer {
    // items without the key of an index are not in it
    const names = keyNames(keys);
    const found = this.items.filter(item => names.every(name => Object.hasOwn(item, name)) && hasKey(item, key) && (!sort || fulfills(item, sort)));
    // an index can have several
    const sortKeys = new Set([...Object.keys(keys.sort), ...sort ? [sort.attribute] : []]);
    const compare = (left: Item, right: Item): number =>
      [...sortKeys].map(name => compareKeys(left[name], right[name])!).find(order => order !== 0) ?? 0;
    const sorted = [...found].sort((left, right) => ascending ? compare(left, right) : compare(right, left));
    // one item after the limit shows that there are more
    const read = sorted.slice(0, limit + 1);
    const isOrderUndefined = sorted.some((item, index) => index > 0 && compare(sorted[index - 1], item) === 0);
    const projected = [...Object.keys(key), ...sort ? [sort.attribute] : [], ...attributes];
    const items = countOnly ? [] : read.map(item => project(item, projected));
    return { items, count: read.length, ...isOrderUndefined && !countOnly && { isOrderUndefined } };
  }
}

/** An index of a table whose schema is not known. */
const UNKNOWN: KeySchema = { partition: {}, sort: {} };

function otherKey({ key }: TableRead, names: readonly string[], what: string): string | undefined {
  const given = Object.keys(key);
  return given.length === names.length && names.every(name => given.includes(name)) ? undefined : `DynamoDB rejects the key ${given.join(' and ')}: ${what} is ${names.join(' and ')}`;
}

/** The reason why DynamoDB rejects a value. */
function rejection(read: TableRead, keys: KeySchema): string | undefined {
  const sort = read.kind === 'query' ? (read.sort?.values ?? []).map(value => [read.sort!.attribute, value] as const) : [];
  for (const [name, value] of [...Object.entries(read.key), ...sort]) {
    const role = Object.hasOwn(keys.sort, name) || sort.some(([attribute]) => attribute === name) ? 'sort' : 'partition';
    const problem = keyProblem(value, role, (Object.hasOwn(keys[role], name) ? keys[role] : {})[name]);
    if (problem !== undefined) {
      return `DynamoDB rejects the value of ${name}: ${problem}`;
    }
  }
  return undefined;
}

function withinSize(answer: TableAnswer): TableAnswer {
  const isTooLarge = JSON.stringify(answer.items).length > LIMITS.readBytes;
  return isTooLarge ? { items: [], count: 0, failure: `the answer has more than ${LIMITS.readBytes} bytes` } : answer;
}

function project(item: Item, names: readonly string[]): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}
