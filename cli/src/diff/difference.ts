/**
 * The effect of a change.
 *
 * - LESS_SECURE: somebody gets more, or somebody less trusted controls a value.
 * - BREAKING: a program that relies on the former tokens can fail.
 * - SAFE: neither of them.
 */
export type Verdict = 'LESS_SECURE' | 'BREAKING' | 'SAFE';

/** Verdicts, the most severe first. */
export const VERDICTS: readonly Verdict[] = ['LESS_SECURE', 'BREAKING', 'SAFE'];

/** One change between two contracts. */
export interface Difference {
  readonly verdict: Verdict;
  /** For example `access token of users`. */
  readonly where: string;
  /** For example `claim plan`. */
  readonly what: string;
  /** For example `from "gold" to "gold", "free"`. */
  readonly change: string;
}

export type Change = readonly [verdict: Verdict, change: string];

/** Reports differences of one thing. */
export type Report = (...change: Change) => Difference;

export function reporter(where: string, what: string): Report {
  return (verdict, change) => ({ verdict, where, what, change });
}

/** Things with the same key before and after. */
export interface Pairs<T> {
  readonly both: ReadonlyArray<readonly [before: T, after: T]>;
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

export function pairs<T>(before: readonly T[], after: readonly T[], keyOf: (thing: T) => string): Pairs<T> {
  const [former, latter] = [before, after].map(those => new Map(those.map(each => [keyOf(each), each])));
  return {
    both: [...former].flatMap(([key, each]) => latter.has(key) ? [[each, latter.get(key)!] as const] : []),
    removed: [...former].filter(([key]) => !latter.has(key)).map(([, each]) => each),
    added: [...latter].filter(([key]) => !former.has(key)).map(([, each]) => each),
  };
}

/** Compares lists in which the order does not matter. */
export function sameMembers(left: readonly unknown[] = [], right: readonly unknown[] = []): boolean {
  const [a, b] = [left, right].map(list => list.map(each => JSON.stringify(each)).sort());
  return JSON.stringify(a) === JSON.stringify(b);
}
