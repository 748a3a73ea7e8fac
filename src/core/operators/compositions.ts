import { DECLARED_TYPES } from './attribute-value';
import { exactNumber, textOf } from './conversions';
import { always, inferConstant, listType, strictly, union, type Inference } from './inference';
import { deciding, type Evaluate, type Operator } from './operator';
import { Failure, isFailure, limited, listOf, present, worst, type Result, type Value } from './result';
import type { Json } from '../document/json';

/**
 * The first present value, or the first failure before it that must not be replaced. If no value is present and one has failed, the result has
 * failed.
 */
function firstOf(whenUnavailable: boolean, operands: readonly Evaluate[]): Evaluate {
  return evaluation => {
    let failure: Failure | undefined;
    for (const operand of operands) {
      const result = operand(evaluation);
      if (isFailure(result) ? result.decisive || (result.source !== undefined && evaluation.restricts && !whenUnavailable) : result !== undefined) {
        return result;
      }
      failure ??= isFailure(result) ? result : undefined;
    }
    return failure;
  };
}

function inferFirstOf(operands: readonly Inference[]): Inference {
  return {
    ...union(operands),
    absent: operands.every(each => each.absent),
    failed: operands.every(each => each.absent || each.failed) && operands.some(each => each.failed),
  };
}

function choose([condition, then, otherwise]: readonly Evaluate[]): Evaluate {
  return evaluation => {
    const chosen = condition(deciding(evaluation));
    return isFailure(chosen) ? unknown(chosen) : chosen === true ? then(evaluation) : otherwise?.(evaluation);
  };
}

/** The failure of a value that depends on an unknown condition. */
function unknown(condition: Failure): Failure {
  return condition.decisive ? condition : new Failure('UNKNOWN', false, condition.source);
}

function objectOf(names: readonly string[], complete: boolean, operands: readonly Evaluate[]): Evaluate {
  return evaluation => {
    const results = operands.map(operand => operand(evaluation));
    if (complete && results.includes(undefined)) {
      return undefined;
    }
    const failure = worst(results.filter(isFailure));
    if (failure && (complete || failure.decisive)) {
      return failure;
    }
    return Object.fromEntries(results.flatMap((result, index) => result === undefined ? [] : [[names[index], result] as const]));
  };
}

/** Concatenates strings and values. An absent part makes the result absent; otherwise a failed part makes it failed. */
function template(operands: readonly Evaluate[]): Evaluate {
  return evaluation => {
    let whole = '';
    let failures: Failure[] | undefined;
    for (const operand of operands) {
      const text = textOf(operand(evaluation));
      if (text === undefined) {
        return undefined;
      }
      if (isFailure(text)) {
        (failures ??= []).push(text);
      } else {
        whole += text as string;
      }
    }
    return failures ? worst(failures) : present(limited(whole));
  };
}

export const COMPOSITIONS = [
  {
    name: 'literal',
    kind: 'constant',
    yields: 'value',
    parameters: [],
    operands: [],
    infer: ({ args }) => inferConstant(args[0]),
    build: ([constant]: readonly Json[]) => Object.assign(() => constant as Value, { constant: constant as Value }),
  },
  {
    name: 'slot',
    kind: 'constant',
    yields: 'value',
    parameters: [{ name: 'name', type: 'string' }, { name: 'type', type: 'choice', choices: DECLARED_TYPES }],
    operands: [],
    infer: ({ args }) => slotType(args[1]),
    build: ([name, type]) => ({ slot }) => slotValue(slot(String(name)), String(type)),
  },
  {
    name: 'template',
    kind: 'composition',
    yields: 'value',
    parameters: [],
    operands: [{ name: 'parts', yields: 'value', accepts: ['string', 'number', 'boolean'], rest: true }],
    infer: ({ operands }) => strictly(always('string'), operands, [['string', 'number', 'boolean']]),
    build: (_, operands) => template(operands),
  },
  {
    name: 'firstOf',
    kind: 'composition',
    yields: 'value',
    parameters: [{ name: 'whenUnavailable', type: 'boolean', optional: true }],
    operands: [{ name: 'values', yields: 'value', rest: true }],
    infer: ({ operands }) => inferFirstOf(operands),
    build: ([whenUnavailable], operands) => firstOf(whenUnavailable === true, operands),
  },
  {
    name: 'choose',
    kind: 'composition',
    yields: 'value',
    parameters: [],
    operands: [{ name: 'condition', yields: 'condition' }, { name: 'then', yields: 'value' }, { name: 'otherwise', yields: 'value', optional: true }],
    infer: ({ operands: [condition, then, otherwise] }) => {
      const chosen = otherwise ? union([then, otherwise]) : { ...then, absent: true };
      return { ...chosen, failed: chosen.failed || condition.failed };
    },
    build: (_, operands) => choose(operands),
  },
  {
    name: 'listOf',
    kind: 'composition',
    yields: 'value',
    parameters: [],
    operands: [{ name: 'members', yields: 'value', rest: true, optional: true }],
    infer: ({ operands }) => listType(operands.length > 0 ? { ...union(operands), absent: false } : always()),
    build: (_, operands) => evaluation => listOf(operands.map(operand => operand(evaluation))),
  },
  {
    name: 'objectOf',
    kind: 'composition',
    yields: 'value',
    parameters: [{ name: 'names', type: 'names', mayBeEmpty: true }, { name: 'complete', type: 'boolean' }],
    operands: [{ name: 'members', yields: 'value', rest: true, optional: true }],
    infer: ({ args, operands }) => args[1] === true ? strictly(always('map'), operands, [undefined]) : always('map'),
    build: ([names, complete], operands) => objectOf(names as string[], complete === true, operands),
  },
] as const satisfies readonly Operator[];

function slotType(type: Json): Inference {
  switch (type) {
    case 'number': return { ...always('number'), failed: true };
    case 'list': return listType(always('string'));
    default: return { ...always('string'), absent: true };
  }
}

/** Lists are passed as lines. Elements of a CloudFormation list contain no line breaks. */
export const LIST_SEPARATOR = '\n';

function slotValue(text: string, type: string): Result {
  switch (type) {
    case 'number': return exactNumber(text.trim()) ?? new Failure('CONVERSION');
    case 'list': return text.split(LIST_SEPARATOR).filter(member => member !== '');
    default: return present(text);
  }
}
