import { shapeOf } from './claims';
import { CONTRACT_VERSION, type Contract, type Denial, type Scope, type Scopes, type SourceUse, type Trust } from './model';
import { subjectsOf, textsOf, tokenContext, type ContractFacts } from './token-context';
import { knownStrings, type KnownString } from '../analysis/known-strings';
import { isScope } from '../core/cognito/scopes';
import {
  isEnforced, type DenyRuleDocument, type Expression, type Rule, type RulesetDocument, type SubjectName, type TokenName,
} from '../core/document/document';
import { expressionsOf, keyExpressions, walk } from '../core/document/expressions';
import { sortConditionText, targetText, textOf } from '../describe/wording';

/** A machine gets no ID token. */
const KINDS: ReadonlyArray<readonly [TokenName, SubjectName]> = [['ID', 'USER'], ['ACCESS', 'USER'], ['ACCESS', 'MACHINE']];

/** Describes the effect of a document on tokens, and the ways in which it gets its values. */
export function contractOf(
  document: RulesetDocument, { enricher, sizes, ...permissions }: Pick<Contract, 'enricher' | 'permissions' | 'managedPolicies' | 'sizes'>, facts: ContractFacts,
): Contract {
  const shapes = KINDS.map(([token, subject]) => shapeOf(tokenContext(document, token, subject, facts)));
  return {
    version: CONTRACT_VERSION,
    enricher,
    triggerVersion: document.triggerVersion,
    tokens: shapes.filter(({ claims, keptAttributes, keeping }) => claims.length > 0 || keptAttributes !== undefined || keeping !== undefined),
    scopes: scopesOf(document, facts),
    denials: denialsOf(document, facts),
    sources: sourcesOf(document, facts),
    ...permissions,
    trusted: trustIn(document),
    sizes,
  };
}

function denialsOf(document: RulesetDocument, { controlOf }: ContractFacts): readonly Denial[] {
  const rules = document.rules.filter((rule): rule is DenyRuleDocument => rule.kind === 'deny' && isEnforced(rule));
  return [...new Set(rules.map(({ message }) => message))].map(message => {
    const same = rules.filter(rule => rule.message === message);
    return { message, subjects: subjectsOf(same), ...textsOf(same, document), control: controlOf(same) };
  });
}

function sourcesOf(document: RulesetDocument, { controlOfSource }: ContractFacts): readonly SourceUse[] {
  const text = (expression: Expression): string => textOf(expression, document);
  return Object.entries(document.sources).map(([name, source]) => ({
    name,
    kind: source.kind,
    target: targetText(source, document),
    ...source.kind === 'query' && source.index !== undefined && { index: source.index },
    key: Object.fromEntries(Object.entries(source.key).map(([attribute, value]) => [attribute, text(value)])),
    ...source.kind === 'query' && source.sort && { sortCondition: sortConditionText(source.sort, source.sort.values.map(text)) },
    attributes: source.attributes,
    onError: source.onError,
    control: controlOfSource(name),
  }));
}

/** Declared attributes, and values that `assumeTrusted` marks. */
function trustIn(document: RulesetDocument): readonly Trust[] {
  const values = new Map<string, Trust>();
  const ofRules = document.rules.flatMap(expressionsOf).map(([, expression]) => expression);
  const roots = [...ofRules, ...Object.values(document.sources).flatMap(keyExpressions)];
  const seen = new Set<Expression>();
  roots.forEach(root => walk(root, ({ op, args = [], of = [] }) => {
    if (op === 'assumeTrusted') {
      const value = textOf(of[0], document);
      values.set(`${value} ${String(args[0])}`, { value, reason: String(args[0]) });
    }
  }, seen));
  const attributes = Object.entries(document.trustedAttributes).map(([name, reason]) => ({ value: `userAttribute(${JSON.stringify(name)})`, reason }));
  return [...attributes, ...values.values()].sort((a, b) => a.value < b.value ? -1 : 1);
}

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
