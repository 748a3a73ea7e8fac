import { itemUses } from './item-uses';
import type { Expression, Rule, SortCondition } from '../core/document/document';
import { expressionsOf, sourceRead, walk, type WithoutProvenance } from '../core/document/expressions';
import { ownMember } from '../core/document/json';
import { keyExpressions } from '../core/document/source-keys';

/** How rules use a source. */
export interface UsedSource {
  /** Top-level attributes of its items that rules use. */
  readonly attributes: ReadonlySet<string>;
  /** Rules use items or their attributes, not only their existence. */
  readonly items: boolean;
  /** Rules use the number of items. */
  readonly count: boolean;
}

type Sources = { readonly [name: string]: { readonly key: { readonly [attribute: string]: Expression }; readonly sort?: SortCondition } };

/**
 * The sources that rules read, directly or through the keys of other sources, with their uses. Disabled rules read nothing.
 */
export function usedSources(rules: readonly WithoutProvenance<Rule>[], sources: Sources): ReadonlyMap<string, UsedSource> {
  const used = new Map<string, { attributes: Set<string>; items: boolean; count: boolean }>();
  const seen = new Set<Expression>();
  const visit = (root: Expression): void => {
    walk(root, expression => {
      const read = sourceRead(expression);
      if (!read) {
        return;
      }
      const known = used.get(read.source);
      const use = known ?? { attributes: new Set<string>(), items: false, count: false };
      used.set(read.source, use);
      use.items ||= read.use === 'ATTRIBUTE' || read.use === 'ITEMS';
      use.count ||= read.use === 'COUNT';
      if (read.use === 'ATTRIBUTE') {
        use.attributes.add(String((expression.args![1] as readonly unknown[])[0]));
      }
      const source = known ? undefined : ownMember(sources, read.source);
      if (source) {
        keyExpressions(source).forEach(visit);
      }
    }, seen);
    itemUses(root).forEach(({ source, path }) => path && used.get(source)!.attributes.add(String(path[0])));
  };
  rules.filter(({ mode }) => mode !== 'DISABLED').forEach(rule => expressionsOf(rule).forEach(([, expression]) => visit(expression)));
  return used;
}
