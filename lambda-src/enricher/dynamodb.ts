import { isItemOf } from './item-keys';
import type { SortComparison } from '../../src/core/document/document';
import { isRecord } from '../../src/core/document/json';
import { LIMITS } from '../../src/core/document/limits';
import type { Item, Reading } from '../../src/core/operators/operator';
import { attributeValue, type ItemRead, type Key, type KeyValue, type QueryRead, type TableRead } from '../../src/core/plan/reads';
import type { AwsRequest } from '../aws/client';
import { CallFailed, pauseBefore, type CallAws, type Effort } from '../aws/retry';

export interface ReadResult {
  readonly reading: Reading;
  readonly attempts: number;
  /** Total bytes of the responses. */
  readonly bytes: number;
}

/** Reads items from DynamoDB. Reads only the key and the attributes that rules use, as the IAM policy allows no others. */
export class DynamoDb {
  constructor(private readonly call: CallAws) {}

  /** @throws CallFailed */
  public read(read: TableRead, effort: Effort): Promise<ReadResult> {
    if (read.kind === 'query') {
      return this.query(read, effort);
    }
    return read.element === undefined ? this.getItem(read, effort) : this.getItems([read], effort).then(([result]) => result);
  }

  /** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
  private async getItem({ table, key, attributes, consistentRead }: ItemRead, effort: Effort): Promise<ReadResult> {
    const names = new Names();
    const body = {
      TableName: table,
      Key: attributeValues(key),
      ProjectionExpression: names.all([...Object.keys(key), ...attributes]),
      ExpressionAttributeNames: names.byPlaceholder,
      ConsistentRead: consistentRead,
    };
    const { value: items, attempts, bytes } = await this.call(requestOf('GetItem', body, LIMITS.readBytes), effort, response => readItem(response, key));
    return { reading: { items, count: items.length }, attempts, bytes };
  }

  /**
   * Reads up to 100 items of one table in one call. Keys that DynamoDB did not process are requested again, after a pause as for a throttled call.
   *
   * @returns the results in the order of the reads
   * @throws CallFailed
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
   */
  public async getItems(reads: readonly ItemRead[], effort: Effort): Promise<readonly ReadResult[]> {
    const [{ table, consistentRead: ConsistentRead }] = reads;
    const names = new Names();
    const ProjectionExpression = names.all(reads.flatMap(({ key, attributes }) => [...Object.keys(key), ...attributes]));
    const found = new Map<ItemRead, Item>();
    let [attempts, bytes] = [0, 0];
    for (let open = reads, round = 1; open.length > 0; round++) {
      const Keys = open.map(({ key }) => attributeValues(key));
      const body = { RequestItems: { [table]: { Keys, ProjectionExpression, ExpressionAttributeNames: names.byPlaceholder, ConsistentRead } } };
      const batch = await this.call(requestOf('BatchGetItem', body, LIMITS.readBytes - bytes), effort, response => readBatch(response, open));
      attempts += batch.attempts;
      bytes += batch.bytes;
      batch.value.found.forEach((item, read) => found.set(read, item));
      const isStuck = batch.value.open.length === open.length;
      open = batch.value.open;
      if (open.length > 0 && (isStuck || !await pauseBefore('THROTTLED', round, effort))) {
        throw new CallFailed('THROTTLED', attempts);
      }
    }
    return reads.map(read => {
      const items = [found.get(read) ?? []].flat();
      return { reading: { items, count: items.length }, attempts, bytes: Math.ceil(bytes / reads.length) };
    });
  }

  /**
   * Reads page by page, until there is one item more than the limit, which shows that the limit is exceeded.
   *
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html
   */
  private async query(read: QueryRead, effort: Effort): Promise<ReadResult> {
    const { key, limit, countOnly } = read;
    const query = queryOf(read);
    const items: Item[] = [];
    const starts = new Set<string>();
    let [count, attempts, bytes] = [0, 0, 0];
    let start: Item | undefined;
    do {
      const body = { ...query, Limit: limit + 1 - count, ...start && { ExclusiveStartKey: start } };
      const page = await this.call(requestOf('Query', body, LIMITS.readBytes - bytes), effort, response => readPage(response, key, countOnly));
      attempts += page.attempts;
      bytes += page.bytes;
      items.push(...page.value.items);
      count += page.value.count;
      start = page.value.next;
      const text = JSON.stringify(start);
      if (start && starts.has(text)) {
        // a repeated LastEvaluatedKey would cause an endless loop
        throw new CallFailed('MALFORMED', attempts);
      }
      starts.add(text);
    } while (start && count <= limit);
    return { reading: { items, count }, attempts, bytes };
  }
}

function requestOf(operation: string, body: object, maxBytes: number): AwsRequest {
  return { service: 'dynamodb', target: `DynamoDB_20120810.${operation}`, contentType: 'application/x-amz-json-1.0', body: JSON.stringify(body), maxBytes };
}

/** The properties of a Query request that are the same for all pages. */
function queryOf({ table, index, key, sort, attributes, consistentRead, ascending, countOnly }: QueryRead): object {
  const names = new Names();
  const values: Record<string, object> = {};
  const conditions = Object.entries(key).map(([name, value]) => `${names.of(name)} = ${placeholderOf(value, values)}`);
  if (sort) {
    conditions.push(SORT_CONDITIONS[sort.comparison](names.of(sort.attribute), sort.values.map(value => placeholderOf(value, values))));
  }
  const keys = [...Object.keys(key), ...sort ? [sort.attribute] : []];
  return {
    TableName: table,
    ...index !== undefined && { IndexName: index },
    KeyConditionExpression: conditions.join(' AND '),
    ExpressionAttributeValues: values,
    ...countOnly ? { Select: 'COUNT' } : { Select: 'SPECIFIC_ATTRIBUTES', ProjectionExpression: names.all([...keys, ...attributes]) },
    ExpressionAttributeNames: names.byPlaceholder,
    ConsistentRead: consistentRead,
    ScanIndexForward: ascending,
  };
}

/** Parses a GetItem response. Returns undefined if it does not answer this request. */
function readItem(response: unknown, key: Key): readonly Item[] | undefined {
  if (!isRecord(response) || !hasOnly(response, ['Item', 'ConsumedCapacity'])) {
    return undefined;
  }
  const { Item: item } = response;
  return item === undefined ? [] : isItemOf(item, key) ? [item] : undefined;
}

interface Batch {
  readonly found: ReadonlyMap<ItemRead, Item>;
  /** The reads that DynamoDB did not process. */
  readonly open: readonly ItemRead[];
}

/** Parses a BatchGetItem response. Returns undefined if it does not answer this request. It names the one table by its name or its ARN. */
function readBatch(response: unknown, reads: readonly ItemRead[]): Batch | undefined {
  if (!isRecord(response) || !hasOnly(response, ['Responses', 'UnprocessedKeys', 'ConsumedCapacity'])) {
    return undefined;
  }
  const { Responses: responses = {}, UnprocessedKeys: unprocessed = {} } = response;
  const items = onlyValue(responses, []);
  const remaining = onlyValue(unprocessed, {});
  const keys = isRecord(remaining) ? remaining.Keys ?? [] : undefined;
  if (!Array.isArray(items) || !Array.isArray(keys)) {
    return undefined;
  }
  const readFor = (item: unknown): ItemRead | undefined => reads.find(({ key }) => isItemOf(item, key));
  const found = new Map(items.map(item => [readFor(item), item as Item]));
  const open = keys.map(readFor);
  const isAnswer = !found.has(undefined) && found.size === items.length && !open.includes(undefined) && !open.some(read => found.has(read));
  return isAnswer ? { found: found as Batch['found'], open: open as Batch['open'] } : undefined;
}

/** The value of a map with one member, or a default if it has none. Undefined for anything else. */
function onlyValue(map: unknown, otherwise: unknown): unknown {
  const values = isRecord(map) ? Object.values(map) : [undefined];
  return values.length === 0 ? otherwise : values.length === 1 ? values[0] : undefined;
}

interface Page {
  readonly items: readonly Item[];
  readonly count: number;
  readonly next?: Item;
}

/** Parses a page of a Query response. Returns undefined if it does not answer this request. */
function readPage(response: unknown, key: Key, countOnly: boolean): Page | undefined {
  if (!isRecord(response) || !hasOnly(response, ['Items', 'Count', 'ScannedCount', 'LastEvaluatedKey', 'ConsumedCapacity'])) {
    return undefined;
  }
  const { Items: items = [], Count: count, LastEvaluatedKey: next } = response;
  const isPage = Array.isArray(items) && items.every(item => isItemOf(item, key)) && Number.isInteger(count) && (countOnly || count === items.length)
    && (next === undefined || next === null || isItemOf(next, key));
  return isPage ? { items: items as readonly Item[], count: count as number, ...isRecord(next) && { next: next as Item } } : undefined;
}

function hasOnly(response: object, members: readonly string[]): boolean {
  return Object.keys(response).every(name => members.includes(name));
}

/** Expression attribute names. They are needed as a name can be a reserved word or contain a dot. */
class Names {
  public readonly byPlaceholder: Record<string, string> = {};
  private readonly placeholders = new Map<string, string>();

  public of(name: string): string {
    const placeholder = this.placeholders.get(name) ?? `#${this.placeholders.size}`;
    this.placeholders.set(name, placeholder);
    this.byPlaceholder[placeholder] = name;
    return placeholder;
  }

  public all(names: readonly string[]): string {
    return [...new Set(names.map(name => this.of(name)))].join(',');
  }
}

const SORT_CONDITIONS: { readonly [comparison in SortComparison]: (name: string, values: readonly string[]) => string } = {
  EQUAL: (name, [value]) => `${name} = ${value}`,
  BEGINS_WITH: (name, [value]) => `begins_with(${name}, ${value})`,
  BETWEEN: (name, [lowest, highest]) => `${name} BETWEEN ${lowest} AND ${highest}`,
  LESS_THAN: (name, [value]) => `${name} < ${value}`,
  AT_MOST: (name, [value]) => `${name} <= ${value}`,
  GREATER_THAN: (name, [value]) => `${name} > ${value}`,
  AT_LEAST: (name, [value]) => `${name} >= ${value}`,
};

function placeholderOf(value: KeyValue, values: Record<string, object>): string {
  const placeholder = `:${Object.keys(values).length}`;
  values[placeholder] = attributeValue(value);
  return placeholder;
}

function attributeValues(key: Key): Record<string, object> {
  return Object.fromEntries(Object.entries(key).map(([name, value]) => [name, attributeValue(value)]));
}
