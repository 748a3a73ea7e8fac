import { toBoolean } from './booleans';
import { always, failedToo, maybe, strictly, type Inference } from './inference';
import { exactNumber } from './numbers';
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

/** The static type of a value that is converted to a string. */
export function inferTextOf(operand: Inference): Inference {
  return strictly(maybe('string'), [operand], [['string', 'number', 'boolean']]);
}

