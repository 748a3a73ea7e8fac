import { mayBeComplex } from '../core/cognito/claims';
import { isRoleArn } from '../core/cognito/roles';
import { isCognitoScope, isScope, SCOPE_ALLOWED } from '../core/cognito/scopes';
import type { AddScopeRule, Expression, Rule, RulesetDocument, SetClaimRule, SetGroupsRule } from '../core/document/document';
import type { Json } from '../core/document/json';
import type { ResultOf } from '../core/operators/evaluated';
import { textOf } from '../describe/expressions';
import { show } from '../problems/problems';

/** Explains why a token cannot contain the result of a rule, or a part of it. */
export function explainDropped(rule: Rule, resultOf: ResultOf, document: RulesetDocument): string | undefined {
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
