import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';

/**
 * Combines the findings of several user pools. Each finding is reported once, with the pools that have it unless all do.
 *
 * @param found the findings of each pool
 */
export function ofPools<T>(
  pools: ReadonlyArray<IUserPoolRef | undefined>, found: ReadonlyArray<readonly T[]>, named: (finding: T, pools: string) => T,
): readonly T[] {
  const keys = found.map(findings => new Set(findings.map(finding => JSON.stringify(finding))));
  const all = new Map(found.flat().map(finding => [JSON.stringify(finding), finding]));
  return [...all].map(([key, finding]) => {
    const having = pools.filter((_, index) => keys[index].has(key));
    return having.length === pools.length ? finding : named(finding, having.map(pool => pool?.node.path ?? 'no user pool').join(', '));
  });
}
