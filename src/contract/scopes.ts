import type { Scope, Scopes } from './model';
import { textsOf, type ContractFacts } from './token-context';
import { knownStrings, type KnownString } from '../analysis/known-strings';
import { isScope } from '../core/cognito/scopes';
import { isEnforced, type Rule, type RulesetDocument } from '../core/document/document';

/** The scopes that rules can add to or remove from access tokens. */
export function scopesOf(document: RulesetDocument, { controlOf }: ContractFacts): Scopes {
  const rules = document.rules.filter(isEnforced);
  const scopesIn = (those: ReadonlyArray<{ readonly rule: Rule; readonly text: KnownString }>): readonly Scope[] => {
    const byText = new Map<string, typeof those>();
    those.forEach(each => byText.set(keyOf(each.text), [...byText.get(keyOf(each.text)) ?? [], each]));
    return [...byText.values()].map(same => {
      const of = same.map(({ rule }) => rule);
      const { text, isWhole } = same[0].text;
      const subjects = [...new Set(of.flatMap(each => each.subjects))].sort();
      return { scope: text, isWhole, subjects, ...textsOf(of, document), control: controlOf(of) };
    }).sort((a, b) => keyOf({ text: a.scope, isWhole: a.isWhole }) < keyOf({ text: b.scope, isWhole: b.isWhole }) ? -1 : 1);
  };
  return {
    added: scopesIn(rules.flatMap(rule => rule.kind === 'addScope' ? knownStrings(rule.value).filter(canBeScope).map(text => ({ rule, text })) : [])),
    suppressed: scopesIn(rules.flatMap(rule => rule.kind === 'suppressScope' ? [{ rule, text: { text: rule.scope, isWhole: true } }] : [])),
    keptOnly: scopesIn(rules.flatMap(rule => rule.kind === 'keepScopes' ? knownStrings(rule.value).map(text => ({ rule, text })) : [])),
  };
}

/** The function drops a string that is not a scope. */
function canBeScope({ text, isWhole }: KnownString): boolean {
  return !isWhole || isScope(text);
}

function keyOf({ text, isWhole }: KnownString): string {
  return `${text} ${isWhole}`;
}
