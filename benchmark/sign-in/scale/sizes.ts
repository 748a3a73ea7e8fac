/** Numbers of rules that use only the event. */
export const RULES = [1, 3, 10, 30, 100, 300, 1000] as const;
/** Numbers of tables that are read in parallel. */
export const SOURCES = [1, 2, 4, 8, 16] as const;
/** Numbers of tables that are read one after the other. The key of each is in the item of the one before. */
export const CHAINS = [1, 2, 3, 4] as const;
/** Numbers of elements of a list of keys, each of which finds an item. */
export const KEYS = [1, 2, 5, 10, 25] as const;
/** Numbers of functions that are invoked in parallel. */
export const FUNCTIONS = [1, 2, 4, 8, 16] as const;
/** Sizes of the item in KB. DynamoDB supports no larger items. */
export const ITEMS = [1, 4, 16, 64, 256, 400] as const;

/** The dimension that grows. */
export type Dimension = 'rules' | 'sources' | 'chain' | 'keys' | 'functions' | 'item';

export const SIZES: { readonly [dimension in Dimension]: readonly number[] } = {
  rules: RULES, sources: SOURCES, chain: CHAINS, keys: KEYS, functions: FUNCTIONS, item: ITEMS,
};

/** The name of the stack with the function of a size. */
export function stackOf(dimension: Dimension, size: number): string {
  return `${dimension}${size}`;
}
