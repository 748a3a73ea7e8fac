import type { ItemRead, KeyValue, QueryRead, Read } from './reads';
import type { OptionalCode } from '../../src/analysis/used-code';
import type { SortComparison } from '../../src/core/document/document';
import { LIMITS } from '../../src/core/document/limits';
import type { Item, Reading } from '../../src/core/operators/operator';
import { callAws, FailedCall, type CallAnswer, type Effort } from '../aws/aws-call';
import { rehearseAttempt, type Call } from '../aws/http-attempt';

export interface ReadAnswer {
  readonly reading: Reading;
  readonly attempts: number;
  /** Bytes of the answers. */
  readonly bytes: number;
}

/** Calls DynamoDB, or does as if. */
export type Send = (call: Call, effort: Effort) => Promise<CallAnswer>;

/** What only some sources need: it is in an asset where they do. */
export const OPERATIONS = { getItem, query } satisfies { readonly [name in OptionalCode]?: unknown };

/** Reads the attributes that rules use and the key, and nothing else, as the permission says. */
export function readTable(read: Read, effort: Effort, send: Send = callAws): Promise<ReadAnswer> {
  return read.kind === 'item' ? OPERATIONS.getItem(read, effort, send) : OPERATIONS.query(read, effort, send);
}

/** As if each item had a text in every attribute. Nothing is sent. */
export function rehearseSend(call: Call, effort: Effort): Promise<CallAnswer> {
  const { ExpressionAttributeNames: names } = JSON.parse(call.body) as { ExpressionAttributeNames: { readonly [placeholder: string]: string } };
  const item = Object.fromEntries(Object.values(names).map(name => [name, { S: 'rehearsal' }]));
  const answer = call.target.endsWith('.Query') ? { Items: [item], Count: 1 } : { Item: item };
  return callAws(call, effort, () => Promise.resolve(rehearseAttempt(call, answer)));
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
async function getItem({ table, key, attributes, consistentRead }: ItemRead, effort: Effort, send: Send): Promise<ReadAnswer> {
  let parts = '';
  for (const name of Object.keys(key)) {
    parts += `${parts && ','}${JSON.stringify(name)}:${JSON.stringify(attributeValue(key[name]))}`;
  }
  const { answer, attempts, bytes } = await send(callOf(
    'GetItem',
    `{"TableName":${JSON.stringify(table)},"Key":{${parts}},${projectionOf(key, attributes)},"ConsistentRead":${consistentRead}}`,
    LIMITS.readBytes,
  ), effort);
  const { Item: item } = answer as { Item?: unknown };
  if (item !== undefined && !isItem(item)) {
    throw new FailedCall('MALFORMED', attempts);
  }
  return { reading: item === undefined ? { items: [], count: 0 } : { items: [item], count: 1 }, attempts, bytes };
}

/** Members of JSON by the attributes of a source, which are the same for every user. */
const projections = new WeakMap<readonly string[], string>();

function projectionOf(key: ItemRead['key'], attributes: readonly string[]): string {
  const known = projections.get(attributes);
  if (known) {
    return known;
  }
  const names = new Names();
  const members = { ProjectionExpression: names.all([...Object.keys(key), ...attributes]), ExpressionAttributeNames: names.byPlaceholder };
  const projection = JSON.stringify(members).slice(1, -1);
  projections.set(attributes, projection);
  return projection;
}

/**
 * Reads page by page, until there is one item more than the limit.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html
 */
async function query(read: QueryRead, effort: Effort, send: Send): Promise<ReadAnswer> {
  const { table, index, key, sort, attributes, consistentRead, ascending, limit, countOnly } = read;
  const names = new Names();
  const values: Record<string, object> = {};
  const conditions = Object.entries(key).map(([name, value]) => `${names.of(name)} = ${placeholderOf(value, values)}`);
  if (sort) {
    conditions.push(SORT_CONDITIONS[sort.comparison](names.of(sort.attribute), sort.values.map(value => placeholderOf(value, values))));
  }
  const keys = [...Object.keys(key), ...sort ? [sort.attribute] : []];
  const projection = countOnly ? {} : { ProjectionExpression: names.all([...keys, ...attributes]) };
  const request = {
    TableName: table,
    ...index !== undefined && { IndexName: index },
    KeyConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: names.byPlaceholder,
    ExpressionAttributeValues: values,
    Select: countOnly ? 'COUNT' : 'SPECIFIC_ATTRIBUTES',
    ...projection,
    ConsistentRead: consistentRead,
    ScanIndexForward: ascending,
  };
  const items: Item[] = [];
  let [count, attempts, bytes] = [0, 0, 0];
  let start: unknown;
  do {
    const from = start === undefined ? {} : { ExclusiveStartKey: start };
    const page = await send(callOf('Query', JSON.stringify({ ...request, Limit: limit + 1 - count, ...from }), LIMITS.readBytes - bytes), effort);
    const { Items: found = [], Count: counted, LastEvaluatedKey: last } = page.answer as QueryPage;
    attempts += page.attempts;
    if (!Array.isArray(found) || !found.every(isItem) || !Number.isInteger(counted) || (!countOnly && counted !== found.length)) {
      throw new FailedCall('MALFORMED', attempts);
    }
    items.push(...found);
    count += counted as number;
    bytes += page.bytes;
    start = last;
  } while (start !== undefined && start !== null && count <= limit);
  return { reading: { items, count }, attempts, bytes };
}

function callOf(operation: string, body: string, readBytes: number): Call {
  return { service: 'dynamodb', target: `DynamoDB_20120810.${operation}`, contentType: 'application/x-amz-json-1.0', body, readBytes };
}

/** As the answer says; nothing of it is checked. */
interface QueryPage {
  readonly Items?: unknown;
  readonly Count?: unknown;
  readonly LastEvaluatedKey?: unknown;
}

/** Placeholders, as a name may be a reserved word or have a dot in it. */
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

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
