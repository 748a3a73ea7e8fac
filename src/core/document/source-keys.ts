import type { Expression, SortCondition } from './document';

interface Keyed {
  readonly key: { readonly [attribute: string]: Expression };
  readonly sort?: SortCondition;
}

/** All values that determine which items a source reads, with their paths in the props. */
export function keyPartsOf({ key, sort }: Keyed): ReadonlyArray<readonly [place: string, part: Expression]> {
  return [
    ...Object.entries(key).map(([attribute, part]) => [`key.${attribute}`, part] as const),
    ...(sort?.values ?? []).map((part, index) => [sort!.values.length > 1 ? `sort.values[${index}]` : 'sort', part] as const),
  ];
}

export function keyExpressions(source: Keyed): readonly Expression[] {
  return keyPartsOf(source).map(([, part]) => part);
}
