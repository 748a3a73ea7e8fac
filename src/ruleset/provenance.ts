import { LEVELS, type Expression, type ItemSource, type Level, type Provenance } from './document';
import { operatorOf } from './operators';

/** Where provenance has to look beside the expression itself. */
export interface ProvenanceContext {
  readonly source: (name: string) => ItemSource | undefined;
  /** Attributes that are declared trusted. */
  readonly trustedAttributes: { readonly [name: string]: string };
}

const NOBODY: Provenance = { level: 'COGNITO' };
const OPERATOR: Provenance = { level: 'OPERATOR' };

/** What is put together has the lowest level of its parts. */
export function lowest(parts: readonly Provenance[]): Provenance {
  const level: Level = LEVELS[Math.max(0, ...parts.map(part => LEVELS.indexOf(part.level)))];
  const attributes = [...new Set(parts.flatMap(part => part.attributes ?? []))].sort();
  return { level, ...(attributes.length > 0 && { attributes }), ...(parts.some(({ client }) => client) && { client: true }) };
}

/** Who controls what an expression gives. */
export function provenanceOf(expression: Expression, context: ProvenanceContext): Provenance {
  const { op, args = [], of = [] } = expression;
  const operands = of.map(operand => provenanceOf(operand, context));
  switch (op) {
    case 'userAttribute':
    case 'federatedAttribute':
    case 'idpList':
      return attribute(String(args[0]), context);
    case 'email':
      return attribute('email', context);
    case 'verifiedEmail':
      return lowest([OPERATOR, attribute('email_verified', context)]);
    case 'verifiedPhoneNumber':
      return lowest([OPERATOR, attribute('phone_number_verified', context)]);
    case 'clientId':
    case 'client':
      return { ...NOBODY, client: true };
    case 'exists':
      return context.source(String(args[0]))?.provenance ?? OPERATOR;
    case 'attribute':
      return ofItem(String(args[0]), (args[1] as ReadonlyArray<string | number>)[0], context);
    case 'trusted':
      return OPERATOR;
    default: {
      const { level } = operatorOf(op);
      return lowest([...level ? [{ level }] : [], ...operands]);
    }
  }
}

/** What the user writes and what only the pool does is seen in the finished app. */
function attribute(name: string, { trustedAttributes }: ProvenanceContext): Provenance {
  return Object.prototype.hasOwnProperty.call(trustedAttributes, name) ? OPERATOR : { ...NOBODY, attributes: [name] };
}

function ofItem(name: string, attributeName: string | number | undefined, context: ProvenanceContext): Provenance {
  const source = context.source(name);
  return source?.userEditable?.includes(String(attributeName)) ? { level: 'USER' } : source?.provenance ?? OPERATOR;
}

/**
 * Who controls which item is read. A key with a part that is the user's `sub` or the client's id, with known text around it at
 * most, is bound to them: whoever chooses the other part chooses among what is theirs.
 */
export function provenanceOfKey(key: ItemSource['key'], context: ProvenanceContext): Provenance {
  const parts = Object.values(key);
  return parts.some(isBound) ? OPERATOR : lowest([OPERATOR, ...parts.map(part => provenanceOf(part, context))]);
}

function isBound({ op, of = [] }: Expression): boolean {
  if (op === 'template') {
    const values = of.filter(part => part.op !== 'literal');
    return values.length === 1 && isBound(values[0]);
  }
  return op === 'sub' || op === 'clientId';
}
