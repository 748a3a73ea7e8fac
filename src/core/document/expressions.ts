import type { Expression, Rule, SortCondition } from './document';
import { keyExpressions } from './source-keys';
import { itemUses } from '../../analysis/item-uses';
import type { OperatorName } from '../operators';

/** All expressions in an expression, itself first. */
export function walk(expression: Expression, visit: (expression: Expression) => void): void {
  visit(expression);
  expression.of?.forEach(operand => walk(operand, visit));
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
  return rule.kind === 'addScope' && !rule.list && member === 'value' ? 'template' : member;
}

/** What is found in expressions, each once. */
export function collect<T extends string>(expressions: readonly Expression[], find: (expression: Expression) => readonly T[]): ReadonlySet<T> {
  const found = new Set<T>();
  expressions.forEach(expression => walk(expression, each => find(each).forEach(name => found.add(name))));
  return found;
}

/** The sources that expressions read themselves, in order of their names. */
export function sourcesIn(expressions: readonly Expression[]): readonly string[] {
  return [...collect(expressions, ({ op, args }) => readsSource(op) ? [String(args![0])] : [])].sort();
}

/** The operators that read a table source, which is their first argument. */
export function readsSource(op: OperatorName): boolean {
  return op === 'attribute' || op === 'exists' || op === 'items' || op === 'count';
}

/** The keys of the app clients that expressions name. */
export function clientsIn(expressions: readonly Expression[]): ReadonlySet<string> {
  return collect(expressions, ({ op, args }) => op === 'client' ? args![0] as string[] : []);
}

/** The names of the slots that expressions read. */
export function slotsIn(expressions: readonly Expression[]): ReadonlySet<string> {
  return collect(expressions, ({ op, args }) => op === 'slot' ? [String(args![0])] : []);
}

interface Readable {
  readonly table: Expression;
  readonly key: { readonly [attribute: string]: Expression };
  readonly sort?: SortCondition;
}

/** All expressions that can be evaluated: of rules that are not disabled, and of the sources that they read. */
export function evaluatedExpressions(
  rules: readonly WithoutProvenance<Rule>[], sources: { readonly [name: string]: Readable },
): readonly Expression[] {
  return [
    ...rules.filter(({ mode }) => mode !== 'DISABLED').flatMap(rule => expressionsOf(rule).map(([, expression]) => expression)),
    ...[...usedSources(rules, sources).keys()].flatMap(name => sources[name] ? [sources[name].table, ...keyExpressions(sources[name])] : []),
  ];
}

/** What is used of a source. */
export interface SourceUse {
  /** Top-level attributes of its items. */
  readonly attributes: ReadonlySet<string>;
  /** Items are used, or attributes of one, not only whether there are any. */
  readonly items: boolean;
  /** It is used how many items there are. */
  readonly count: boolean;
}

/**
 * The sources that rules read, and those that the keys of these read, with what is used of each. Disabled rules read nothing.
 */
export function usedSources(
  rules: readonly WithoutProvenance<Rule>[],
  sources: { readonly [name: string]: Omit<Readable, 'table'> },
): ReadonlyMap<string, SourceUse> {
  const used = new Map<string, { attributes: Set<string>; items: boolean; count: boolean }>();
  const visit = (root: Expression): void => {
    walk(root, ({ op, args = [] }) => {
      if (!readsSource(op)) {
        return;
      }
      const [name, path] = args as [string, ReadonlyArray<string | number>?];
      const known = used.get(name);
      const use = known ?? { attributes: new Set<string>(), items: false, count: false };
      used.set(name, use);
      use.items ||= op === 'attribute' || op === 'items';
      use.count ||= op === 'count';
      if (op === 'attribute' && path) {
        use.attributes.add(String(path[0]));
      }
      if (!known && sources[name]) {
        keyExpressions(sources[name]).forEach(visit);
      }
    });
    itemUses(root).forEach(({ source, path }) => path && used.get(source)!.attributes.add(String(path[0])));
  };
  rules.filter(({ mode }) => mode !== 'DISABLED').forEach(rule => expressionsOf(rule).forEach(([, expression]) => visit(expression)));
  return used;
}
