import type { Expression, FunctionSource, SortCondition, Source, TableSource } from './document';

interface Keyed {
  readonly kind: Source['kind'];
  readonly key: { readonly [attribute: string]: Expression };
  readonly sort?: SortCondition;
}

/** The names of the props with the key of a source. */
export const KEY_PROPS = { item: 'key', itemForEach: 'keys', query: 'key', function: 'input' } as const satisfies { readonly [kind in Source['kind']]: string };

/** All values that determine which items a source reads, with their paths in the props. */
export function keyPartsOf({ kind, key, sort }: Keyed): ReadonlyArray<readonly [place: string, part: Expression]> {
  return [
    ...Object.entries(key).map(([attribute, part]) => [`${KEY_PROPS[kind]}.${attribute}`, part] as const),
    ...(sort?.values ?? []).map((part, index) => [sort!.values.length > 1 ? `sort.values[${index}]` : 'sort', part] as const),
  ];
}

export function keyExpressions({ key, sort }: Omit<Keyed, 'kind'>): readonly Expression[] {
  return [...Object.values(key), ...sort?.values ?? []];
}

/** The name or ARN of the table of a source, or the ARN of its function. */
export function targetOf(source: Pick<TableSource, 'kind' | 'table'> | Pick<FunctionSource, 'kind' | 'function'>): Expression {
  return source.kind === 'function' ? source.function : source.table;
}
