import { TYPE_NAMES, type TypeName } from './result';
import type { Json } from '../document/json';

/** The static type of a value: what is known before a token is issued. */
export interface Inference {
  /** Possible types when the value is present. If empty, it is never present. */
  readonly types: readonly TypeName[];
  /** Type of the elements of a list, if known. */
  readonly members?: Inference;
  /** True if the value can be absent. */
  readonly absent: boolean;
  /** True if the value can have failed, or a condition can be unknown. */
  readonly failed: boolean;
}


/** A value of one of these types that is always present. */
export function always(...types: TypeName[]): Inference {
  return { types, absent: false, failed: false };
}

/** A value of one of these types that may be absent. */
export function maybe(...types: TypeName[]): Inference {
  return { types, absent: true, failed: false };
}

export const ANYTHING: Inference = { types: TYPE_NAMES, absent: true, failed: true };

export function listType(members: Inference): Inference {
  return { types: ['list'], members, absent: false, failed: false };
}

export function failedToo(inference: Inference): Inference {
  return { ...inference, failed: true };
}

/** One of several values. */
export function union(inferences: readonly Inference[]): Inference {
  const lists = inferences.filter(each => each.types.includes('list'));
  const members = lists.flatMap(each => each.members ?? []);
  return {
    types: TYPE_NAMES.filter(type => inferences.some(each => each.types.includes(type))),
    // if the elements of one list are unknown, so are those of the union
    ...(lists.length > 0 && members.length === lists.length ? { members: union(members) } : {}),
    absent: inferences.some(each => each.absent),
    failed: inferences.some(each => each.failed),
  };
}

export function isNeverPresent({ types }: Inference): boolean {
  return types.length === 0;
}

/** The type of a strict operator: absent for absent operands, and failed for failed operands or types that are not accepted. */
export function strictly(result: Inference, operands: readonly Inference[], accepts: ReadonlyArray<readonly TypeName[] | undefined>): Inference {
  const absent = operands.some(operand => operand.absent);
  if (operands.some(isNeverPresent)) {
    return { types: [], absent, failed: operands.some(operand => operand.failed) };
  }
  return {
    ...result,
    absent: result.absent || absent,
    failed: result.failed || operands.some((operand, index) => operand.failed || !isAccepted(operand, accepts[Math.min(index, accepts.length - 1)])),
  };
}

export function isAccepted(operand: Inference, accepts: readonly TypeName[] | undefined): boolean {
  return accepts === undefined || operand.types.every(type => accepts.includes(type));
}

/** True if the value or a nested value can have failed. The contents of maps are unknown. */
export function holdsFailure({ types, members, failed }: Inference): boolean {
  return failed || types.includes('map') || (types.includes('list') && (members === undefined || holdsFailure(members)));
}

/** The type after one step of a path; undefined if the step is never valid. */
export function inferStep(value: Inference, step: string | number): Inference | undefined {
  const { types, members = ANYTHING, failed } = value;
  if (isNeverPresent(value)) {
    return value;
  }
  if (!types.includes(typeof step === 'number' ? 'list' : 'map')) {
    return undefined;
  }
  // the contents of maps are unknown
  return typeof step === 'number' ? { ...members, absent: true, failed: failed || types.length > 1 || holdsFailure(members) } : ANYTHING;
}

export function inferPath(value: Inference, path: ReadonlyArray<string | number>): Inference {
  return path.reduce((at, step) => inferStep(at, step) ?? { types: [], absent: at.absent, failed: true }, value);
}

/** The type of a constant. */
export function inferConstant(value: Json): Inference {
  if (Array.isArray(value)) {
    return value.length === 0 ? listType(always()) : listType(union(value.map(inferConstant)));
  }
  switch (typeof value) {
    case 'string': return always('string');
    case 'number': return always('number');
    case 'boolean': return always('boolean');
    default: return always('map');
  }
}
