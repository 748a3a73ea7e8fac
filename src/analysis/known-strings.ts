import { facetOf } from './facets';
import type { Derived, Members } from './facets/values';
import type { Expression } from '../core/document/document';
import type { Json } from '../core/document/json';

/** A possible string of a value, or the common prefix of several possible strings. */
export interface KnownString {
  readonly text: string;
  readonly isWhole: boolean;
}

const ANY: readonly KnownString[] = [{ text: '', isWhole: false }];

/** Cached, as expressions share parts. */
const known = new WeakMap<Expression, readonly KnownString[]>();

/** All possible strings of a value, or of the elements of a list, as far as the rules alone reveal them: complete or as a prefix. */
export function knownStrings(expression: Expression): readonly KnownString[] {
  const texts = known.get(expression) ?? distinct(stringsOf(expression));
  known.set(expression, texts);
  return texts;
}

function distinct(texts: readonly KnownString[]): readonly KnownString[] {
  return [...new Map(texts.map(each => [`${each.isWhole} ${each.text}`, each])).values()];
}

function stringsOf(expression: Expression): readonly KnownString[] {
  const { op, args = [], of = [] } = expression;
  const facet = facetOf(op);
  switch (facet.kind) {
    case 'source':
      return op === 'literal' ? stringsIn(args[0]).map(text => ({ text, isWhole: true })) : ANY;
    case 'trusted':
    case 'member':
      return knownStrings(of[0]);
    case 'members':
      return stringsOfMembers(facet, expression);
    case 'each':
      return knownStrings(of[1]);
    case 'choice':
      return of.slice(1).flatMap(knownStrings);
    case 'firstPresent':
    case 'list':
      return of.flatMap(knownStrings);
    case 'derived':
      return stringsOfDerived(facet, expression);
    case 'part':
    case 'picked':
    case 'comparison':
    case 'combination':
    case 'subject':
    case 'fact':
      return ANY;
  }
}

function stringsOfMembers({ keeps }: Members, { args = [], of = [] }: Expression): readonly KnownString[] {
  switch (keeps) {
    case 'ANY': return knownStrings(of[0]);
    case 'PREFIX': return knownStrings(of[0]).flatMap(each => startingWith(String(args[0]), each));
    case 'OPERANDS': return of.slice(1).flatMap(knownStrings);
  }
}

function stringsOfDerived({ texts }: Derived, { args = [], of = [] }: Expression): readonly KnownString[] {
  switch (texts) {
    case 'FIRST_PART': return of[0].op === 'literal' ? knownStrings(of[0]).map(({ text }) => ({ text, isWhole: false })) : ANY;
    case 'PREFIXED': return knownStrings(of[0]).map(each => ({ ...each, text: `${String(args[0])}${each.text}` }));
    // a common prefix stays one
    case 'SUFFIXED': return knownStrings(of[0]).map(each => each.isWhole ? { ...each, text: `${each.text}${String(args[0])}` } : each);
    case 'UNKNOWN': return ANY;
  }
}

/** The possible strings after a filter by prefix. */
function startingWith(prefix: string, text: KnownString): readonly KnownString[] {
  return text.text.startsWith(prefix) ? [text] : !text.isWhole && prefix.startsWith(text.text) ? [{ text: prefix, isWhole: false }] : [];
}

/** The strings in a constant, including nested lists. */
function stringsIn(constant: Json): readonly string[] {
  return Array.isArray(constant) ? constant.flatMap(stringsIn) : typeof constant === 'string' ? [constant] : [];
}
