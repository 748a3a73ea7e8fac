import type { Expression } from '../core/document/document';
import type { Json } from '../core/document/json';

/** A text that a value can give, or what all of several that it can give start with. */
export interface KnownText {
  readonly text: string;
  readonly isWhole: boolean;
}

const ANY: readonly KnownText[] = [{ text: '', isWhole: false }];

/** Everything that a text can be, or each text of a list, once: as far as the rules alone tell, in whole or by its start. */
export function knownTexts(expression: Expression): readonly KnownText[] {
  return [...new Map(textsOf(expression).map(known => [`${known.isWhole} ${known.text}`, known])).values()];
}

function textsOf({ op, args = [], of = [] }: Expression): readonly KnownText[] {
  const all = (expressions: readonly Expression[]): readonly KnownText[] => expressions.flatMap(textsOf);
  switch (op) {
    case 'literal':
      return textsIn(args[0]).map(text => ({ text, isWhole: true }));
    case 'template': {
      const [first] = textsOf(of[0]);
      return of[0].op === 'literal' ? [{ ...first, isWhole: false }] : ANY;
    }
    case 'withPrefix':
      return textsOf(of[0]).map(known => ({ ...known, text: `${String(args[0])}${known.text}` }));
    case 'filterPrefix':
      return textsOf(of[0]).flatMap(known => startingWith(String(args[0]), known));
    case 'filterOneOf':
    case 'choose':
    case 'mapTo':
      return all(of.slice(1));
    case 'mapEach':
      return textsOf(of[1]);
    case 'listOf':
    case 'firstOf':
      return all(of);
    case 'keepWhere':
    case 'sortedBy':
    case 'flatten':
    case 'unique':
    case 'sorted':
    case 'limit':
    case 'filterSuffix':
    case 'filterPattern':
    case 'at':
    case 'first':
    case 'last':
    case 'trusted':
      return textsOf(of[0]);
    default:
      return ANY;
  }
}

/** What is left of a text by a filter of its start. */
function startingWith(prefix: string, known: KnownText): readonly KnownText[] {
  return known.text.startsWith(prefix) ? [known] : !known.isWhole && prefix.startsWith(known.text) ? [{ text: prefix, isWhole: false }] : [];
}

/** Texts, also in lists that are flattened. */
function textsIn(constant: Json): readonly string[] {
  return Array.isArray(constant) ? constant.flatMap(textsIn) : typeof constant === 'string' ? [constant] : [];
}
