import type { Plan } from './plan';
import { TOOLS } from './tools';
import { DOCUMENT_VERSION, type Expression, type Rule, type RulesetDocument, type Source } from '../../src/ruleset/document';
import { expressionsOf, readsSource, sourcesIn, walk } from '../../src/ruleset/expressions';
import { stableStringify, type Json } from '../../src/ruleset/json';
import { operatorOf } from '../../src/ruleset/operators';
import type { EvaluatedOperator, Evaluate } from '../../src/ruleset/operators/operator';
import { Failure, isList, type Result } from '../../src/ruleset/operators/result';
import { keyExpressions } from '../../src/ruleset/source-keys';

/** A rule, ready to be evaluated. */
export interface LoadedRule<R extends Rule = Rule> {
  readonly rule: R;
  readonly when?: Evaluate;
  /** The expressions of the rule by the name of its member: `value`, `groups`, `iamRoles`, `preferredRole`. */
  readonly values: { readonly [member: string]: Evaluate };
  /** Table sources that its condition and its values read. */
  readonly sources: readonly string[];
  /** Keys of the app clients that it names, itself or in keys of its sources. */
  readonly clients: readonly string[];
}

export interface LoadedSource {
  readonly name: string;
  readonly source: Source;
  readonly table: Evaluate;
  readonly key: ReadonlyArray<readonly [attribute: string, part: Evaluate]>;
  /** Values of the condition on the sort key of a query. */
  readonly sortValues: readonly Evaluate[];
  /** What of it decides whether two reads are the same, beside the values of the key. */
  readonly identity: string;
  /** Table sources that its key reads. */
  readonly dependsOn: readonly string[];
}

export interface Ruleset {
  readonly document: RulesetDocument;
  readonly rules: readonly LoadedRule[];
  readonly sources: ReadonlyMap<string, LoadedSource>;
  /** Claims of which an enforced rule says that they authorize. */
  readonly authorizationClaims: ReadonlySet<string>;
  /** What follows from the rules for requests of a kind, once there was one. */
  readonly plans: Map<string, Plan>;
}

/** Builds closures out of a document, once per environment. Throws for a document that this code cannot read. */
export function loadRuleset(document: RulesetDocument): Ruleset {
  if (document.version !== DOCUMENT_VERSION) {
    throw new Error(`the document has version ${String(document.version)}, and this code reads ${DOCUMENT_VERSION}`);
  }
  return {
    document,
    rules: document.rules.map(rule => loadRule(rule, document)),
    sources: new Map(Object.entries(document.sources).map(([name, source]) => [name, loadSource(name, source)])),
    authorizationClaims: new Set(document.rules.flatMap(rule =>
      rule.kind === 'setClaim' && rule.mode === 'ENFORCE' && rule.authorization === true ? [rule.claim] : [])),
    plans: new Map(),
  };
}

function loadRule(rule: Rule, { sources }: RulesetDocument): LoadedRule {
  // never evaluated: what it needs is not even in the asset
  if (rule.mode === 'DISABLED') {
    return { rule, values: {}, sources: [], clients: [] };
  }
  const expressions = expressionsOf(rule);
  const roots = expressions.map(([, expression]) => expression);
  return {
    rule,
    ...(rule.when && { when: build(rule.when) }),
    values: Object.fromEntries(expressions.filter(([member]) => member !== 'when').map(([member, expression]) => [member, build(expression)])),
    sources: sourcesIn(roots),
    clients: [...clientsOf(roots, sources, new Set(), new Set())],
  };
}

/** The clients that expressions name, and those that the keys of their sources do. */
function clientsOf(expressions: readonly Expression[], sources: RulesetDocument['sources'], known: Set<string>, clients: Set<string>): ReadonlySet<string> {
  expressions.forEach(expression => walk(expression, ({ op, args }) => {
    if (op === 'client') {
      (args![0] as string[]).forEach(client => clients.add(client));
    } else if (readsSource(op) && !known.has(String(args![0]))) {
      known.add(String(args![0]));
      clientsOf(keyExpressions(sources[String(args![0])]), sources, known, clients);
    }
  }));
  return clients;
}

function loadSource(name: string, source: Source): LoadedSource {
  return {
    name,
    source,
    table: build(source.table),
    key: Object.entries(source.key).map(([attribute, part]) => [attribute, build(part)] as const),
    sortValues: source.kind === 'query' && source.sort ? source.sort.values.map(value => build(value)) : [],
    identity: identityOf(source),
    dependsOn: sourcesIn(keyExpressions(source)),
  };
}

/** Tables as the document names them, each of which has permissions of its own. */
function identityOf(source: Source): string {
  const { table, key, consistentRead } = source;
  const query = source.kind === 'query' && [
    source.index ?? null, source.sort ? [source.sort.attribute, source.sort.comparison] : null, source.ascending, source.limit, source.select,
  ];
  return stableStringify([source.kind, table, Object.keys(key), consistentRead, query] as Json);
}

/** @param perMember it is evaluated for each member of a list */
function build(expression: Expression, perMember = false): Evaluate {
  return perMember && !usesElement(expression) ? once(build(expression)) : counted(buildOperator(expression, perMember));
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
