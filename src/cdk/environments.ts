import { Token } from 'aws-cdk-lib';

/** The account and Region of a stack or a resource. */
export interface Environment {
  readonly account: string;
  readonly region: string;
}

/** True if two accounts or two Regions are both known, and differ. */
export function differ(one: string | undefined, other: string): boolean {
  return one !== undefined && !Token.isUnresolved(one) && !Token.isUnresolved(other) && one !== other;
}

/** True if two environments are known to be different. */
export function areDifferent(one: Environment, other: Environment): boolean {
  return differ(one.account, other.account) || differ(one.region, other.region);
}
