import { toBoolean } from './booleans';
import { always, failedToo, maybe, strictly, type Inference } from './inference';
import { exactNumber } from './numbers';
import { strict, type Documentation, type Operand, type Operator } from './operator';
import { Failure, isFailure, type Result, type TypeName, type Value } from './result';

const SAME = 'absent when the value is absent';

function conversion<Name extends string>(
  name: Name,
  accepts: readonly TypeName[],
  inferResult: (operand: Inference) => Inference,
  apply: (value: Value) => Result,
  documentation: Documentation,
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
    documentation,
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
    value => typeof value === 'number' ? value : exactNumber((value as string).trim()) ?? new Failure('CONVERSION'), {
      meaning: 'Converts a string in JSON number syntax, such as `-1.5e3`, to a number. Numbers are not changed.',
      absent: SAME,
      failed: 'failed when the value has failed, is not a string or number, or is a string that is not a JSON number or that a double cannot represent exactly',
      example: "Value.userAttribute('custom:level').toNumber()",
      peers: ['Convert.toInt', 'Convert.toNum', 'JSON type int', 'JSON type long'],
    }),
  conversion('round', ['number'], () => always('number'), value => Math.sign(value as number) * Math.round(Math.abs(value as number)), {
    meaning: 'The nearest integer. Halves are rounded away from zero: 2.5 becomes 3, and -2.5 becomes -3.',
    absent: SAME,
    failed: 'failed when the value has failed or is not a number',
    example: "profile.attribute('score').round()",
    peers: ['Convert.toInt'],
  }),
  conversion('toBoolean', ['string', 'boolean'], operand => operand.types.includes('string') ? failedToo(always('boolean')) : always('boolean'),
    value => typeof value === 'boolean' ? value : toBoolean(value as string) ?? new Failure('CONVERSION'), {
      meaning: 'Converts the strings `true` and `false`, in any case, to a boolean. Booleans are not changed.',
      absent: SAME,
      failed: 'failed when the value has failed, is not a string or boolean, or is any other string',
      example: "Value.userAttribute('custom:is_admin').toBoolean()",
      peers: ['JSON type boolean'],
    }),
  conversion('asString', ['string', 'number', 'boolean'], () => always('string'), textOf, {
    meaning: 'Converts a number or boolean to a string. Strings are not changed. For lists and maps use `join` or `toJson`.',
    absent: SAME,
    failed: 'failed when the value has failed, or is a list or map',
    example: "profile.attribute('level').asString()",
    peers: ['JSON type String', 'ConvertNumberToStringClaim'],
  }),
] as const satisfies readonly Operator[];

/** The static type of a value that is converted to a string. */
export function inferTextOf(operand: Inference): Inference {
  return strictly(maybe('string'), [operand], [['string', 'number', 'boolean']]);
}

