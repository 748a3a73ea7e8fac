import { toBoolean } from './booleans';
import { always, failedToo, maybe, strictly, type Inference } from './inference';
import { exactNumber } from './numbers';
import { strict, type Documentation, type Operand, type Operator } from './operator';
import { Failure, isFailure, type Result, type TypeName, type Value } from './result';

const SAME = 'absent for an absent value';

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

/** The string of a value, as templates write it. A list or a map has none. */
export function textOf(value: Result): Result {
  if (value === undefined || isFailure(value) || typeof value === 'string') {
    return value;
  }
  return typeof value === 'object' ? new Failure('TYPE') : String(value);
}

export const CONVERSIONS = [
  conversion('toNumber', ['string', 'number'], operand => operand.types.includes('string') ? failedToo(always('number')) : always('number'),
    value => typeof value === 'number' ? value : exactNumber((value as string).trim()) ?? new Failure('CONVERSION'), {
      meaning: 'The number that a string stands for, in JSON\'s number grammar; a number stays. A string that is none, or that no double holds exactly, has failed.',
      absent: SAME,
      example: "Value.userAttribute('custom:level').toNumber()",
      peers: ['Convert.toInt', 'Convert.toNum', 'JSON type int', 'JSON type long'],
    }),
  conversion('round', ['number'], () => always('number'), value => Math.sign(value as number) * Math.round(Math.abs(value as number)), {
    meaning: 'The nearest whole number; halves go away from zero.',
    absent: SAME,
    failed: 'failed for a value that is no number',
    example: "profile.attribute('score').round()",
    peers: ['Convert.toInt'],
  }),
  conversion('toBoolean', ['string', 'boolean'], operand => operand.types.includes('string') ? failedToo(always('boolean')) : always('boolean'),
    value => typeof value === 'boolean' ? value : toBoolean(value as string) ?? new Failure('CONVERSION'), {
      meaning: 'True for the string `true`, false for `false`, in small or capital letters; a boolean stays. Any other string has failed.',
      absent: SAME,
      example: "Value.userAttribute('custom:is_admin').toBoolean()",
      peers: ['JSON type boolean'],
    }),
  conversion('asString', ['string', 'number', 'boolean'], () => always('string'), textOf, {
    meaning: 'The string of a number or boolean; a string stays. A list or map has failed: `join` and `toJson` make strings of them.',
    absent: SAME,
    example: "profile.attribute('level').asString()",
    peers: ['JSON type String', 'ConvertNumberToStringClaim'],
  }),
] as const satisfies readonly Operator[];

/** Type inference of a string that is made of a value. */
export function inferTextOf(operand: Inference): Inference {
  return strictly(maybe('string'), [operand], [['string', 'number', 'boolean']]);
}

