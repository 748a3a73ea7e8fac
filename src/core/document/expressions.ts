import type { Expression, FunctionSource, Rule, SortCondition, Source, TableSource } from './document';
import { ownMember } from './json';
import type { TableSourceName } from '../operators';

/**
 * Visits an expression and all expressions in it, outermost first. An expression that occurs several times is visited once.
 *
 * @param seen expressions that are already visited
 */
export function walk(expression: Expression, visit: (expression: Expression) => void, seen = new Set<Expression>()): void {
  if (seen.has(expression)) {
    return;
  }
  seen.add(expression);
  visit(expression);
  expression.of?.forEach(operand => walk(operand, visit, seen));
}

/** The expressions of a rule with their property names. */
export function expressionsOf(rule: WithoutProvenance<Rule>): ReadonlyArray<readonly [member: string, expression: Expression]> {
  const when = rule.when ? [['when', rule.when] as const] : [];
  switch (rule.kind) {
    case 'setClaim':
    case 'addScope':
    case 'keepScopes':
      return [...when, ['value', rule.value]];
    case 'setGroups':
      return [...when, ...(['groups', 'iamRoles', 'preferredRole'] as const).flatMap(name => rule[name] ? [[name, rule[name]] as const] : [])];
    default:
      return when;
  }
}

/** A rule during compilation. Provenance is added last. */
export type WithoutProvenance<R> = R extends Rule ? Omit<R, 'provenance'> : never;

/** The expressions of a rule without its condition, with their property names. */
export function valuesOf(rule: Rule): ReadonlyArray<readonly [member: string, expression: Expression]> {
  return expressionsOf(rule).filter(([member]) => member !== 'when');
}

/** The path of a property of a rule in the props, with the public names. A copied attribute has one path. */
export function placeOf(rule: WithoutProvenance<Rule>, member: string): string {
  if (rule.kind === 'setClaim' && rule.id.includes('.names[')) {
    return member === 'claim' || member === 'value' ? rule.id : `${rule.id.replace(/\.names\[.*/, '')}.${member}`;
  }
  return `${rule.id}.${propOf(rule, member)}`;
}

function propOf(rule: WithoutProvenance<Rule>, member: string): string {
  if (member === 'claim') {
    return 'name';
  }
  if (rule.kind === 'deny' && member === 'when') {
    return 'condition';
  }
  return rule.kind === 'addScope' && rule.template && member === 'value' ? 'template' : member;
}

/** The distinct names that `find` returns for all expressions. */
export function collect<T extends string>(expressions: readonly Expression[], find: (expression: Expression) => readonly T[]): ReadonlySet<T> {
  const found = new Set<T>();
  const seen = new Set<Expression>();
  expressions.forEach(expression => walk(expression, each => find(each).forEach(name => found.add(name)), seen));
  return found;
}

/** How an expression uses a table source: an attribute of the item, the items, their number, or their existence. */
export type SourceUse = 'ATTRIBUTE' | 'ITEMS' | 'COUNT' | 'EXISTENCE';

const SOURCE_USES: { readonly [name in TableSourceName]: SourceUse } = { attribute: 'ATTRIBUTE', items: 'ITEMS', count: 'COUNT', exists: 'EXISTENCE' };

/** The table source that an expression reads directly, and how it uses it. */
export function sourceRead({ op, args = [] }: Expression): { readonly source: string; readonly use: SourceUse } | undefined {
  const use = ownMember<SourceUse>(SOURCE_USES, op);
  return use && { source: String(args[0]), use };
}

/** The sources that expressions read directly, sorted by name. */
export function sourcesIn(expressions: readonly Expression[]): readonly string[] {
  return [...collect(expressions, expression => {
    const read = sourceRead(expression);
    return read ? [read.source] : [];
  })].sort();
}

/** The keys of the app clients in expressions. */
export function clientsIn(expressions: readonly Expression[]): ReadonlySet<string> {
  return collect(expressions, ({ op, args }) => op === 'client' ? args![0] as string[] : []);
}

/** The names of the slots in expressions. */
export function slotsIn(expressions: readonly Expression[]): ReadonlySet<string> {
  return collect(expressions, ({ op, args }) => op === 'slot' ? [String(args![0])] : []);
}

/** The part of a source that determines which items are read. */
interface Keyed {
  readonly key: { readonly [attribute: string]: Expression };
  readonly sort?: SortCondition;
}

type Targeted = Keyed & Parameters<typeof targetOf>[0];

/** The expressions of all rules that are not disabled. */
function enabledExpressions(rules: readonly WithoutProvenance<Rule>[]): readonly Expression[] {
  return rules.filter(({ mode }) => mode !== 'DISABLED').flatMap(rule => expressionsOf(rule).map(([, expression]) => expression));
}

/** The names of the sources that rules read, directly or through the keys of other sources. Disabled rules read nothing. */
export function sourcesReadBy(rules: readonly WithoutProvenance<Rule>[], sources: { readonly [name: string]: Keyed }): ReadonlySet<string> {
  return sourcesReachedBy(enabledExpressions(rules), sources);
}

/** The names of the sources that expressions read, directly or through the keys of other sources. */
export function sourcesReachedBy(expressions: readonly Expression[], sources: { readonly [name: string]: Keyed }): ReadonlySet<string> {
  const read = new Set(sourcesIn(expressions));
  // the iteration includes names that are added during it
  for (const name of read) {
    const source = ownMember(sources, name);
    sourcesIn(source ? keyExpressions(source) : []).forEach(other => read.add(other));
  }
  return read;
}

/** All expressions that can be evaluated: those of enabled rules, and those of the sources that they read. */
export function evaluatedExpressions(
  rules: readonly WithoutProvenance<Rule>[], sources: { readonly [name: string]: Targeted },
): readonly Expression[] {
  const read = [...sourcesReadBy(rules, sources)].flatMap(name => ownMember(sources, name) ?? []);
  return [...enabledExpressions(rules), ...read.flatMap(source => [targetOf(source), ...keyExpressions(source)])];
}

interface Keyed {
  readonly kind: Source['kind'];
  readonly key: { readonly [attribute: string]: Expression };
  readonly sort?: SortCondition;
}

/** The names of the props with the key of a source. */
export const KEY_PROPS = { item: 'key', itemForEach: 'keys', query: 'key', function: 'input' } as const satisfies { readonly [kind in Source['kind']]: string };

/** All values that determine which items a source reads, with their paths in the props. */
export function keyPartsOf({ kind, key, sort }: Keyed): ReadonlyArray<readonly [place: string, part: Expression]> {
  return [
    ...Object.entries(key).map(([attribute, part]) => [`${KEY_PROPS[kind]}.${attribute}`, part] as const),
    ...(sort?.values ?? []).map((part, index) => [sort!.values.length > 1 ? `sort.values[${index}]` : 'sort', part] as const),
  ];
}

export function keyExpressions({ key, sort }: Omit<Keyed, 'kind'>): readonly Expression[] {
  return [...Object.values(key), ...sort?.values ?? []];
}

/** The name or ARN of the table of a source, or the ARN of its function. */
export function targetOf(source: Pick<TableSource, 'kind' | 'table'> | Pick<FunctionSource, 'kind' | 'function'>): Expression {
  return source.kind === 'function' ? source.function : source.table;
}
