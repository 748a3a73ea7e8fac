import type { Contribution } from '../../analysis/provenance';
import { withPossible, writerOf, writerOfFederated, writerOfUsername, type PoolWriters } from '../../core/cognito/attribute-writers';
import type { Expression, Level } from '../../core/document/document';

/** Who controls a contribution, in the finished app; undefined if the app does not show who can write the attribute. */
export function levelOf({ attribute, level, control, expression }: Contribution, writers: PoolWriters): Level | undefined {
  if (attribute === undefined && control !== 'username') {
    // the caller chooses scopes, but only among those that the operator allows for the client
    return control === 'scopes' ? 'OPERATOR' : level;
  }
  const providers = providersOf(expression);
  const levelIn = (pool: PoolWriters): Level => attribute === undefined ? writerOfUsername(pool)
    : providers ? writerOfFederated(attribute, providers, pool) : writerOf(attribute, pool);
  const known = levelIn(writers);
  const worst = levelIn(withPossible(attribute ?? '', writers));
  if (!isTrusted(known) || isTrusted(worst)) {
    return known;
  }
  // unless something is known, users provide their own address
  return attribute !== undefined && ADDRESSES.includes(attribute) && !providers && worst === 'USER' ? worst : undefined;
}

const ADDRESSES: readonly string[] = ['email', 'phone_number'];

/** The identity providers of a value that only their users have; undefined for other values. */
export function providersOf({ op, args = [] }: Expression): readonly string[] | undefined {
  return op === 'federatedAttribute' || op === 'idpList' ? args[1] as readonly string[] | undefined : undefined;
}

/** True if only Cognito and the operator control the value, or if it is not known who does. */
export function isTrusted(level: Level | undefined): boolean {
  return level === undefined || level === 'COGNITO' || level === 'OPERATOR';
}
