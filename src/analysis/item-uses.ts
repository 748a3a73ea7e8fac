import { facetOf } from './facets';
import type { Expression, Rule, SortCondition } from '../core/document/document';
import { expressionsOf, keyExpressions, sourceRead, walk, type WithoutProvenance } from '../core/document/expressions';
import { ownMember } from '../core/document/json';
import type { Path } from '../core/operators/result';

/** How an expression uses the items of a source. */
export interface ItemUse {
  readonly source: string;
  /** Path of the attribute that is used of each item; undefined if whole items are used. */
  readonly path?: Path;
}

/** Whole items in a value: a list of items, or one item. */
interface Held {
  readonly source: string;
  readonly isList: boolean;
}

const NONE: readonly Held[] = [];

/** All uses of query items in an expression. */
export function itemUses(expression: Expression): readonly ItemUse[] {
  const uses = new ItemUses();
  uses.consume(uses.follow(expression, NONE));
  return uses.found;
}

class ItemUses {
  public readonly found: ItemUse[] = [];
  /** The items in each expression, by the current element. An expression that occurs several times is analyzed once. */
  private readonly known = new Map<Expression, Array<{ readonly element: readonly Held[]; readonly held: readonly Held[] }>>();

  /** Records that whole items are used. */
  public consume(held: readonly Held[]): void {
    held.forEach(({ source }) => this.found.push({ source }));
  }

  /** The items in the value of an expression. */
  public follow(expression: Expression, element: readonly Held[]): readonly Held[] {
    const ofExpression = this.known.get(expression) ?? [];
    const before = ofExpression.find(each => areSame(each.element, element));
    const held = before?.held ?? this.followAnew(expression, element);
    if (!before) {
      this.known.set(expression, [...ofExpression, { element, held }]);
    }
    return held;
  }

  private followAnew({ op, args = [], of = [] }: Expression, element: readonly Held[]): readonly Held[] {
    const facet = facetOf(op);
    const first = (): readonly Held[] => this.follow(of[0], element);
    const path = (args[0] ?? []) as unknown as Path;
    switch (facet.kind) {
      case 'source':
        return op === 'items' ? [{ source: String(args[0]), isList: true }]
          : op === 'element' ? this.take(element, path) : NONE;
      case 'picked':
        return this.pick(first(), args[0] as readonly string[]);
      case 'part':
        return this.take(first(), path);
      case 'member':
        return one(first());
      case 'trusted':
        return first();
      case 'members':
        return facet.looksAtMembers ? this.consumeAll(of, element) : this.passed(first(), of.slice(1));
      case 'each':
        return this.follow(of[1], one(first())).map(held => ({ ...held, isList: true }));
      case 'firstPresent':
        return distinct(of.flatMap(each => this.follow(each, element)));
      case 'choice':
        this.consumeAll(of.slice(0, 1), element);
        return distinct(of.slice(1).flatMap(each => this.follow(each, element)));
      case 'derived':
        // the number of items does not use their attributes, but the number of attributes of an item does
        return facet.looksAt === 'SIZE' ? this.consumed(first().filter(({ isList }) => !isList)) : this.consumeAll(of, element);
      case 'comparison':
        return facet.looksAt === 'PRESENCE' ? this.followAll(of, element) : this.consumeAll(of, element);
      case 'list':
      case 'combination':
      case 'subject':
      case 'fact':
        return this.consumeAll(of, element);
    }
  }

  private consumed(held: readonly Held[]): readonly Held[] {
    this.consume(held);
    return NONE;
  }

  private followAll(expressions: readonly Expression[], element: readonly Held[]): readonly Held[] {
    expressions.forEach(each => this.follow(each, element));
    return NONE;
  }

  private consumeAll(expressions: readonly Expression[], element: readonly Held[]): readonly Held[] {
    expressions.forEach(each => this.consume(this.follow(each, element)));
    return NONE;
  }

  /** Passes the list on. The operands that are evaluated for each element use one item. */
  private passed(list: readonly Held[], bodies: readonly Expression[]): readonly Held[] {
    this.consumeAll(bodies, one(list));
    return list;
  }

  /** Uses some attributes of one item, or of all items of a list. */
  private pick(held: readonly Held[], names: readonly string[]): readonly Held[] {
    held.forEach(({ source }) => names.forEach(name => this.found.push({ source, path: [name] })));
    return NONE;
  }

  /** Follows a path to an attribute, or to one item of a list. */
  private take(held: readonly Held[], path: Path): readonly Held[] {
    return held.flatMap(({ source, isList }) => {
      const ofItem = isList && typeof path[0] === 'number' ? path.slice(1) : isList ? [] : path;
      if (ofItem.length > 0) {
        this.found.push({ source, path: ofItem });
        return [];
      }
      return [{ source, isList: false }];
    });
  }
}

function one(held: readonly Held[]): readonly Held[] {
  return held.filter(({ isList }) => isList).map(({ source }) => ({ source, isList: false }));
}

function distinct(held: readonly Held[]): readonly Held[] {
  return held.filter((each, index) => held.findIndex(other => isSame(each, other)) === index);
}

function isSame(left: Held, right: Held): boolean {
  return left.source === right.source && left.isList === right.isList;
}

function areSame(some: readonly Held[], others: readonly Held[]): boolean {
  return some.length === others.length && some.every((each, index) => isSame(each, others[index]));
}

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
