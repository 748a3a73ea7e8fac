import { Token } from 'aws-cdk-lib';
import type { Check } from './options';

/** An option that may be a value that is known when the stack is deployed. */
export function orDeployTime(check: Check): Check {
  return (given, path) => Token.isUnresolved(given) ? [] : check(given, path);
}
