import { facetOf } from './facets';
import type { Derived, Members } from './facets/values';
import type { Expression } from '../core/document/document';
import type { Json } from '../core/document/json';

/** A text that a value can give, or what all of several that it can give start with. */
export interface KnownText {
  readonly text: string;
  readonly isWhole: boolean;
}

const ANY: readonly KnownText[] = [{ text: '', isWhole: false }];

/** An expression is a part of several others. */
const known = new WeakMap<Expression, readonly KnownText[]>();

/** Everything that a text can be, or each text of a list, once: as far as the rules alone tell, in whole or by its start. */
export function knownTexts(expression: Expression): readonly KnownText[] {
  const texts = known.get(expression) ?? distinct(textsOf(expression));
  known.set(expression, texts);
  return texts;
}

function distinct(texts: readonly KnownText[]): readonly KnownText[] {
  return [...new Map(texts.map(each => [`${each.isWhole} ${each.text}`, each])).values()];
}

function textsOf(expression: Expression): readonly KnownText[] {
  const { op, args = [], of = [] } = expression;
  const facet = facetOf(op);
  switch (facet.kind) {
    case 'source':
      return op === 'literal' ? textsIn(args[0]).map(text => ({ text, isWhole: true })) : ANY;
    case 'trusted':
    case 'member':
      return knownTexts(of[0]);
    case 'members':
      return textsOfMembers(facet, expression);
    case 'each':
      return knownTexts(of[1]);
    case 'choice':
      return of.slice(1).flatMap(knownTexts);
    case 'firstPresent':
    case 'list':
      return of.flatMap(knownTexts);
    case 'derived':
      return textsOfDerived(facet, expression);
    case 'part':
    case 'comparison':
    case 'combination':
    case 'subject':
    case 'fact':
      return ANY;
  }
}

function textsOfMembers({ keeps }: Members, { args = [], of = [] }: Expression): readonly KnownText[] {
  switch (keeps) {
    case 'ANY': return knownTexts(of[0]);
    case 'PREFIX': return knownTexts(of[0]).flatMap(each => startingWith(String(args[0]), each));
    case 'OPERANDS': return of.slice(1).flatMap(knownTexts);
  }
}

function textsOfDerived({ texts }: Derived, { args = [], of = [] }: Expression): readonly KnownText[] {
  switch (texts) {
    case 'FIRST_PART': return of[0].op === 'literal' ? knownTexts(of[0]).map(({ text }) => ({ text, isWhole: false })) : ANY;
    case 'PREFIXED': return knownTexts(of[0]).map(each => ({ ...each, text: `${String(args[0])}${each.text}` }));
    case 'UNKNOWN': return ANY;
  }
}

/** What is left of a text by a filter of its start. */
function startingWith(prefix: string, text: KnownText): readonly KnownText[] {
  return text.text.startsWith(prefix) ? [text] : !text.isWhole && prefix.startsWith(text.text) ? [{ text: prefix, isWhole: false }] : [];
}

/** Texts, also in lists that are flattened. */
function textsIn(constant: Json): readonly string[] {
  return Array.isArray(constant) ? constant.flatMap(textsIn) : typeof constant === 'string' ? [constant] : [];
}
