import type { Inference } from './inference';
import { Failure, isFailure, isList, present, typeOf, worst, type Result, type TypeName, type Value } from './result';
import { listOfEach } from './sizes';
import type { TokenRequest } from '../cognito/token-request';
import type { SubjectName } from '../document/document';
import type { Json } from '../document/json';

/** What an expression is evaluated on: the event, and the items that were read for it. All have all members, so that V8 knows them as one kind. */
export interface Evaluation {
  readonly request: TokenRequest;
  /** What a source found, or that it has failed. */
  readonly reading: (source: string) => Reading | Failure;
  /** Whether the token is for an app client that a rule names; undefined when nobody knows, as its id could not be loaded. */
  readonly isClient: (key: string, clientId: string | undefined) => boolean | undefined;
  /** The deploy-time value of a slot. */
  readonly slot: (name: string) => string;
  /** The member at hand, inside `mapEach`, `filter` and `sortBy`. */
  readonly element: Value | Failure | undefined;
  /** What depends on no member at hand, evaluated once for all members of the outermost list. */
  readonly once: Map<Evaluate, Result> | undefined;
  /** Steps that are left for all of it. */
  readonly work: { left: number };
  /** Something is decided by the result, so that a part which has failed may not be left out of it. */
  readonly decides: boolean;
}

/** Evaluates what decides: conditions, orders and keys. */
export function deciding(evaluation: Evaluation): Evaluation {
  return evaluation.decides ? evaluation : { ...evaluation, decides: true };
}

/** An item as DynamoDB returns it: attribute values in their JSON form. */
export type Item = { readonly [attribute: string]: AttributeValue };
export type AttributeValue = { readonly [type: string]: unknown };

/** What a source found. Where rules count items alone, there are none of them. */
export interface Reading {
  readonly items: readonly Item[];
  readonly count: number;
}

export type Evaluate = (evaluation: Evaluation) => Result;

/** What operators need that is loaded only for rules that use it. */
export interface Tools {
  /** Throws for a pattern that the engine cannot run. */
  readonly pattern: (pattern: string) => Pattern;
  /** In hexadecimal digits. */
  readonly sha256: (text: string) => string;
}

/** A pattern that runs in time linear in the string. */
export interface Pattern {
  /** It matches the whole string. */
  readonly matches: (text: string) => boolean;
  /** It matches somewhere. */
  readonly isIn: (text: string) => boolean;
  /** Group 1 of the first match, or the match itself where the pattern has no group. */
  readonly extract: (text: string) => string | undefined;
  /** Every match replaced by a string that is taken as it is; undefined where that would be longer than the limit. */
  readonly replace: (text: string, replacement: string, limit: number) => string | undefined;
}

/** A constant that an operator takes: known at synth, the same for every token. */
export interface Parameter {
  readonly name: string;
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'names' | 'path' | 'type' | 'pattern' | 'declaration' | 'dateFormat' | 'readableDateFormat' | 'timeZone';
  /** The least that a number may be. */
  readonly least?: number;
  readonly optional?: true;
  /** A string or a list of names may not be empty unless this says so. */
  readonly mayBeEmpty?: true;
}

/** A value or condition that an operator works on. */
export interface Operand {
  readonly name: string;
  readonly yields: Yield;
  /** Types it takes; a present value of another type has failed. */
  readonly accepts?: readonly TypeName[];
  /** Of a list: types of members that it takes, where it does not take all. */
  readonly members?: readonly TypeName[];
  /** What to do where a Value is given for a constant. */
  readonly instead?: string;
  /** May be left out; the last operand only. */
  readonly optional?: true;
  /** Stands for any number of operands; the last one only. */
  readonly rest?: true;
  /** Evaluated for each member of a list, which is the element in it. */
  readonly perMember?: true;
}

export type Yield = 'value' | 'condition';

export interface Documentation {
  /** What it gives, in one sentence. */
  readonly meaning: string;
  /** What it gives when what it works on is absent. */
  readonly absent: string;
  /**
   * What it gives when what it works on has failed, and when it fails by itself. Transforms and comparisons of which this says
   * nothing follow the rule of their kind; sources and conditions cannot fail then.
   */
  readonly failed?: string;
  /** Types that it gives, where they depend on what it works on. */
  readonly gives?: string;
  /** An expression in TypeScript. */
  readonly example: string;
  /** What other products call it, for those who look for it by that name. */
  readonly peers?: readonly string[];
}

export type OperatorKind = 'source' | 'constant' | 'composition' | 'transform' | 'comparison' | 'condition';

/**
 * One operator: everything that author objects, templates, the checks, the evaluator and the documentation know of it.
 */
export interface Operator<Name extends string = string, Kind extends OperatorKind = OperatorKind> {
  readonly name: Name;
  readonly kind: Kind;
  readonly yields: Yield;
  readonly parameters: readonly Parameter[];
  readonly operands: readonly Operand[];
  /** May be called in templates, by its own name. */
  readonly template?: true;
  /** On a list it applies to each member. */
  readonly each?: true;
  /** Tells something about the user: absent on machine tokens, and a condition false, whatever the event holds. */
  readonly ofUser?: true;
  readonly infer: (inferring: Inferring) => Inference;
  readonly build: (args: readonly Json[], operands: readonly Evaluate[], tools: Tools) => Evaluate;
  readonly documentation: Documentation;
}

/** What evaluation needs of an operator: the rest is not even in the code of the function. */
export interface EvaluatedOperator extends Pick<Operator, 'name' | 'build'> {
  readonly operands: ReadonlyArray<Pick<Operand, 'accepts' | 'perMember'>>;
}

/** What the static type of an expression depends on. */
export interface Inferring {
  readonly args: readonly Json[];
  readonly operands: readonly Inference[];
  readonly subjects: readonly SubjectName[];
  /** The member at hand, in what is evaluated for each member of a list. */
  readonly element: Inference;
}

/**
 * An operator whose result follows from its operands alone: absent if one is absent, whatever the others are; failed if
 * one has failed or is of a type that is not taken.
 *
 * @param each on a list it applies to each member, so that a list is taken besides what the first operand accepts
 */
export function strict(
  operands: readonly Operand[],
  apply: (values: readonly Value[], args: readonly Json[], tools: Tools) => Result,
  each = false,
): Operator['build'] {
  return (args, evaluates, tools) => {
    const applied = (values: readonly Value[]): Result => apply(values, args, tools);
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

/** The same of one operand, as most transforms have: without lists of what there is one of. */
function unary({ accepts }: EvaluatedOperator['operands'][number], evaluate: Evaluate, apply: (values: readonly Value[]) => Result, each: boolean): Evaluate {
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

function applyStrictly(operands: EvaluatedOperator['operands'], apply: (values: readonly Value[]) => Result, results: readonly Result[]): Result {
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
