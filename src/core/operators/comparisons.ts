import { areEqual, order } from './comparing';
import { always, holdsFailure, isAccepted, type Inference } from './inference';
import { comparedWith, hasMember } from './membership';
import { CHARACTERS, spend, type Evaluate, type Evaluation, type Operand, type Operator } from './operator';
import { Failure, isFailure, typeOf, worst, type Result, type TypeName, type Value, type ValueList } from './result';

const SCALARS: readonly TypeName[] = ['string', 'number', 'boolean'];
const ORDERED: readonly TypeName[] = ['string', 'number'];

/**
 * A condition on values. It is false if a value is absent, whatever the others are. It is unknown if a value has failed or has a type
 * that is not accepted.
 */
function comparison<Name extends string>(
  name: Name,
  operands: readonly Operand[],
  compare: Compare,
  isCertain: (operands: readonly Inference[]) => boolean = () => true,
): Operator<Name, 'comparison'> {
  return {
    name,
    kind: 'comparison',
    yields: 'condition',
    parameters: [],
    operands,
    infer: inferring => inferComparison(inferring.operands, operands, isCertain),
    build: (_, evaluates) => compareStrictly(operands, evaluates, compare),
  };
}

function operandAt(operands: readonly Operand[], index: number): Operand {
  return operands[Math.min(index, operands.length - 1)];
}

function inferComparison(
  inferences: readonly Inference[], operands: readonly Operand[], isCertain: (operands: readonly Inference[]) => boolean,
): Inference {
  const failed = !isCertain(inferences) || inferences.some((each, index) => each.failed || !isAccepted(each, operandAt(operands, index).accepts));
  return { ...always('boolean'), failed };
}

type Compare = (values: readonly Value[], evaluation: Evaluation) => boolean | Failure;

function compareStrictly(operands: readonly Operand[], evaluates: readonly Evaluate[], compare: Compare): Evaluate {
  return evaluation => {
    const results = evaluates.map(evaluate => evaluate(evaluation));
    if (results.includes(undefined)) {
      return false;
    }
    const failure = worst(results.filter(isFailure));
    if (failure) {
      return failure;
    }
    const values = results as Value[];
    const accepted = values.every((value, index) => operandAt(operands, index).accepts?.includes(typeOf(value)) ?? true);
    return accepted ? compare(values, evaluation) : new Failure('TYPE');
  };
}

const value = (accepts?: readonly TypeName[]): Operand => ({ name: 'value', yields: 'value', ...(accepts && { accepts }) });
const other = (name: string, accepts?: readonly TypeName[]): Operand => ({ name, yields: 'value', ...(accepts && { accepts }) });

function ordering<Name extends string>(
  name: Name, holds: (difference: number) => boolean,
): Operator<Name, 'comparison'> {
  return comparison(name, [value(ORDERED), { ...other('other', ORDERED), instead: `use ${name}Value(...), which takes a Value` }], ([left, right]) => {
    const difference = order(left, right);
    return difference === undefined ? new Failure('TYPE') : holds(difference);
  }, operands => new Set(operands.flatMap(({ types }) => types)).size === 1);
}

/** True if the value equals one of several constants. An absent or failed constant does not affect the others. */
function isOneOf([subject, ...constants]: readonly Evaluate[]): Evaluate {
  const compared = comparedWith(constants);
  return evaluation => {
    const left = subject(evaluation);
    if (left === undefined || isFailure(left)) {
      return left ?? false;
    }
    if (!SCALARS.includes(typeOf(left))) {
      return new Failure('TYPE');
    }
    const { has, failure } = compared(evaluation);
    return has(left) || (failure ?? false);
  };
}

export const COMPARISONS = [
  {
    name: 'isPresent',
    kind: 'comparison',
    yields: 'condition',
    parameters: [],
    operands: [value()],
    infer: ({ operands: [operand] }) => ({ ...always('boolean'), failed: operand.failed }),
    build: (_, [operand]) => evaluation => {
      const result: Result = operand(evaluation);
      return isFailure(result) ? result : result !== undefined;
    },
  },
  comparison('isEqualTo', [value(SCALARS), { ...other('constant', SCALARS), instead: 'use isEqualToValue(...), which takes a Value' }], ([left, right]) => left === right),
  {
    ...comparison('isOneOf', [value(SCALARS), { ...other('constants', SCALARS), rest: true, instead: 'use isEqualToValue(...), or Value.listOf(...).hasMemberValue(...)' }], () => true),
    build: (_, operands) => isOneOf(operands),
  },
  comparison('isEqualToValue', [value(), other('other')], ([left, right]) => areEqual(left, right), operands => !operands.some(holdsFailure)),
  comparison('startsWith', [value(['string']), other('prefix', ['string'])], ([text, prefix]) => (text as string).startsWith(prefix as string)),
  comparison('endsWith', [value(['string']), other('suffix', ['string'])], ([text, suffix]) => (text as string).endsWith(suffix as string)),
  comparison('contains', [value(['string']), other('substring', ['string'])], ([text, part], evaluation) => {
    // the string may have been evaluated before, for another element
    spend(evaluation, Math.trunc((text as string).length / CHARACTERS));
    return contains(text as string, part as string);
  }),
  comparison('hasMember', [value(['list']), { ...other('member'), instead: 'use hasMemberValue(...), which takes a Value' }], ([list, member]) => hasMember(list as ValueList, member), operands => !operands.some(holdsFailure)),
  ordering('isAtLeast', difference => difference >= 0),
  ordering('isAtMost', difference => difference <= 0),
  ordering('isGreaterThan', difference => difference > 0),
  ordering('isLessThan', difference => difference < 0),
  comparison('isTrue', [value(['boolean'])], ([boolean]) => boolean === true),
] as const satisfies readonly Operator[];

/** Up to this length of the substring, `String.includes` is fast on any string. */
const SHORT = 64;

/**
 * True if a string contains a substring, in linear time (Knuth, Morris, Pratt). `String.includes` takes quadratic time if a long
 * substring almost matches everywhere.
 */
export function contains(text: string, part: string): boolean {
  if (part.length <= SHORT || part.length > text.length) {
    return text.includes(part);
  }
  const borders = bordersOf(part);
  let matched = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    while (matched > 0 && part.charCodeAt(matched) !== unit) {
      matched = borders[matched - 1];
    }
    if (part.charCodeAt(matched) === unit && ++matched === part.length) {
      return true;
    }
  }
  return false;
}

/** For each prefix of a string, the length of its longest proper prefix that is also a suffix. */
function bordersOf(text: string): Int32Array {
  const borders = new Int32Array(text.length);
  let length = 0;
  for (let index = 1; index < text.length; index++) {
    while (length > 0 && text.charCodeAt(index) !== text.charCodeAt(length)) {
      length = borders[length - 1];
    }
    length += text.charCodeAt(index) === text.charCodeAt(length) ? 1 : 0;
    borders[index] = length;
  }
  return borders;
}
