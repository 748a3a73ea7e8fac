import type { QuerySource, TableSource } from '../../src/core/document/document';
import { inferSchema } from '../../src/tables/keys';

const key = (...names: readonly string[]): TableSource['key'] => Object.fromEntries(names.map(name => [name, { op: 'sub' as const }]));
const item = (...names: readonly string[]): TableSource => ({ kind: 'item', key: key(...names) }) as unknown as TableSource;
const query = (name: string, more: Partial<QuerySource> = {}): TableSource => ({ kind: 'query', key: key(name), ...more }) as unknown as TableSource;
const sorted = (attribute: string): Partial<QuerySource> => ({ sort: { attribute, comparison: 'EQUAL', values: [{ op: 'sub' }] } });

/** The keys as the partition key, and the sort key or `-`; `?` if there may be an unknown sort key. */
function keysOf(sources: readonly TableSource[], declared: readonly string[] = []): readonly string[] {
  const { partition, sort, indexes, isPartial } = inferSchema(sources.map(source => ({ source, declared })));
  const text = (keys: { readonly partition: object; readonly sort: object }): string => `${Object.keys(keys.partition).join('+')} ${Object.keys(keys.sort).join('+') || '-'}`;
  return [`${text({ partition, sort })}${isPartial ? ' ?' : ''}`, ...[...indexes].map(([name, index]) => `${name}: ${text(index)}`)];
}

test.each<[string, readonly TableSource[], readonly string[], readonly string[]]>([
  ['an item with one key attribute', [item('id')], [], ['id -']],
  ['an item with two', [item('pk', 'sk')], [], ['pk+sk -']],
  ['an item, and a query that tells the partition key', [item('pk', 'sk'), query('pk')], [], ['pk sk']],
  ['a query', [query('pk')], [], ['pk - ?']],
  ['a query with a condition', [query('pk', sorted('sk'))], [], ['pk sk']],
  ['a query with declared attributes', [query('pk')], ['pk', 'sk'], ['pk sk']],
  ['an index alone', [query('owner', { index: 'byOwner', ...sorted('rank') })], ['owner', 'rank', 'pk'], [' - ?', 'byOwner: owner rank']],
  ['a table and an index, whose declared attributes are those of both', [query('pk'), query('owner', { index: 'byOwner' })], ['pk', 'owner'], ['pk - ?', 'byOwner: owner -']],
])('%s', (_, sources, declared, keys) => {
  expect(keysOf(sources, declared)).toEqual(keys);
});
