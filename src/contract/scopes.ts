import type { Scope, Scopes } from './model';
import { subjectsOf, textsOf, type ContractFacts } from './token-context';
import { knownStrings, type KnownString } from '../analysis/known-strings';
import { isScope } from '../core/cognito/scopes';
import { isEnforced, type Rule, type RulesetDocument } from '../core/document/document';

/** A rule with one of the scopes that it adds or removes. */
interface Ruled {
  readonly rule: Rule;
  readonly text: KnownString;
}

/** The scopes that rules can add to or remove from access tokens. */
export function scopesOf(document: RulesetDocument, facts: ContractFacts): Scopes {
  const rules = document.rules.filter(isEnforced);
  const each = (effect: string, textsIn: (rule: Rule) => readonly KnownString[]): readonly Scope[] =>
    byScope(rules.flatMap(rule => textsIn(rule).map(text => ({ rule, text })))).map(same => scopeOf(same, effect, document, facts));
  return {
    added: each('add', rule => rule.kind === 'addScope' ? knownStrings(rule.value).filter(canBeScope) : []),
    suppressed: each('suppress', rule => rule.kind === 'suppressScope' ? [{ text: rule.scope, isWhole: true }] : []),
    keptOnly: each('keep', rule => rule.kind === 'keepScopes' ? keptBy(knownStrings(rule.value)) : []),
  };
}

function scopeOf(same: readonly Ruled[], effect: string, document: RulesetDocument, { controlOf }: ContractFacts): Scope {
  const [{ text: { text: scope, isWhole } }] = same;
  const rules = same.map(({ rule }) => rule);
  // other scopes of the same rule do not matter, but the way to compute this one does
  return { scope, isWhole, subjects: subjectsOf(rules), ...textsOf(rules, document, isWhole ? effect : undefined), control: controlOf(rules) };
}

/** The rules of each scope. */
function byScope(all: readonly Ruled[]): ReadonlyArray<readonly Ruled[]> {
  const found = new Map<string, Ruled[]>();
  all.forEach(each => found.set(keyOf(each.text), [...found.get(keyOf(each.text)) ?? [], each]));
  return [...found].sort(([a], [b]) => a < b ? -1 : 1).map(([, same]) => same);
}

/** The function drops a string that is not a scope. */
function canBeScope({ text, isWhole }: KnownString): boolean {
  return !isWhole || isScope(text);
}

/** An empty scope stands for a rule that keeps none. */
function keptBy(texts: readonly KnownString[]): readonly KnownString[] {
  return texts.length > 0 ? texts : [{ text: '', isWhole: true }];
}

function keyOf({ text, isWhole }: KnownString): string {
  return `${text} ${isWhole}`;
}
