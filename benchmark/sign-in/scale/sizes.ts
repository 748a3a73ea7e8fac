/** How many rules, which use the event alone. */
export const RULES = [1, 3, 10, 30, 100, 300, 1000] as const;
/** How many tables are read at once. */
export const SOURCES = [1, 2, 4, 8, 16] as const;
/** How many tables are read one after the other, each by what the one before holds. */
export const CHAINS = [1, 2, 3, 4] as const;
/** Kilobytes of the one item that is read; a table holds no larger one. */
export const ITEMS = [1, 4, 16, 64, 256, 400] as const;

/** What grows. */
export type Dimension = 'rules' | 'sources' | 'chain' | 'item';

export const SIZES: { readonly [dimension in Dimension]: readonly number[] } = { rules: RULES, sources: SOURCES, chain: CHAINS, item: ITEMS };

/** The stack with the function of that size. */
export function stackOf(dimension: Dimension, size: number): string {
  return `${dimension}${size}`;
}
