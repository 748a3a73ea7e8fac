import type { RuleOutcome } from './codes';
import { explainDropped } from './dropped';
import type { RulePreview } from './preview-parts';
import type { Decision, RuleTrace } from '../core/document/decision';
import type { Expression, Rule, RulesetDocument } from '../core/document/document';
import { valuesOf } from '../core/document/expressions';
import type { ResultOf } from '../core/operators/evaluated';
import { explain } from '../describe/explanations';
import { textOf } from '../describe/expressions';
import { summaryOf } from '../describe/rules';

/**
 * The outcome of each rule, with the rule in words.
 *
 * @param resultOf the result of a part of a rule for the request
 */
export function traceOf(document: RulesetDocument, { trace }: Decision, resultOf: ResultOf): readonly RulePreview[] {
  const rules = new Map(document.rules.map(rule => [rule.id, rule]));
  return trace.map(traced => {
    const { rule: id, outcome, shadow, reason } = traced;
    const rule = rules.get(id)!;
    const explanation = explanationOf(rule, traced, document, resultOf);
    return {
      rule: id,
      summary: summaryOf(rule, document),
      ...rule.when && { condition: textOf(rule.when, document) },
      ...rule.description !== undefined && { description: rule.description },
      outcome: outcome as RuleOutcome,
      shadow: shadow ?? false,
      ...reason !== undefined && { reason },
      ...explanation !== undefined && { explanation },
    };
  });
}

/** Rules that take too many steps are not evaluated again. */
function explanationOf(rule: Rule, { outcome, reason }: RuleTrace, document: RulesetDocument, resultOf: ResultOf): string | undefined {
  if (outcome === 'DROPPED' && reason === undefined) {
    return explainDropped(rule, resultOf, document);
  }
  const kind = outcome === 'ABSENT' ? 'ABSENT' : reason === undefined || reason === 'WORK' ? undefined : 'FAILED';
  return kind && partsOf(rule).map(part => explain(part, kind, resultOf, document)).find(text => text !== undefined);
}

/** The condition first: the values of a rule whose condition is unknown do not matter. */
function partsOf(rule: Rule): readonly Expression[] {
  return [...rule.when ? [rule.when] : [], ...valuesOf(rule).map(([, expression]) => expression)];
}
