import type { RuleOutcome } from './codes';
import type { RulePreview } from './preview-parts';
import { mayBeComplex } from '../core/cognito/claims';
import { isRoleArn } from '../core/cognito/response';
import { isCognitoScope, isScope, SCOPE_ALLOWED } from '../core/cognito/scopes';
import type { Decision, RuleTrace } from '../core/document/decision';
import type { AddScopeRule, Expression, Rule, RulesetDocument, SetClaimRule, SetGroupsRule } from '../core/document/document';
import { valuesOf } from '../core/document/expressions';
import type { Json } from '../core/document/json';
import type { ResultOf } from '../core/operators/result';
import { explain } from '../describe/explanations';
import { summaryOf, textOf } from '../describe/wording';
import { show } from '../problems/problems';

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

/** Explains why a token cannot contain the result of a rule, or a part of it. */
function explainDropped(rule: Rule, resultOf: ResultOf, document: RulesetDocument): string | undefined {
  switch (rule.kind) {
    case 'setClaim': return droppedClaim(rule, resultOf, document);
    case 'addScope': return droppedScope(rule, resultOf, document);
    case 'setGroups': return droppedGroups(rule, resultOf, document);
    default: return undefined;
  }
}

function droppedClaim({ claim, tokens, value }: SetClaimRule, resultOf: ResultOf, document: RulesetDocument): string | undefined {
  const result = resultOf(value);
  if (result.kind !== 'PRESENT') {
    return undefined;
  }
  const token = tokens.find(each => !mayBeComplex(claim, each));
  return claim === 'aud' ? `${textOf(value, document)} is ${show(result.value)}, and aud can only be the ID of the app client`
    : token && typeof result.value === 'object' ? `${textOf(value, document)} is a ${result.type}, and ${claim} of the ID token cannot be a list or map` : undefined;
}

function droppedScope({ value }: AddScopeRule, resultOf: ResultOf, document: RulesetDocument): string | undefined {
  const scope = membersOf(value, resultOf).find(each => typeof each !== 'string' || !isScope(each) || isCognitoScope(each));
  const why = typeof scope === 'string' && isScope(scope) ? 'a scope of Amazon Cognito, which only a constant can add' : `no scope: ${SCOPE_ALLOWED}`;
  return scope === undefined ? undefined : `${show(scope)} of ${textOf(value, document)} is ${why}`;
}

function droppedGroups({ groups, iamRoles, preferredRole }: SetGroupsRule, resultOf: ResultOf, document: RulesetDocument): string | undefined {
  const wrong = (list: Expression | undefined, isWrong: (member: Json) => boolean, why: string): string | undefined => {
    const member = list && membersOf(list, resultOf).find(isWrong);
    return member === undefined ? undefined : `${show(member)} of ${textOf(list!, document)} is ${why}`;
  };
  return wrong(groups, member => typeof member !== 'string', 'no string')
    ?? wrong(iamRoles, member => typeof member !== 'string' || !isRoleArn(member), 'no ARN of an IAM role')
    ?? (preferredRole && `${textOf(preferredRole, document)} is not one of the IAM roles of the token`);
}

/** The elements of a list, or a single value. */
function membersOf(expression: Expression, resultOf: ResultOf): readonly Json[] {
  const result = resultOf(expression);
  return result.kind === 'PRESENT' ? [result.value].flat() as readonly Json[] : [];
}
