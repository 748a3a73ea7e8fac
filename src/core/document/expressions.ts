import type { Expression, Rule, SortCondition } from './document';
import { ownMember } from './json';
import { keyExpressions } from './source-keys';
import type { TableSourceName } from '../operators';

/**
 * All expressions in an expression, itself first. One that is used at several places is visited once.
 *
 * @param seen those that were visited before
 */
export function walk(expression: Expression, visit: (expression: Expression) => void, seen = new Set<Expression>()): void {
  if (seen.has(expression)) {
    return;
  }
  seen.add(expression);
  visit(expression);
  expression.of?.forEach(operand => walk(operand, visit, seen));
}

/** The expressions of a rule by the name of their member. */
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

/** A rule while it is compiled: who controls it is known last. */
export type WithoutProvenance<R> = R extends Rule ? Omit<R, 'provenance'> : never;

/** The place of a member of a rule in the props, by the names that authors know. A copied attribute is one place. */
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

/** Names that are found in expressions, each once. */
export function collect<T extends string>(expressions: readonly Expression[], find: (expression: Expression) => readonly T[]): ReadonlySet<T> {
  const found = new Set<T>();
  const seen = new Set<Expression>();
  expressions.forEach(expression => walk(expression, each => find(each).forEach(name => found.add(name)), seen));
  return found;
}

/** The use that an expression makes of a table source: an attribute of the item, the items, their number, or whether there is one. */
export type SourceUse = 'ATTRIBUTE' | 'ITEMS' | 'COUNT' | 'EXISTENCE';

const SOURCE_USES: { readonly [name in TableSourceName]: SourceUse } = { attribute: 'ATTRIBUTE', items: 'ITEMS', count: 'COUNT', exists: 'EXISTENCE' };

/** The table source that an expression reads itself, with its use of it. */
export function sourceRead({ op, args = [] }: Expression): { readonly source: string; readonly use: SourceUse } | undefined {
  const use = ownMember<SourceUse>(SOURCE_USES, op);
  return use && { source: String(args[0]), use };
}

/** The sources that expressions read themselves, in order of their names. */
export function sourcesIn(expressions: readonly Expression[]): readonly string[] {
  return [...collect(expressions, expression => {
    const read = sourceRead(expression);
    return read ? [read.source] : [];
  })].sort();
}

/** The keys of the app clients that expressions name. */
export function clientsIn(expressions: readonly Expression[]): ReadonlySet<string> {
  return collect(expressions, ({ op, args }) => op === 'client' ? args![0] as string[] : []);
}

/** The names of the slots that expressions read. */
export function slotsIn(expressions: readonly Expression[]): ReadonlySet<string> {
  return collect(expressions, ({ op, args }) => op === 'slot' ? [String(args![0])] : []);
}

/** The part of a source that decides which items are read. */
interface Keyed {
  readonly key: { readonly [attribute: string]: Expression };
  readonly sort?: SortCondition;
}

/** The expressions of rules that can be evaluated: those of rules that are not disabled. */
function enabledExpressions(rules: readonly WithoutProvenance<Rule>[]): readonly Expression[] {
  return rules.filter(({ mode }) => mode !== 'DISABLED').flatMap(rule => expressionsOf(rule).map(([, expression]) => expression));
}

/** The names of the sources that rules read, and of those that the keys of these read. Disabled rules read nothing. */
export function sourcesReadBy(rules: readonly WithoutProvenance<Rule>[], sources: { readonly [name: string]: Keyed }): ReadonlySet<string> {
  return sourcesReachedBy(enabledExpressions(rules), sources);
}

/** The names of the sources that expressions read, and of those that the keys of these read. */
export function sourcesReachedBy(expressions: readonly Expression[], sources: { readonly [name: string]: Keyed }): ReadonlySet<string> {
  const read = new Set(sourcesIn(expressions));
  // a set goes on to what is added to it
  for (const name of read) {
    const source = ownMember(sources, name);
    sourcesIn(source ? keyExpressions(source) : []).forEach(other => read.add(other));
  }
  return read;
}

/** All expressions that can be evaluated: of rules that are not disabled, and of the sources that they read. */
export function evaluatedExpressions(
  rules: readonly WithoutProvenance<Rule>[], sources: { readonly [name: string]: Keyed & { readonly table: Expression } },
): readonly Expression[] {
  const read = [...sourcesReadBy(rules, sources)].flatMap(name => ownMember(sources, name) ?? []);
  return [...enabledExpressions(rules), ...read.flatMap(source => [source.table, ...keyExpressions(source)])];
}
