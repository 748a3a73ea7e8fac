import type { Contribution } from '../../analysis/provenance';
import { writerOf, writerOfFederated, type PoolWriters } from '../../core/cognito/attribute-writers';
import type { Expression, Level } from '../../core/document/document';

/** Who controls a contribution, in the finished app; undefined if the app does not show who can write the attribute. */
export function levelOf({ attribute, level, control, expression }: Contribution, writers: PoolWriters | undefined): Level | undefined {
  if (attribute === undefined) {
    // the caller chooses scopes, but only among those that the operator allows for the client
    return control === 'scopes' ? 'OPERATOR' : level;
  }
  const levelIn = (pool: PoolWriters): Level => isFederated(expression) ? writerOfFederated(attribute, pool) : writerOf(attribute, pool);
  if (writers && !writers.unseen) {
    return levelIn(writers);
  }
  // the writers are not known: if the two extremes agree, so does everything between them
  const mapped = writers?.mapped;
  const nobody = levelIn({ ...NOBODY, mapped: mapped ?? new Map() });
  const everybody = levelIn({
    ...NOBODY, mapped: mapped ?? new Map([[attribute, []]]), clients: [{ name: '', writes: [attribute], signsIn: true, hasAdminScope: true }],
  });
  return nobody === everybody || !isTrusted(nobody) ? nobody : undefined;
}

/** True if the attribute has a value only for users of some identity providers. */
export function isFederated({ op, args = [] }: Expression): boolean {
  return op === 'federatedAttribute' || (op === 'idpList' && args[1] !== undefined);
}

const NOBODY: PoolWriters = { clients: [], selfSignUp: false, mapped: new Map(), required: [], immutable: [], custom: [] };

/** True if only Cognito and the operator control the value, or if it is not known who does. */
export function isTrusted(level: Level | undefined): boolean {
  return level === undefined || level === 'COGNITO' || level === 'OPERATOR';
}
