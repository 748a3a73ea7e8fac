import type { Check, WarningCheck } from './check';
import { knownStrings } from '../../analysis/known-strings';
import { isRoleArn } from '../../core/cognito/roles';
import { isEnforced, type Expression, type Rule, type SetGroupsRule } from '../../core/document/document';
import { placeOf } from '../../core/document/expressions';
import type { Problem } from '../../problems/problems';

/** Constant roles that the function would drop from every token. */
export const ROLES: Check = {
  name: 'Role',
  finds: 'a constant role that is no ARN of an IAM role, or a constant preferred role that is not one of the constant roles',
  problems: ({ document: { rules } }) => groupRules(rules).flatMap(rule => [...notArns(rule, 'iamRoles'), ...notArns(rule, 'preferredRole'), ...outside(rule, rules)]),
};

/** A preferred role that counts only for users who have the role already. */
export const PREFERRED_ROLE: WarningCheck = {
  id: 'PreferredRole',
  finds: 'a constant preferred role of a GroupRule that does not set the roles',
  warnings: ({ document: { rules } }) => groupRules(rules).flatMap(rule => {
    const roles = rule.iamRoles ?? { op: 'iamRoles' as const };
    return preferredOf(rule) && roles.op === 'iamRoles' && !isSetByOthers(rule, rules) ? [{
      id: 'PreferredRole',
      path: placeOf(rule, 'preferredRole'),
      message: 'the preferred role must be one of the roles of the user: for users without it, the token gets no preferred role at all. Set iamRoles too, '
        + 'or add a condition to the rule',
    }] : [];
  }),
};

function groupRules(rules: readonly Rule[]): readonly SetGroupsRule[] {
  return rules.filter((rule): rule is SetGroupsRule => rule.kind === 'setGroups' && rule.mode !== 'DISABLED');
}

function notArns(rule: SetGroupsRule, member: 'iamRoles' | 'preferredRole'): readonly Problem[] {
  const value = rule[member];
  return (value ? knownStrings(value) : []).filter(({ text, isWhole }) => isWhole && !isRoleArn(text)).map(({ text }) => ({
    check: 'Role',
    path: placeOf(rule, member),
    given: `'${text}'`,
    allowed: 'the ARN of an IAM role: arn:aws:iam::123456789012:role/name',
    fix: 'use the roleArn of the role',
  }));
}

/** A preferred role that is not among the roles that any rule sets for the token. */
function outside(rule: SetGroupsRule, rules: readonly Rule[]): readonly Problem[] {
  const preferred = preferredOf(rule);
  const others = groupRules(rules).filter(other => other !== rule && isEnforced(other) && other.iamRoles);
  const lists = [...rule.iamRoles ? [rule] : [], ...others].map(({ iamRoles }) => constantsOf(iamRoles));
  // otherwise, the roles of the user can stay
  const isReplaced = rule.iamRoles !== undefined || others.some(({ when }) => !when);
  const roles = [...new Set(lists.flatMap(list => list ?? []))];
  return preferred && isReplaced && !lists.includes(undefined) && !preferred.some(each => roles.includes(each)) ? [{
    check: 'Role',
    path: placeOf(rule, 'preferredRole'),
    given: preferred.map(each => `'${each}'`).join(' or '),
    allowed: `one of the roles of the ${others.length > 0 ? 'rules' : 'rule'}: ${roles.map(each => `'${each}'`).join(', ') || 'none'}`,
    fix: 'add the role to iamRoles, or choose one of them: the function drops a preferred role that is not one of the roles',
  }] : [];
}

/** The constant preferred roles; undefined for none, as a value that is always absent takes the preferred role away. */
function preferredOf({ preferredRole }: SetGroupsRule): readonly string[] | undefined {
  const roles = constantsOf(preferredRole);
  return roles?.length === 0 ? undefined : roles;
}

/** All possible strings of a value, if the rules alone reveal them. */
function constantsOf(value: Expression | undefined): readonly string[] | undefined {
  const known = value ? knownStrings(value) : [{ text: '', isWhole: false }];
  return known.every(({ isWhole }) => isWhole) ? known.map(({ text }) => text) : undefined;
}

/** True if another rule can set the roles or the preferred role of the same token. */
function isSetByOthers(rule: SetGroupsRule, rules: readonly Rule[]): boolean {
  return groupRules(rules).some(other => other !== rule && isEnforced(other) && (other.iamRoles ?? other.preferredRole));
}
