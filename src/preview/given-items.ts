import type { RulesetDocument, Source } from '../core/document/document';
import { ownMember } from '../core/document/json';
import type { Item } from '../core/operators/operator';
import type { ItemRead, Read, TableRead } from '../core/plan/reads';
import { show, type Problem } from '../problems/problems';
import { readAnswer, readItem } from '../tables/items';
import { compareKeys, fulfills, hasKey } from '../tables/keys';
import type { TableAnswer } from '../tables/simulated-table';

function isForElement(read: Read): read is ItemRead {
  return read.kind === 'item' && read.element !== undefined;
}

/** The answer to a read that finds these items. Like the table, it ends one item after the limit of the read, and a count has no items. */
export function answerWith(read: Read, items: readonly Item[]): TableAnswer {
  if (read.kind === 'query') {
    const found = items.slice(0, read.limit + 1);
    return { items: read.countOnly ? [] : found, count: found.length };
  }
  const own = isForElement(read) ? items.filter(item => hasKey(item, read.key)).slice(0, 1) : items;
  return { items: own, count: own.length };
}

/** The items that a test gives by the name of a source, as the result of its read whatever its key is. */
export class GivenItems {
  public readonly problems: Problem[] = [];
  private readonly bySource = new Map<string, readonly Item[]>();

  constructor({ sources }: RulesetDocument, given: { readonly [source: string]: unknown }) {
    for (const [name, value] of Object.entries(given)) {
      const source = ownMember(sources, name);
      if (source && value !== undefined) {
        this.bySource.set(name, this.itemsOf(source, value, `preview.items.${name}`));
      }
    }
  }

  public has(source: string): boolean {
    return this.bySource.has(source);
  }

  public answer(read: Read): TableAnswer {
    const items = this.bySource.get(read.source)!;
    if (read.kind !== 'function' && !isForElement(read)) {
      this.compareKeys(read, items);
      this.compareOrder(read, items);
    }
    return answerWith(read, items);
  }

  private itemsOf({ kind, key }: Source, given: unknown, path: string): readonly Item[] {
    const isOne = kind === 'item' || kind === 'function';
    if (!isOne && !Array.isArray(given)) {
      this.report(path, show(given), "a list of items such as [{ role: 'admin' }], because the source can have several; leave it out if there are no items");
      return [];
    }
    const items = new Map((isOne ? [given] : given as readonly unknown[]).map((each, index) => [isOne ? path : `${path}[${index}]`, each]));
    return [...items].flatMap(([at, each]): readonly Item[] => {
      const item = (kind === 'function' ? readAnswer : readItem)(each, at, (...problem) => this.report(...problem));
      const missing = kind === 'itemForEach' && item ? Object.keys(key).filter(attribute => !Object.hasOwn(item, attribute)) : [];
      if (missing.length > 0) {
        this.report(at, `without ${missing.join(' and ')}`, `items with their key, ${Object.keys(key).join(' and ')}: only those with the key of an element are found`);
      }
      return item ? [item] : [];
    });
  }

  /** An item need not have its key. If it has, it must be the key that the rules read. */
  private compareKeys(read: TableRead, items: readonly Item[]): void {
    items.forEach((item, index) => {
      const path = `preview.items.${read.source}${read.kind === 'query' ? `[${index}]` : ''}`;
      for (const [name, value] of Object.entries(read.key)) {
        if (Object.hasOwn(item, name) && !hasKey(item, { [name]: value })) {
          this.report(`${path}.${name}`, show(Object.values(item[name])[0]), `${show(value)}, the key that the rules read; or an item without its key`);
        }
      }
      if (read.kind === 'query' && read.sort && Object.hasOwn(item, read.sort.attribute) && !fulfills(item, read.sort)) {
        const { attribute, comparison, values } = read.sort;
        this.report(`${path}.${attribute}`, show(Object.values(item[attribute])[0]), `${comparison} ${values.map(show).join(' and ')}, the sort key condition of the rules; or an item without its key`);
      }
    });
  }

  /** Items that state their sort key are in its order, and on a table without an index each has another one. */
  private compareOrder(read: TableRead, items: readonly Item[]): void {
    const attribute = read.kind === 'query' ? read.sort?.attribute : undefined;
    if (read.kind !== 'query' || attribute === undefined || !items.every(item => Object.hasOwn(item, attribute))) {
      return;
    }
    items.slice(1).forEach((item, index) => {
      const order = (compareKeys(items[index][attribute], item[attribute]) ?? 0) * (read.ascending ? 1 : -1);
      if (order > 0 || (order === 0 && read.index === undefined)) {
        this.report(`preview.items.${read.source}[${index + 1}].${attribute}`, show(Object.values(item[attribute])[0]),
          `items in the order of the query: by ${attribute}, ${read.ascending ? 'ascending' : 'descending'}${read.index === undefined ? ', and each with another one' : ''}`);
      }
    });
  }

  private report(path: string, given: string, allowed: string): void {
    this.problems.push({ check: 'PreviewItem', path, given, allowed, fix: 'correct the item' });
  }
}
