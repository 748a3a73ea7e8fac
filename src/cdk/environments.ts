import { Token } from 'aws-cdk-lib';

/** An account and a Region: of a stack, or of a resource of another one. */
export interface Environment {
  readonly account: string;
  readonly region: string;
}

/** Two accounts or Regions that are both known, and differ. */
export function differ(one: string | undefined, other: string): boolean {
  return one !== undefined && !Token.isUnresolved(one) && !Token.isUnresolved(other) && one !== other;
}

/** Two environments that are known to be not the same. */
export function areDifferent(one: Environment, other: Environment): boolean {
  return differ(one.account, other.account) || differ(one.region, other.region);
}
