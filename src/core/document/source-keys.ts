import type { Expression, SortCondition } from './document';

interface Keyed {
  readonly key: { readonly [attribute: string]: Expression };
  readonly sort?: SortCondition;
  readonly listAttribute?: string;
}

/** The name of the prop with the key of a source. */
export function keyProp({ listAttribute }: Keyed): 'key' | 'keys' {
  return listAttribute === undefined ? 'key' : 'keys';
}

/** All values that determine which items a source reads, with their paths in the props. */
export function keyPartsOf(source: Keyed): ReadonlyArray<readonly [place: string, part: Expression]> {
  const { key, sort } = source;
  return [
    ...Object.entries(key).map(([attribute, part]) => [`${keyProp(source)}.${attribute}`, part] as const),
    ...(sort?.values ?? []).map((part, index) => [sort!.values.length > 1 ? `sort.values[${index}]` : 'sort', part] as const),
  ];
}

export function keyExpressions(source: Keyed): readonly Expression[] {
  return keyPartsOf(source).map(([, part]) => part);
}
