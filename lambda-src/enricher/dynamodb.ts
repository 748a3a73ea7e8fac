import { isItemOf, type Key, type KeyValue } from './item-keys';
import type { ItemRead, QueryRead, Read } from './reads';
import type { SortComparison } from '../../src/core/document/document';
import { isRecord } from '../../src/core/document/json';
import { LIMITS } from '../../src/core/document/limits';
import type { Item, Reading } from '../../src/core/operators/operator';
import type { AwsRequest } from '../aws/client';
import { callAws, CallFailed, type CallAws, type Effort } from '../aws/retry';

export interface ReadResult {
  readonly reading: Reading;
  readonly attempts: number;
  /** Total bytes of the responses. */
  readonly bytes: number;
}

/** Reads items from DynamoDB. Reads only the key and the attributes that rules use, as the IAM policy allows no others. */
export class DynamoDb {
  constructor(private readonly call: CallAws = callAws) {}

  /** @throws CallFailed */
  public read(read: Read, effort: Effort): Promise<ReadResult> {
    return read.kind === 'item' ? this.getItem(read, effort) : this.query(read, effort);
  }

  /** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
  private async getItem({ table, key, attributes, consistentRead }: ItemRead, effort: Effort): Promise<ReadResult> {
    const names = new Names();
    const body = {
      TableName: table,
      Key: Object.fromEntries(Object.entries(key).map(([name, value]) => [name, attributeValue(value)])),
      ProjectionExpression: names.all([...Object.keys(key), ...attributes]),
      ExpressionAttributeNames: names.byPlaceholder,
      ConsistentRead: consistentRead,
    };
    const { value: items, attempts, bytes } = await this.call(requestOf('GetItem', body, LIMITS.readBytes), effort, response => readItem(response, key));
    return { reading: { items, count: items.length }, attempts, bytes };
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

function attributeValue(value: KeyValue): object {
  return typeof value === 'number' ? { N: String(value) } : { S: value };
}
