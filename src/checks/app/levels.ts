import type { Contribution } from '../../analysis/provenance';
import { writerOf, writerOfFederated, type PoolWriters } from '../../core/cognito/attribute-writers';
import type { Expression, Level } from '../../core/document/document';

/** The level of a part in the finished app; nothing where the app does not show who writes the attribute. */
export function levelOf({ attribute, level, control, expression }: Contribution, writers: PoolWriters | undefined): Level | undefined {
  if (attribute === undefined) {
    // what Cognito has granted to the client is the caller's choice among what the operator allows
    return control === 'scopes' ? 'OPERATOR' : level;
  }
  const levelIn = (pool: PoolWriters): Level => isFederated(expression) ? writerOfFederated(attribute, pool) : writerOf(attribute, pool);
  if (writers && !writers.unseen) {
    return levelIn(writers);
  }
  // nobody and everybody may write it, as far as it is not known better
  const mapped = writers?.mapped;
  const nobody = levelIn({ ...NOBODY, mapped: mapped ?? new Map() });
  const everybody = levelIn({
    ...NOBODY, mapped: mapped ?? new Map([[attribute, []]]), clients: [{ name: '', writes: [attribute], signsIn: true, hasAdminScope: true }],
  });
  return nobody === everybody || !isTrusted(nobody) ? nobody : undefined;
}

/** The attribute counts for users of some identity providers alone. */
export function isFederated({ op, args = [] }: Expression): boolean {
  return op === 'federatedAttribute' || (op === 'idpList' && args[1] !== undefined);
}

const NOBODY: PoolWriters = { clients: [], selfSignUp: false, mapped: new Map(), required: [], immutable: [], custom: [] };

/** Nobody but Cognito and the operator has a part in it. */
export function isTrusted(level: Level | undefined): boolean {
  return level === undefined || level === 'COGNITO' || level === 'OPERATOR';
}
