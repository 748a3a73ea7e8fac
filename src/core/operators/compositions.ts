import { DECLARED_TYPES } from './attribute-value';
import { textOf } from './conversions';
import { always, inferConstant, listType, strictly, union, type Inference } from './inference';
import { exactNumber } from './numbers';
import { deciding, type Evaluate, type Operator } from './operator';
import { Failure, isFailure, listOf, present, worst, type Result, type Value } from './result';
import { limited } from './sizes';
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
    documentation: {
      meaning: 'A constant string, number, boolean, list or map.',
      absent: 'never',
      gives: 'the type of the constant',
      example: "Value.literal('gold')",
      peers: ['Hardcoded claim', 'Hardcoded role', 'constant value', 'static value', 'CreateStringClaim'],
    },
  },
  {
    name: 'slot',
    kind: 'constant',
    yields: 'value',
    parameters: [{ name: 'name', type: 'string' }, { name: 'type', type: 'choice', choices: DECLARED_TYPES }],
    operands: [],
    infer: ({ args }) => slotType(args[1]),
    build: ([name, type]) => ({ slot }) => slotValue(slot(String(name)), String(type)),
    documentation: { meaning: 'A value that is known only at deployment.', absent: 'absent when it is an empty string', example: 'Value.literal(bucket.bucketName)' },
  },
  {
    name: 'template',
    kind: 'composition',
    yields: 'value',
    parameters: [],
    operands: [{ name: 'parts', yields: 'value', accepts: ['string', 'number', 'boolean'], rest: true }],
    infer: ({ operands }) => strictly(always('string'), operands, [['string', 'number', 'boolean']]),
    build: (_, operands) => template(operands),
    documentation: {
      meaning: 'A string with placeholders for values: `{{path | transform || fallback}}`.',
      absent: 'absent when a placeholder is absent and has no fallback',
      failed: 'failed when a placeholder has failed, or is a list or map',
      example: "Value.template('{{user.given_name}} {{user.family_name}}')",
      peers: ['String.append', 'Join', "User's full name", 'FormatStringClaim', 'FormatStringMultipleClaims', 'shortcode', 'string interpolation'],
    },
  },
  {
    name: 'firstOf',
    kind: 'composition',
    yields: 'value',
    parameters: [{ name: 'whenUnavailable', type: 'boolean', optional: true }],
    operands: [{ name: 'values', yields: 'value', rest: true }],
    infer: ({ operands }) => inferFirstOf(operands),
    build: ([whenUnavailable], operands) => firstOf(whenUnavailable === true, operands),
    documentation: {
      meaning: 'The first value that is present. Absent and failed values are skipped, except a read that failed with `OnError.DENY`: the token is denied. '
        + 'Rules that restrict or decide access do not skip any read that failed, unless `whenUnavailable` is set.',
      absent: 'absent when all values are absent',
      failed: 'failed when no value is present and at least one has failed, or in a rule that restricts or decides access when a read has failed',
      gives: 'the type of the selected value',
      example: "Value.firstOf(Value.userAttribute('nickname'), Value.username())",
      peers: ['?:', 'IfEmpty', '{{a || b}}', 'default'],
    },
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
    documentation: {
      meaning: 'Selects `then` if the condition is true, and `otherwise` if it is false.',
      absent: 'absent when the selected value is absent, and when the condition is false and there is no `otherwise`',
      failed: 'failed when the condition is unknown, and when the selected value has failed',
      gives: 'the type of the selected value',
      example: "Value.choose(Value.email().endsWith('@example.com'), Value.literal('staff'), Value.literal('guest'))",
      peers: ['? :', 'Contains', 'StartWith', 'EndWith', 'IfNotEmpty', 'String.stringSwitch', 'SetClaimsIfStringsMatch'],
    },
  },
  {
    name: 'listOf',
    kind: 'composition',
    yields: 'value',
    parameters: [],
    operands: [{ name: 'members', yields: 'value', rest: true, optional: true }],
    infer: ({ operands }) => listType(operands.length > 0 ? { ...union(operands), absent: false } : always()),
    build: (_, operands) => evaluation => listOf(operands.map(operand => operand(evaluation))),
    documentation: {
      meaning: 'A list of values. Absent and failed values are left out.',
      absent: 'never; an empty list when all values are left out',
      failed: 'never, except when a read failed with `OnError.DENY`: the token is denied',
      example: "Value.listOf(Value.literal('member'), profile.attribute('role'))",
      peers: ['Arrays.add', 'AddItemToStringCollection', 'AddParameterToStringCollection'],
    },
  },
  {
    name: 'objectOf',
    kind: 'composition',
    yields: 'value',
    parameters: [{ name: 'names', type: 'names', mayBeEmpty: true }, { name: 'complete', type: 'boolean' }],
    operands: [{ name: 'members', yields: 'value', rest: true, optional: true }],
    infer: ({ args, operands }) => args[1] === true ? strictly(always('map'), operands, [undefined]) : always('map'),
    build: ([names, complete], operands) => objectOf(names as string[], complete === true, operands),
    documentation: {
      meaning: 'A map of values. Absent and failed properties are left out. With `complete: true`, the map is absent or failed instead.',
      absent: 'never; with `complete: true`, absent when a property is absent',
      failed: 'never, except when a read failed with `OnError.DENY`: the token is denied; with `complete: true`, failed when a property has failed',
      example: "Value.objectOf({ plan: tenant.attribute('plan'), seats: tenant.attribute('seats') })",
      peers: ['User address', 'dot path in a claim name', 'GenerateJson', 'object in a template'],
    },
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
