import type { Inference } from './inference';
import { Failure, isFailure, isList, listOfEach, present, typeOf, worst, type Result, type TypeName, type Value } from './result';
import type { TokenRequest } from '../cognito/token-request';
import type { SubjectName } from '../document/document';
import type { Json } from '../document/json';

/** The context of an evaluation: the event, and the items that were read for it. Every instance has every property, so that V8 sees one shape. */
export interface Evaluation {
  readonly request: TokenRequest;
  /** The items that a source found, or a failure. */
  readonly reading: (source: string) => Reading | Failure;
  /** True if the token is for an app client that a rule names; undefined if its id could not be loaded. */
  readonly isClient: (key: string, clientId: string | undefined) => boolean | undefined;
  /** The deploy-time value of a slot. */
  readonly slot: (name: string) => string;
  /** The current element, inside `mapEach`, `filter` and `sortBy`. */
  readonly element: Value | Failure | undefined;
  /** Results of element-independent operands, which are evaluated once for all elements of the outermost list. */
  readonly once: Map<Evaluate, Result> | undefined;
  /** Evaluation steps left. */
  readonly work: { left: number };
  /** The result decides something, so failed parts must not be left out of it. */
  readonly decides: boolean;
  /** The rule restricts or decides, so a fallback does not replace a failed read: an outage must not lift a restriction. */
  readonly restricts: boolean;
}

/** The context for results that decide something: conditions, sort orders and keys. */
export function deciding(evaluation: Evaluation): Evaluation {
  return evaluation.decides ? evaluation : { ...evaluation, decides: true };
}

/** The context for rules that restrict or decide, and for the keys of their sources. */
export function restricting(evaluation: Evaluation): Evaluation {
  return evaluation.restricts ? evaluation : { ...evaluation, restricts: true };
}

/** Characters that are processed in one step. */
export const CHARACTERS = 64;

/** Counts steps that the sizes of the operands do not count: they can have been evaluated before, for another element. */
export function spend({ work }: Evaluation, steps: number): void {
  work.left -= steps;
}

/** An item as DynamoDB returns it: attribute values in their JSON form. */
export type Item = { readonly [attribute: string]: AttributeValue };
export type AttributeValue = { readonly [type: string]: unknown };

/** The result of reading a source. `items` is empty if rules only count the items. */
export interface Reading {
  readonly items: readonly Item[];
  readonly count: number;
}

export interface Evaluate {
  (evaluation: Evaluation): Result;
  /** The value, if it is a constant of the rules. */
  readonly constant?: Value;
}

/** Dependencies of operators that are loaded only for rules that use them. */
export interface Engines {
  /** Compiles a pattern. Throws if the engine cannot run it. */
  readonly pattern: (pattern: string) => Pattern;
  readonly sha256: (text: string, encoding: DigestEncoding) => string;
}

/** How the bytes of a hash become a string. */
export const DIGEST_ENCODINGS = ['HEX', 'BASE64', 'BASE64URL'] as const;
export type DigestEncoding = typeof DIGEST_ENCODINGS[number];

/** A pattern that runs in time linear in the length of the string. */
export interface Pattern {
  /** True if the pattern matches the whole string. */
  readonly matches: (text: string) => boolean;
  /** True if the pattern matches anywhere in the string. */
  readonly isIn: (text: string) => boolean;
  /** Group 1 of the first match, or the whole match if the pattern has no group. */
  readonly extract: (text: string) => string | undefined;
  /** Replaces every match with a literal string. Returns undefined if the result would be longer than the limit. */
  readonly replace: (text: string, replacement: string, limit: number) => string | undefined;
}

/** A constant argument of an operator. It is known at synthesis, and the same for every token. */
export interface Parameter {
  readonly name: string;
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'names' | 'path' | 'paths' | 'choice' | 'pattern' | 'declaration' | 'dateFormat' | 'readableDateFormat' | 'timeZone';
  /** The values of a choice. */
  readonly choices?: readonly string[];
  /** Minimum value of a number. */
  readonly least?: number;
  readonly optional?: true;
  /** Allows an empty string or an empty list of names. By default they are rejected. */
  readonly mayBeEmpty?: true;
}

/** A value or condition that an operator takes as input. */
export interface Operand {
  readonly name: string;
  readonly yields: Yield;
  /** Accepted types. A present value of another type has failed. */
  readonly accepts?: readonly TypeName[];
  /** Accepted element types of a list, if not all types are accepted. */
  readonly members?: readonly TypeName[];
  /** The fix to suggest if a Value is given for a constant. */
  readonly instead?: string;
  /** The operand is optional. Only allowed for the last operand. */
  readonly optional?: true;
  /** The operand can be repeated. Only allowed for the last operand. */
  readonly rest?: true;
  /** Evaluated for each element of a list, which `Value.element()` reads. */
  readonly perMember?: true;
}

export type Yield = 'value' | 'condition';

export type OperatorKind = 'source' | 'constant' | 'composition' | 'transform' | 'comparison' | 'condition';

/**
 * One operator. Author objects, templates, checks, the evaluator and the documentation all use this definition. The texts of the documentation
 * are in `docs/generate/operators`, as this module is bundled with the function.
 */
export interface Operator<Name extends string = string, Kind extends OperatorKind = OperatorKind> {
  readonly name: Name;
  readonly kind: Kind;
  readonly yields: Yield;
  readonly parameters: readonly Parameter[];
  readonly operands: readonly Operand[];
  /** Can be called in templates, by its name. */
  readonly template?: true;
  /** Applies to each element of a list. */
  readonly each?: true;
  /** Reads user data. On machine tokens a value is absent and a condition is false, whatever the event contains. */
  readonly ofUser?: true;
  readonly infer: (inferring: Inferring) => Inference;
  readonly build: (args: readonly Json[], operands: readonly Evaluate[], engines: Engines) => Evaluate;
}

/** Input of static type inference. */
export interface Inferring {
  readonly args: readonly Json[];
  readonly operands: readonly Inference[];
  readonly subjects: readonly SubjectName[];
  /** Type of the current element, in operands that are evaluated for each element of a list. */
  readonly element: Inference;
}

/**
 * An operator whose result depends only on its operands. It is absent if an operand is absent, whatever the others are. It has failed if
 * an operand has failed or has a type that is not accepted.
 *
 * @param each applies to each element of a list: a list is accepted in addition to the types of the first operand
 */
export function strict(
  operands: readonly Operand[],
  apply: (values: readonly Value[], args: readonly Json[], engines: Engines) => Result,
  each = false,
): Operator['build'] {
  return (args, evaluates, engines) => {
    const applied = (values: readonly Value[]): Result => apply(values, args, engines);
    if (evaluates.length === 1) {
      return unary(operands[0], evaluates[0], applied, each);
    }
    return evaluation => {
      const results: Result[] = [];
      for (const evaluate of evaluates) {
        results.push(evaluate(evaluation));
      }
      if (each && isList(results[0])) {
        return listOfEach(results[0], member => applyStrictly(operands, applied, [member, ...results.slice(1)]));
      }
      return applyStrictly(operands, applied, results);
    };
  };
}

/** The same for one operand, which most transforms have. Avoids the allocation of lists. */
function unary({ accepts }: Operand, evaluate: Evaluate, apply: (values: readonly Value[]) => Result, each: boolean): Evaluate {
  const applied = (result: Result): Result => {
    if (result === undefined || isFailure(result)) {
      return result;
    }
    return accepts && !accepts.includes(typeOf(result)) ? new Failure('TYPE') : present(apply([result]));
  };
  return evaluation => {
    const result = evaluate(evaluation);
    return each && isList(result) ? listOfEach(result, applied) : applied(result);
  };
}

function applyStrictly(operands: readonly Operand[], apply: (values: readonly Value[]) => Result, results: readonly Result[]): Result {
  let failures: Failure[] | undefined;
  for (const result of results) {
    if (result === undefined) {
      return undefined;
    }
    if (isFailure(result)) {
      (failures ??= []).push(result);
    }
  }
  if (failures) {
    return worst(failures);
  }
  const values = results as Value[];
  for (let index = 0; index < values.length; index++) {
    const accepts = operands[Math.min(index, operands.length - 1)].accepts;
    if (accepts && !accepts.includes(typeOf(values[index]))) {
      return new Failure('TYPE');
    }
  }
  return present(apply(values));
}
