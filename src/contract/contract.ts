import { shapeOf } from './claims';
import { CONTRACT_VERSION, type Contract, type Denial, type SourceUse, type Trust } from './model';
import { scopesOf } from './scopes';
import { subjectsOf, textsOf, tokenContext, type ContractFacts } from './token-context';
import { isEnforced, type DenyRuleDocument, type Expression, type RulesetDocument, type SubjectName, type TokenName } from '../core/document/document';
import { expressionsOf, walk } from '../core/document/expressions';
import { keyExpressions } from '../core/document/source-keys';
import { sortConditionText, targetText, textOf } from '../describe/expressions';

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
