import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';

/**
 * Combines the findings of several user pools. A finding that all pools have is reported once; any other finding names its pool.
 *
 * @param found the findings of each pool
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
