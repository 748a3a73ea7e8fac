import { writerOf, writerOfFederated, type PoolWriters } from '../../../cognito/attribute-writers';
import type { Level } from '../../document';
import type { Contribution } from '../../provenance';

/** What Cognito has granted to the client is the caller's choice among what the operator allows. */
const GRANTED: readonly string[] = ['scopes', 'hasScope'];

/** The level of a part in the finished app; nothing where the app does not show who writes the attribute. */
export function levelOf({ attribute, level, expression }: Contribution, writers: PoolWriters | undefined): Level | undefined {
  if (attribute === undefined) {
    return GRANTED.includes(expression.op) ? 'OPERATOR' : level;
  }
  if (!writers) {
    const [always, never] = [EVERYBODY, NOBODY].map(pool => writerOf(attribute, pool));
    return always === never ? always : undefined;
  }
  return expression.op === 'federatedAttribute' ? writerOfFederated(attribute, writers) : writerOf(attribute, writers);
}

const NOBODY: PoolWriters = { clients: [], selfSignUp: false, mapped: new Map(), required: [], immutable: [], custom: [] };
const EVERYBODY: PoolWriters = { ...NOBODY, clients: [{ name: '', signsIn: true, hasAdminScope: true }] };

/** Nobody but Cognito and the operator has a part in it. */
export function isTrusted(level: Level | undefined): boolean {
  return level === undefined || level === 'COGNITO' || level === 'OPERATOR';
}
