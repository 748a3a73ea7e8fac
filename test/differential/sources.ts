import { Duration } from 'aws-cdk-lib';
import { MACHINE } from './events';
import { INDEX, LOCAL_INDEX, numberOf, type Content, type declareFunctions, type PlainItem, type Tables } from './tables';
import { FunctionSource, ItemAttributeType, OnError, OnLimit, SortKeyCondition, TableSource, Value, type QuerySourceProps, type Source } from '../../src';
import type { EventParts } from '../../src/core/cognito/token-request';
import type { Random } from '../support/random';

/** A part of a key, with a model of its value; undefined if there is none. */
interface Part {
  readonly value: Value;
  readonly of: (event: EventParts) => string | undefined;
}

/** A generated source. */
export type KnownSource = { readonly fails: boolean } & (OneItem | SeveralItems);

/** A source of one item or answer, with a model of what its key finds: previews do not invoke functions. */
export interface OneItem {
  readonly kind: 'item' | 'function';
  readonly source: Source;
  readonly find: (event: EventParts) => PlainItem | undefined;
}

/** A source of several items. */
export interface SeveralItems {
  readonly kind: 'each' | 'query' | 'index' | 'numbered' | 'local';
  readonly source: TableSource;
}

export function hasOneItem(known: KnownSource): known is OneItem & KnownSource {
  return known.kind === 'item' || known.kind === 'function';
}

/** Some sources; the key of a later one can use an item of an earlier one. */
export function sourcesFor(random: Random, tables: Tables, functions: Functions, content: Content, keys: readonly string[]): readonly KnownSource[] {
  const known: KnownSource[] = [];
  for (const [index, kind] of (['item', 'query', 'function', 'item', 'each', 'index', 'query', 'numbered', 'local'] as const).entries()) {
    const name = `source${index}`;
    known.push(kind === 'each' ? sourceForEach(random, name, tables, listFor(random, keys, known))
      : kind === 'numbered' || kind === 'local' ? numberedFor(random, name, kind, tables, numberFor(random, keys, known))
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

function sourceForEach(random: Random, name: string, tables: Tables, list: Value): KnownSource {
  const fails = random.chance(0.12);
  const props = {
    ...policiesFor(random),
    table: fails ? tables.missing : tables.items,
    keys: { id: list, ...fails && { sort: Value.literal('a#0') } },
    limit: random.one([1, 2, 25]),
    onLimit: random.one([OnLimit.CUT, OnLimit.FAIL, undefined]),
  };
  return { kind: 'each', fails, source: TableSource.itemForEach(name, props) };
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
  const sort = random.maybe(0.6, () => kind === 'index' ? rankFor(random) : sortFor(random));
  const props: QuerySourceProps = {
    table: fails ? tables.missing : tables.rows,
    ...policies,
    ...kind === 'index' && { indexName: INDEX },
    ...sort && { sort },
    ascending: random.chance(0.6),
    limit: random.one([1, 2, 3, 100]),
    onLimit: random.one([OnLimit.CUT, OnLimit.FAIL, undefined]),
  };
  return { kind, fails, source: TableSource.query(name, props) };
}

/** A query of the table with numbers as keys, or of its index. */
function numberedFor(random: Random, name: string, kind: 'numbered' | 'local', { numbered: table }: Tables, no: Value): KnownSource {
  const sort = random.maybe(0.6, () => kind === 'local' ? labelFor(random) : atFor(random));
  const source = TableSource.query(name, {
    ...policiesFor(random),
    table,
    key: { no },
    ...kind === 'local' && { indexName: LOCAL_INDEX },
    ...sort && { sort },
    ascending: random.chance(0.6),
    limit: random.one([1, 2, 100]),
    onLimit: random.one([OnLimit.CUT, OnLimit.FAIL, undefined]),
  });
  return { kind, fails: false, source };
}

function numberFor(random: Random, keys: readonly string[], known: readonly KnownSource[]): Value {
  const earlier = known.filter(hasOneItem).map(({ source }) => source.attribute('no', { valueType: ItemAttributeType.NUMBER }));
  return random.one([Value.literal(numberOf(random.one(keys))), Value.literal(numberOf(random.one(keys))).asString().toNumber(), ...earlier]);
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

function sortFor(random: Random): SortKeyCondition {
  const [first, last] = [Value.literal('a#2'), Value.literal('b#3')];
  return random.one([
    SortKeyCondition.equalTo('sort', first),
    SortKeyCondition.beginsWith('sort', Value.literal('b#')),
    SortKeyCondition.between('sort', first, last),
    SortKeyCondition.between('sort', last, first),
    SortKeyCondition.lessThan('sort', last),
    SortKeyCondition.atMost('sort', last),
    SortKeyCondition.greaterThan('sort', first),
    SortKeyCondition.atLeast('sort', first),
    SortKeyCondition.atMost('sort', Value.userAttribute('custom:plan')),
  ]);
}

function rankFor(random: Random): SortKeyCondition {
  const bound = Value.literal(random.count(30));
  return random.one([
    SortKeyCondition.equalTo('rank', bound), SortKeyCondition.lessThan('rank', bound), SortKeyCondition.atMost('rank', bound),
    SortKeyCondition.greaterThan('rank', bound), SortKeyCondition.between('rank', Value.literal(2), bound),
  ]);
}

function atFor(random: Random): SortKeyCondition {
  const bound = Value.literal(random.one([-3, -1.5, 0, 1.5, 4]));
  return random.one([
    SortKeyCondition.equalTo('at', bound), SortKeyCondition.lessThan('at', bound), SortKeyCondition.atLeast('at', bound),
    SortKeyCondition.between('at', Value.literal(-1.5), bound),
  ]);
}

function labelFor(random: Random): SortKeyCondition {
  return random.one([
    SortKeyCondition.beginsWith('label', Value.literal(random.one(['a', 'B', '\u00e4']))), SortKeyCondition.greaterThan('label', Value.literal('a')),
    SortKeyCondition.between('label', Value.literal('B1'), Value.literal('a3')),
  ]);
}
