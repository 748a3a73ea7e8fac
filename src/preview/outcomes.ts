import type { RulePreview } from './token-preview';
import type { Decision, Outcome } from '../core/document/decision';
import type { Expression, Rule, RulesetDocument } from '../core/document/document';
import { valuesOf } from '../core/document/expressions';
import { explain, type ResultOf } from '../describe/explanations';
import { textOf } from '../describe/expressions';
import { summaryOf } from '../describe/rules';

/** Outcomes that a part of the rule explains, which is absent or has failed. */
const EXPLAINED: readonly Outcome[] = ['CONDITION_UNKNOWN', 'FAILED', 'ABSENT', 'DENIED', 'REPLACED'];

/**
 * The outcome of each rule, with the rule in words.
 *
 * @param resultOf the result of a part of a rule for the request
 */
export function traceOf(document: RulesetDocument, { trace }: Decision, resultOf: ResultOf): readonly RulePreview[] {
  const rules = new Map(document.rules.map(rule => [rule.id, rule]));
  return trace.map(({ rule: id, outcome, shadow, reason }) => {
    const rule = rules.get(id)!;
    const explanation = EXPLAINED.includes(outcome) && reason !== undefined || outcome === 'ABSENT'
      ? partsOf(rule).map(part => explain(part, resultOf, document)).find(text => text !== undefined) : undefined;
    return {
      rule: id,
      summary: summaryOf(rule, document),
      ...rule.when && { condition: textOf(rule.when, document) },
      ...rule.description !== undefined && { description: rule.description },
      outcome,
      shadow: shadow ?? false,
      ...reason !== undefined && { reason },
      ...explanation !== undefined && { explanation },
    };
  });
}

/** The condition first: the values of a rule whose condition is unknown do not matter. */
function partsOf(rule: Rule): readonly Expression[] {
  return [...rule.when ? [rule.when] : [], ...valuesOf(rule).map(([, expression]) => expression)];
}
