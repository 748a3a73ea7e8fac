import type { LoadedPlan } from './plan';
import { TOOLS } from './tools';
import { DOCUMENT_VERSION, type Expression, type Rule, type RulesetDocument, type Source } from '../../src/ruleset/document';
import { operatorOf } from '../../src/ruleset/operators';
import type { EvaluatedOperator, Evaluate } from '../../src/ruleset/operators/operator';
import { Failure, isList, type Result, type TypeName } from '../../src/ruleset/operators/result';

/** A value of a rule, and the type that it takes there; claims take any. */
export interface Member {
  /** `value`, `groups`, `iamRoles` or `preferredRole`. */
  readonly name: string;
  readonly value: Evaluate;
  readonly type?: TypeName;
}

/** A rule, ready to be evaluated. */
export interface LoadedRule<R extends Rule = Rule> {
  readonly rule: R;
  readonly when?: Evaluate;
  readonly members: readonly Member[];
}

export interface LoadedSource {
  readonly name: string;
  readonly source: Source;
  readonly table: Evaluate;
  readonly key: ReadonlyArray<readonly [attribute: string, part: Evaluate]>;
  /** Values of the condition on the sort key of a query. */
  readonly sortValues: readonly Evaluate[];
}

export interface Ruleset {
  readonly document: RulesetDocument;
  readonly rules: readonly LoadedRule[];
  readonly sources: ReadonlyMap<string, LoadedSource>;
  /** By the names of their kinds, once there was a request. */
  readonly plans: Map<string, LoadedPlan>;
}

/** Builds closures out of a document, once per environment. Throws for a document that this code cannot read. */
export function loadRuleset(document: RulesetDocument): Ruleset {
  if (document.version !== DOCUMENT_VERSION) {
    throw new Error(`the document has version ${String(document.version)}, and this code reads ${DOCUMENT_VERSION}`);
  }
  return {
    document,
    rules: document.rules.map(loadRule),
    sources: new Map(Object.entries(document.sources).map(([name, source]) => [name, loadSource(name, source)])),
    plans: new Map(),
  };
}

function loadRule(rule: Rule): LoadedRule {
  // never evaluated: what it needs is not even in the asset
  if (rule.mode === 'DISABLED') {
    return { rule, when: undefined, members: [] };
  }
  return { rule, when: rule.when && build(rule.when), members: membersOf(rule) };
}

function membersOf(rule: Rule): readonly Member[] {
  switch (rule.kind) {
    case 'setClaim':
      return [{ name: 'value', value: build(rule.value), type: undefined }];
    case 'addScope':
      return [{ name: 'value', value: build(rule.value), type: rule.list ? 'list' : 'text' }];
    case 'keepScopes':
      return [{ name: 'value', value: build(rule.value), type: 'list' }];
    case 'setGroups':
      return (['groups', 'iamRoles', 'preferredRole'] as const).flatMap((name): readonly Member[] =>
        rule[name] ? [{ name, value: build(rule[name]), type: name === 'preferredRole' ? 'text' : 'list' }] : []);
    default:
      return [];
  }
}

function loadSource(name: string, source: Source): LoadedSource {
  return {
    name,
    source,
    table: build(source.table),
    key: Object.entries(source.key).map(([attribute, part]) => [attribute, build(part)] as const),
    sortValues: source.kind === 'query' && source.sort ? source.sort.values.map(value => build(value)) : [],
  };
}

/** @param perMember it is evaluated for each member of a list */
function build(expression: Expression, perMember = false): Evaluate {
  if (perMember && !usesElement(expression)) {
    return once(build(expression));
  }
  const evaluate = buildOperator(expression, perMember);
  // what is only taken from somewhere is made by nobody here
  return expression.of === undefined ? evaluate : counted(evaluate);
}

function buildOperator(expression: Expression, perMember: boolean): Evaluate {
  const { build: buildEvaluate, operands }: EvaluatedOperator = operatorOf(expression.op);
  const built = (expression.of ?? []).map((operand, index) => build(operand, perMember || operands[index]?.perMember === true));
  return buildEvaluate(expression.args ?? [], built, TOOLS);
}

const EXHAUSTED = new Failure('WORK', true);
/** Characters that are one step. */
const CHARACTERS = 64;

/** Counts steps for what is made, as whatever works on it takes time in proportion to it. */
function counted(evaluate: Evaluate): Evaluate {
  return evaluation => {
    const { work } = evaluation;
    if (work.left < 0) {
      return EXHAUSTED;
    }
    const result = evaluate(evaluation);
    work.left -= typeof result === 'string' ? 1 + Math.trunc(result.length / CHARACTERS) : isList(result) ? 1 + result.length : 1;
    return work.left < 0 ? EXHAUSTED : result;
  };
}

/** Not of a list operator within: what that evaluates for each member has elements of its own. */
function usesElement({ op, of = [] }: Expression): boolean {
  const { operands }: EvaluatedOperator = operatorOf(op);
  return op === 'element' || of.some((operand, index) => operands[index]?.perMember !== true && usesElement(operand));
}

/** What no member changes is evaluated for the first one, of all lists around: a long list times a long list would take seconds. */
function once(evaluate: Evaluate): Evaluate {
  return evaluation => {
    const { once: known = new Map<Evaluate, Result>() } = evaluation;
    if (!known.has(evaluate)) {
      known.set(evaluate, evaluate(evaluation));
    }
    return known.get(evaluate);
  };
}
