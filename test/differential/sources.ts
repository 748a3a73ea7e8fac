import { Duration } from 'aws-cdk-lib';
import { MACHINE } from './events';
import { INDEX, type Content, type declareFunctions, type declareTables, type PlainItem } from './tables';
import { FunctionSource, ItemAttributeType, OnError, OnLimit, SortKeyCondition, TableSource, Value, type QuerySourceProps, type Source } from '../../src';
import type { EventParts } from '../../src/core/cognito/build-event';
import type { Random } from '../support/random';

type Tables = ReturnType<typeof declareTables>;

/** A part of a key, with a model of its value; undefined if there is none. */
interface Part {
  readonly value: Value;
  readonly of: (event: EventParts) => string | undefined;
}

/** A generated source, with a model of the items that its key finds. */
export type KnownSource = { readonly fails: boolean } & (OneItem | SeveralItems);

/** A source of one item or answer. */
export interface OneItem {
  readonly kind: 'item' | 'function';
  readonly source: Source;
  readonly find: (event: EventParts) => PlainItem | undefined;
}

/** A source of several items. */
export interface SeveralItems {
  readonly kind: 'each' | 'query' | 'index';
  readonly source: TableSource;
  readonly find: (event: EventParts) => readonly PlainItem[];
}

export function hasOneItem(known: KnownSource): known is OneItem & KnownSource {
  return known.kind === 'item' || known.kind === 'function';
}

/** Some sources; the key of a later one can use an item of an earlier one. */
export function sourcesFor(random: Random, tables: Tables, functions: Functions, content: Content, keys: readonly string[]): readonly KnownSource[] {
  const known: KnownSource[] = [];
  for (const [index, kind] of (['item', 'query', 'function', 'item', 'each', 'index', 'query'] as const).entries()) {
    const name = `source${index}`;
    known.push(kind === 'each' ? sourceForEach(random, name, tables, content, listFor(random, keys, known))
      : kind === 'function' ? functionFor(random, name, functions, content, partFor(random, keys, known))
        : sourceFor(random, name, kind, tables, content, partFor(random, keys, known)));
  }
  return known;
}

/** A function that answers with an item, and a function that does not exist. */
type Functions = ReturnType<typeof declareFunctions>;

function functionFor(random: Random, name: string, functions: Functions, content: Content, part: Part): KnownSource {
  const fails = random.chance(0.12);
  const input = { id: part.value, ...random.chance(0.5) && { more: Value.objectOf({ groups: Value.groups(), level: Value.userAttribute('custom:level').toNumber().orElse(Value.literal(0)) }) } };
  const source = FunctionSource.of(name, { ...policiesFor(random), handler: fails ? functions.missing : functions.items, input });
  return { kind: 'function', fails, source, find: event => content.items.find(({ id }) => id === part.of(event)) };
}

/** The preview finds the items of the keys. */
function sourceForEach(random: Random, name: string, tables: Tables, content: Content, list: Value): KnownSource {
  const fails = random.chance(0.12);
  const props = {
    ...policiesFor(random),
    table: fails ? tables.missing : tables.items,
    keys: { id: list, ...fails && { sort: Value.literal('a#0') } },
    limit: random.one([1, 2, 25]),
    onLimit: random.one([OnLimit.CUT, OnLimit.FAIL, undefined]),
  };
  return { kind: 'each', fails, source: TableSource.itemForEach(name, props), find: () => content.items };
}

function listFor(random: Random, keys: readonly string[], known: readonly KnownSource[]): Value {
  const earlier = known.filter(hasOneItem).map(({ source }) => source.attribute('next', { valueType: ItemAttributeType.STRING }));
  return random.one<Value>([
    Value.groups(), Value.literal([...random.some(keys, 0.5), random.one(keys), random.one(keys)]), Value.userAttribute('custom:plan').split('-'),
    Value.listOf(Value.sub(), Value.clientId(), ...earlier), Value.untrustedClientMetadata('tenant').assumeTrusted('generated').split(','),
    ...known.filter(hasOneItem).map(({ source }) => source.attribute('roles', { valueType: ItemAttributeType.STRING_LIST })),
  ]);
}

function sourceFor(
  random: Random, name: string, kind: 'item' | 'query' | 'index', tables: Tables, content: Content, part: Part,
): KnownSource {
  const fails = random.chance(0.12);
  const policies = { ...policiesFor(random), key: { [kind === 'index' ? 'owner' : 'id']: part.value } };
  if (kind === 'item') {
    // an item of the missing table has two key attributes
    const props = fails ? { table: tables.missing, key: { ...policies.key, sort: Value.literal('a#0') } } : { table: tables.items };
    const find = (event: EventParts): PlainItem | undefined => content.items.find(({ id }) => id === part.of(event));
    return { kind, fails, source: TableSource.item(name, { ...policies, ...props }), find };
  }
  const order = random.chance(0.6);
  const sort = random.maybe(0.6, () => kind === 'index' ? rankFor(random) : sortFor(random));
  const props: QuerySourceProps = {
    table: fails ? tables.missing : tables.rows,
    ...policies,
    ...kind === 'index' && { indexName: INDEX },
    ...sort && { sort: sort.condition },
    ascending: order,
    limit: random.one([1, 2, 3, 100]),
    onLimit: random.one([OnLimit.CUT, OnLimit.FAIL, undefined]),
  };
  const [hash, range] = kind === 'index' ? ['owner', 'rank'] : ['id', 'sort'];
  const find = (event: EventParts): readonly PlainItem[] => {
    const key = part.of(event);
    const found = content.rows.filter(row => key !== undefined && row[hash] === key && (sort?.holds(row[range] as never, event) ?? true));
    return [...found].sort((one, other) => (one[range]! < other[range]! ? -1 : 1) * (order ? 1 : -1));
  };
  return { kind, fails, source: TableSource.query(name, props), find };
}

function policiesFor(random: Random): { readonly onError?: OnError; readonly maxStale?: Duration; readonly cacheTtl?: Duration } {
  const onError = random.one([OnError.DENY, OnError.OMIT, OnError.OMIT, OnError.USE_STALE, undefined]);
  return {
    onError,
    ...onError === OnError.USE_STALE && { maxStale: Duration.minutes(5) },
    ...random.chance(0.2) && { cacheTtl: Duration.minutes(5) },
  };
}

const present = (text: string | undefined): string | undefined => text === '' ? undefined : text;

/** An attribute of a user; machines have none. */
const attributeOf = ({ triggerSource, userAttributes }: EventParts, name: string): string | undefined =>
  triggerSource === MACHINE ? undefined : present(userAttributes[name]);

function partFor(random: Random, keys: readonly string[], known: readonly KnownSource[]): Part {
  const constant = random.one(keys);
  const earlier = known.filter(hasOneItem);
  return random.one<Part>([
    { value: Value.sub(), of: event => attributeOf(event, 'sub') },
    { value: Value.sub(), of: event => attributeOf(event, 'sub') },
    { value: Value.userAttribute('custom:plan'), of: event => attributeOf(event, 'custom:plan') },
    { value: Value.untrustedClientMetadata('tenant').assumeTrusted('generated'), of: ({ clientMetadata }) => present(clientMetadata?.tenant) },
    { value: Value.clientId(), of: ({ clientId }) => clientId },
    { value: Value.literal(constant), of: () => constant },
    { value: Value.literal(constant), of: () => constant },
    ...earlier.map(({ source, find }): Part => ({
      value: source.attribute('next', { valueType: ItemAttributeType.STRING }),
      of: event => present(find(event)?.next as string | undefined),
    })),
  ]);
}

interface Sort<T> {
  readonly condition: SortKeyCondition;
  readonly holds: (value: T, event: EventParts) => boolean;
}

function sortFor(random: Random): Sort<string> {
  const [low, high] = ['a#2', 'b#3'];
  const [first, last] = [Value.literal(low), Value.literal(high)];
  return random.one<Sort<string>>([
    { condition: SortKeyCondition.equalTo('sort', first), holds: value => value === low },
    { condition: SortKeyCondition.beginsWith('sort', Value.literal('b#')), holds: value => value.startsWith('b#') },
    { condition: SortKeyCondition.between('sort', first, last), holds: value => value >= low && value <= high },
    { condition: SortKeyCondition.between('sort', last, first), holds: () => false },
    { condition: SortKeyCondition.lessThan('sort', last), holds: value => value < high },
    { condition: SortKeyCondition.atMost('sort', last), holds: value => value <= high },
    { condition: SortKeyCondition.greaterThan('sort', first), holds: value => value > low },
    { condition: SortKeyCondition.atLeast('sort', first), holds: value => value >= low },
    {
      condition: SortKeyCondition.atMost('sort', Value.userAttribute('custom:plan')),
      holds: (value, event) => attributeOf(event, 'custom:plan') !== undefined && value <= attributeOf(event, 'custom:plan')!,
    },
  ]);
}

function rankFor(random: Random): Sort<number> {
  const bound = random.count(30);
  return random.one<Sort<number>>([
    { condition: SortKeyCondition.atMost('rank', Value.literal(bound)), holds: value => value <= bound },
    { condition: SortKeyCondition.greaterThan('rank', Value.literal(bound)), holds: value => value > bound },
    { condition: SortKeyCondition.between('rank', Value.literal(2), Value.literal(bound)), holds: value => value >= 2 && value <= bound },
  ]);
}
