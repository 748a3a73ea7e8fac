import { Token } from 'aws-cdk-lib';
import type { Check } from './options';

/** An option that may be a deploy-time value. */
export function orDeployTime(check: Check): Check {
  return (given, path) => Token.isUnresolved(given) ? [] : check(given, path);
}
