import type { Contribution } from '../../analysis/provenance';
import { withPossible, writerOf, writerOfFederated, type PoolWriters } from '../../core/cognito/attribute-writers';
import type { Expression, Level } from '../../core/document/document';

/** Who controls a contribution, in the finished app; undefined if the app does not show who can write the attribute. */
export function levelOf({ attribute, level, control, expression }: Contribution, writers: PoolWriters): Level | undefined {
  if (attribute === undefined) {
    // the caller chooses scopes, but only among those that the operator allows for the client
    return control === 'scopes' ? 'OPERATOR' : level;
  }
  const levelIn = (pool: PoolWriters): Level => isFederated(expression) ? writerOfFederated(attribute, pool) : writerOf(attribute, pool);
  const known = levelIn(writers);
  const worst = levelIn(withPossible(attribute, writers));
  if (!isTrusted(known) || isTrusted(worst)) {
    return known;
  }
  // unless something is known, users provide their own address
  return ADDRESSES.includes(attribute) && !isFederated(expression) ? worst : undefined;
}

const ADDRESSES: readonly string[] = ['email', 'phone_number'];

/** True if the attribute has a value only for users of some identity providers. */
export function isFederated({ op, args = [] }: Expression): boolean {
  return op === 'federatedAttribute' || (op === 'idpList' && args[1] !== undefined);
}

/** True if only Cognito and the operator control the value, or if it is not known who does. */
export function isTrusted(level: Level | undefined): boolean {
  return level === undefined || level === 'COGNITO' || level === 'OPERATOR';
}
