import type { AccessDecision } from './access-decisions';
import { asFilter, facetOf } from './facets';
import { conditionOf, givesNoMore, isGrant } from './negative-conditions';
import { requiredConditions } from './possible-results';
import { isEnforced, type Expression, type Rule, type RulesetDocument } from '../core/document/document';
import { keyExpressions, sourcesReachedBy, valuesOf } from '../core/document/expressions';
import { ownMember } from '../core/document/json';
import { operatorOf } from '../core/operators';

/** A condition or value of a decision that has another effect if something is absent. */
export interface Reliance {
  readonly expression: Expression;
  /** The result of the condition that grants, or lifts the restriction. A value does so whenever it is absent. */
  readonly loosens?: boolean;
  readonly effect: 'GRANTS' | 'LIFTS' | 'KEEPS' | 'OVERRIDES';
}

/** The parts of a decision that rely on something being present. */
export function reliancesOf(decision: AccessDecision, document: RulesetDocument): readonly Reliance[] {
  const { rule, expression } = decision;
  if (expression === rule.when) {
    const isException = isGrant(decision) && replacesMore(rule, document.rules);
    return [
      ...isGrant(decision) ? inCondition(expression, true, 'GRANTS') : takesNothing(rule) ? [] : inCondition(expression, false, 'LIFTS'),
      ...isException ? inCondition(expression, false, 'OVERRIDES') : [],
    ];
  }
  const effect = isGrant(decision) ? 'GRANTS' : 'KEEPS';
  const keys = [...sourcesReachedBy([expression], document.sources)].flatMap(name => {
    const source = ownMember(document.sources, name);
    return source ? keyExpressions(source) : [];
  });
  return [expression, ...keys].flatMap(each => reliancesIn(each, effect));
}

function inCondition(condition: Expression, isTrue: boolean, effect: Reliance['effect']): readonly Reliance[] {
  return requiredConditions(condition, isTrue).map(({ condition: each, result }) => ({ expression: each, loosens: result, effect }));
}

/** The conditions that select a value, and the values that a fallback replaces. A fallback that gives no more than the value is harmless. */
export function reliancesIn(value: Expression, effect: Reliance['effect']): readonly Reliance[] {
  const { op, of = [], args = [] } = asFilter(value);
  const facet = facetOf(op);
  const within = of.flatMap((each, index) => operatorOf(each.op).yields === 'value' ? reliancesIn(each, effect)
    : operatorOf(op).operands[index]?.perMember ? inCondition(each, true, effect) : []);
  if (facet.kind === 'choice' && facet.by === 'CONDITION') {
    const [condition, ...branches] = of;
    const selected = branches.flatMap((branch, index) => branches.length === 2 && givesNoMore(branch, branches[1 - index]) ? []
      : inCondition(condition, index === 0, effect));
    return [...selected, ...within];
  }
  if (facet.kind === 'choice') {
    const table = of.slice(1, (args[0] as string[]).length + 1);
    return [...of.length > table.length + 1 && !givesNoMore(of.at(-1)!, ...table) ? [{ expression: of[0], effect }] : [], ...within];
  }
  if (facet.kind === 'firstPresent') {
    const [last, ...before] = [...of].reverse();
    const replaced = before.flatMap(each => conditionOf(each) ? inCondition(conditionOf(each)!, false, effect) : [{ expression: each, effect }]);
    return [...givesNoMore(last, ...before.map(each => conditionOf(each) ? each.of![1] : each)) ? [] : replaced, ...within];
  }
  return within;
}

/** True for a rule on groups and roles that leaves all of them as they are. */
function takesNothing(rule: Rule): boolean {
  return rule.kind === 'setGroups' && valuesOf(rule).every(([member, { op }]) => op === member);
}

/** True if the rule is an exception that takes the place of an earlier rule, which gives more or something else. */
function replacesMore(rule: Rule, rules: readonly Rule[]): boolean {
  return rules.slice(0, rules.indexOf(rule)).some(other => isEnforced(other) && isReplacedBy(rule, other)
    && valuesOf(other).some(([member, value]) => valuesOf(rule).some(([same, exception]) => same === member && !givesNoMore(value, exception))));
}

function isReplacedBy(rule: Rule, other: Rule): boolean {
  const isSame = rule.kind === 'setGroups' ? other.kind === 'setGroups'
    : rule.kind === 'setClaim' && other.kind === 'setClaim' && other.claim === rule.claim && other.tokens.some(token => rule.tokens.includes(token));
  return isSame && other.subjects.some(subject => rule.subjects.includes(subject));
}
