import { DECLARED_TYPES, type DeclaredType } from './attribute-value';
import { always, ANYTHING, failedToo, listType, maybe, type Inference } from './inference';
import { Failure, isList, type Result } from './result';
import type { Json } from '../document/json';

/** The declared type and size of a table attribute. */
export interface Declaration {
  readonly valueType?: DeclaredType;
  /** Maximum code points of a string, or of each string in a list. */
  readonly maxLength?: number;
  /** Maximum elements of a list. */
  readonly maxItems?: number;
}

interface DeclarationProblem {
  readonly member: string;
  readonly given: unknown;
  readonly allowed: string;
}

/** Validates a declaration. Returns the problem with the allowed values, or undefined if it is valid. */
export function declarationProblem(given: unknown): DeclarationProblem | undefined {
  const { valueType, maxLength, maxItems } = (given ?? {}) as { [member in keyof Declaration]?: unknown };
  if (valueType !== undefined && !(DECLARED_TYPES as readonly unknown[]).includes(valueType)) {
    return { member: 'valueType', given: valueType, allowed: `one of ${DECLARED_TYPES.join(', ')}` };
  }
  const limits = [['maxLength', maxLength], ['maxItems', maxItems]] as const;
  const wrong = limits.find(([, limit]) => limit !== undefined && !(Number.isSafeInteger(limit) && (limit as number) >= 1));
  if (wrong) {
    return { member: wrong[0], given: wrong[1], allowed: 'an integer of at least 1' };
  }
  const hasTexts = valueType === undefined || valueType === 'STRING' || valueType === 'STRING_LIST' || valueType === 'LIST';
  const hasItems = valueType === undefined || String(valueType).endsWith('LIST');
  return maxLength !== undefined && !hasTexts ? { member: 'maxLength', given: maxLength, allowed: 'only with the types STRING, STRING_LIST and LIST' }
    : maxItems !== undefined && !hasItems ? { member: 'maxItems', given: maxItems, allowed: 'only with list types' }
      : undefined;
}

/** The declaration as it is written to the document, without undefined properties. */
export function declarationOf({ valueType, maxLength, maxItems }: Declaration): Json {
  return {
    ...(maxItems !== undefined && { maxItems }),
    ...(maxLength !== undefined && { maxLength }),
    ...(valueType !== undefined && { valueType }),
  };
}

/** Fails a value that is longer than declared, because the rest of it cannot be trusted either. */
export function withinLimits(value: Result, { maxLength = Infinity, maxItems = Infinity }: Declaration): Result {
  if (isList(value)) {
    return value.length > maxItems ? new Failure('SIZE') : value.map(member => isLonger(member, maxLength) ? new Failure('SIZE') : member);
  }
  return isLonger(value, maxLength) ? new Failure('SIZE') : value;
}

function isLonger(value: Result, maxLength: number): boolean {
  // cheap check first: a string has at least as many code units as code points
  return typeof value === 'string' && value.length > maxLength && [...value].length > maxLength;
}

/** The static type of an attribute with this declaration. */
export function inferDeclared(type: DeclaredType | undefined): Inference {
  switch (type) {
    case undefined: return ANYTHING;
    case 'STRING': return failedToo(maybe('string'));
    case 'NUMBER': return failedToo(maybe('number'));
    case 'BOOLEAN': return failedToo(maybe('boolean'));
    case 'MAP': return failedToo(maybe('map'));
    case 'LIST': return { ...listType(ANYTHING), absent: true, failed: true };
    case 'STRING_LIST': return { ...listType(always('string')), absent: true, failed: true };
    case 'NUMBER_LIST': return { ...listType(always('number')), absent: true, failed: true };
  }
}
