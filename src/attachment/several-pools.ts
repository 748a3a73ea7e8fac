import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';

/**
 * What was found for several user pools: what is the same for all is told once, and what is not names the pool.
 *
 * @param found what was found for each of the pools
 */
export function ofPools<T>(
  pools: ReadonlyArray<IUserPoolRef | undefined>, found: ReadonlyArray<readonly T[]>, named: (finding: T, pool: string) => T,
): readonly T[] {
  const keys = found.map(findings => new Set(findings.map(finding => JSON.stringify(finding))));
  return found.flatMap((findings, index) => findings.flatMap(finding => {
    const key = JSON.stringify(finding);
    if (keys.every(each => each.has(key))) {
      return index === 0 ? [finding] : [];
    }
    return [named(finding, pools[index]?.node.path ?? 'no user pool')];
  }));
}
