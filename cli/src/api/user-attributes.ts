import { isAttributeClaim } from '../../../src/core/cognito/claims';
import type { User } from '../users/model';

interface Attribute {
  readonly Name: string;
  readonly Value: string;
}

/**
 * Attributes as the API lists them, without those that only events have, such as `cognito:user_status`.
 *
 * @param readAttributes attributes that the client can read; all if undefined
 */
export function attributeList({ attributes }: User, readAttributes?: readonly string[]): readonly Attribute[] {
  return Object.entries(attributes)
    .filter(([name]) => name === 'sub' || name === 'identities' || (isAttributeClaim(name) && (readAttributes?.includes(name) ?? true)))
    .map(([Name, Value]) => ({ Name, Value }));
}
