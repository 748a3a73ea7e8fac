import { always, failedToo, strictly, type Inference } from './inference';
import { strict, type Operand, type Operator } from './operator';
import { Failure, isFailure, type Result, type TypeName, type Value } from './result';

function conversion<Name extends string>(
  name: Name,
  accepts: readonly TypeName[],
  inferResult: (operand: Inference) => Inference,
  apply: (value: Value) => Result,
): Operator<Name, 'transform'> {
  const operands: readonly Operand[] = [{ name: 'value', yields: 'value', accepts }];
  return {
    name,
    kind: 'transform',
    yields: 'value',
    parameters: [],
    operands,
    template: true,
    infer: inferring => strictly(inferResult(inferring.operands[0]), inferring.operands, [accepts]),
    build: strict(operands, ([value]) => apply(value)),
  };
}

/** Converts a value to a string, as in templates. Fails for a list or a map. */
export function textOf(value: Result): Result {
  if (value === undefined || isFailure(value) || typeof value === 'string') {
    return value;
  }
  return typeof value === 'object' ? new Failure('TYPE') : String(value);
}

export const CONVERSIONS = [
  conversion('toNumber', ['string', 'number'], operand => operand.types.includes('string') ? failedToo(always('number')) : always('number'),
    value => typeof value === 'number' ? value : exactNumber((value as string).trim()) ?? new Failure('CONVERSION')),
  conversion('round', ['number'], () => always('number'), value => Math.sign(value as number) * Math.round(Math.abs(value as number))),
  conversion('toBoolean', ['string', 'boolean'], operand => operand.types.includes('string') ? failedToo(always('boolean')) : always('boolean'),
    value => typeof value === 'boolean' ? value : toBoolean(value as string) ?? new Failure('CONVERSION')),
  conversion('asString', ['string', 'number', 'boolean'], () => always('string'), textOf),
] as const satisfies readonly Operator[];

/** Parses `true` or `false`, in any case. Undefined for other strings. */
export function toBoolean(text: string): boolean | undefined {
  return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined;
}

const GRAMMAR = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/;

/**
 * Parses a string in JSON number syntax, if a double represents it exactly as written: the shortest decimal of the double has the same
 * digits. Undefined for `9007199254740993` and `1e999`.
 */
export function exactNumber(text: string): number | undefined {
  if (text.length > 400) {
    return undefined;
  }
  const value = Number(text);
  return Number.isFinite(value) && decimal(String(value)) === decimal(text) ? value : undefined;
}

/** A canonical form: digits and exponent without leading and trailing zeros. Equal decimals have equal forms. */
function decimal(text: string): string | undefined {
  const match = GRAMMAR.exec(text);
  if (!match) {
    return undefined;
  }
  const [, sign, whole, fraction = '', exponent = '0'] = match;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') {
    return '0';
  }
  const shift = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign}${significant}e${shift}`;
}
