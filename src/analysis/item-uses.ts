import type { Expression } from '../core/document/document';
import type { Path } from '../core/operators/paths';

/** What an expression uses of the items of a query. */
export interface ItemUse {
  readonly source: string;
  /** What it takes of each item; nothing where items are used as they are. */
  readonly path?: Path;
}

/** Items that a value holds as they are: a list of them, or one. */
interface Held {
  readonly source: string;
  readonly isList: boolean;
}

/** Everything that an expression uses of the items of queries. */
export function itemUses(expression: Expression): readonly ItemUse[] {
  const uses: ItemUse[] = [];
  const consume = (held: readonly Held[]): void => held.forEach(({ source }) => uses.push({ source }));
  const consumeAll = (expressions: readonly Expression[], element: readonly Held[]): void =>
    expressions.forEach(each => consume(follow(each, element)));
  /** What a path takes of what is held: an attribute, or one item of a list. */
  const take = (held: readonly Held[], path: Path): readonly Held[] => held.flatMap(({ source, isList }) => {
    const ofItem = isList && typeof path[0] === 'number' ? path.slice(1) : isList ? [] : path;
    if (ofItem.length > 0) {
      uses.push({ source, path: ofItem });
      return [];
    }
    return [{ source, isList: false }];
  });

  const follow = ({ op, args = [], of = [] }: Expression, element: readonly Held[]): readonly Held[] => {
    const path = (args[0] ?? []) as unknown as Path;
    switch (op) {
      case 'items':
        return [{ source: String(args[0]), isList: true }];
      case 'element':
        return path.length === 0 ? element : take(element, path);
      case 'member':
        return take(follow(of[0], element), path);
      case 'first':
      case 'last':
      case 'at':
        return one(follow(of[0], element));
      case 'limit':
      case 'trusted':
        return follow(of[0], element);
      case 'size':
      case 'isPresent': {
        consume(follow(of[0], element).filter(({ isList }) => !isList && op === 'size'));
        return [];
      }
      case 'mapEach':
        return follow(of[1], one(follow(of[0], element))).map(held => ({ ...held, isList: true }));
      case 'keepWhere':
      case 'sortedBy': {
        const list = follow(of[0], element);
        consumeAll(of.slice(1), one(list));
        return list;
      }
      case 'firstOf':
        return of.flatMap(each => follow(each, element));
      case 'choose':
        consumeAll(of.slice(0, 1), element);
        return of.slice(1).flatMap(each => follow(each, element));
      default:
        consumeAll(of, element);
        return [];
    }
  };
  consume(follow(expression, []));
  return uses;
}

function one(held: readonly Held[]): readonly Held[] {
  return held.filter(({ isList }) => isList).map(({ source }) => ({ source, isList: false }));
}
