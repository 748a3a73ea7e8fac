import type { Check, WarningCheck } from './check';
import { knownStrings } from '../../analysis/known-strings';
import { requiredConditions } from '../../analysis/possible-results';
import { isRoleArn } from '../../core/cognito/response';
import { isEnforced, type Expression, type Rule, type SetGroupsRule } from '../../core/document/document';
import { placeOf, walk } from '../../core/document/expressions';
import type { Problem } from '../../problems/problems';

/** Constant roles that the function would drop from every token. */
export const ROLES: Check = {
  name: 'Role',
  finds: 'a constant role that is no ARN of an IAM role, or a constant preferred role that is not one of the constant roles',
  problems: ({ document: { rules }, roles }) => groupRules(rules).flatMap(rule =>
    [...notArns(rule, 'iamRoles'), ...notArns(rule, 'preferredRole'), ...outside(rule, rules, roles)]),
};

/** A preferred role that counts only for users who have the role already. */
export const PREFERRED_ROLE: WarningCheck = {
  id: 'PreferredRole',
  finds: 'a constant preferred role of a GroupRule that does not set the roles',
  warnings: ({ document: { rules }, roles: created }) => groupRules(rules).flatMap(rule => {
    const roles = rule.iamRoles ?? { op: 'iamRoles' as const };
    return preferredOf(rule, created) && roles.op === 'iamRoles' && !isSetByOthers(rule, rules) && !isForSomeRoles(rule) ? [{
      id: 'PreferredRole',
      path: placeOf(rule, 'preferredRole'),
      message: 'the preferred role must be one of the roles of the user: for users without it, the token gets no preferred role at all',
      fix: 'set iamRoles too, or add a condition on the groups of these users, such as Condition.inGroup(...)',
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

/** Roles of the app by the names of their slots, with a description. */
type CreatedRoles = ReadonlyMap<string, string>;

/** A preferred role that is not among the roles that any rule sets for the token. */
function outside(rule: SetGroupsRule, rules: readonly Rule[], created: CreatedRoles): readonly Problem[] {
  const preferred = preferredOf(rule, created);
  const others = groupRules(rules).filter(other => other !== rule && isEnforced(other) && other.iamRoles);
  const lists = [...rule.iamRoles ? [rule] : [], ...others].map(({ iamRoles }) => constantsOf(iamRoles, created));
  // otherwise, the roles of the user can stay
  const isReplaced = rule.iamRoles !== undefined || others.some(({ when }) => !when);
  const roles = [...new Set(lists.flatMap(list => list ?? []))];
  return preferred && isReplaced && !lists.includes(undefined) && !preferred.some(each => roles.some(role => mayBeSame(each, role))) ? [{
    check: 'Role',
    path: placeOf(rule, 'preferredRole'),
    given: preferred.map(each => `'${each}'`).join(' or '),
    allowed: `one of the roles of the ${others.length > 0 ? 'rules' : 'rule'}: ${roles.map(each => `'${each}'`).join(', ') || 'none'}`,
    fix: 'add the role to iamRoles, or choose one of them: the function drops a preferred role that is not one of the roles',
  }] : [];
}

/** A constant ARN may be that of a role of the app. */
function mayBeSame(role: string, other: string): boolean {
  return role === other || isRoleArn(role) !== isRoleArn(other);
}

/** The constant preferred roles; undefined for none, as a value that is always absent takes the preferred role away. */
function preferredOf({ preferredRole }: SetGroupsRule, created: CreatedRoles): readonly string[] | undefined {
  const roles = constantsOf(preferredRole, created);
  return roles?.length === 0 ? undefined : roles;
}

/** All possible strings of a value, if the rules alone reveal them: constants, and descriptions of roles of the app. */
function constantsOf(value: Expression | undefined, created: CreatedRoles): readonly string[] | undefined {
  const known = value ? knownStrings(described(value, created)) : [{ text: '', isWhole: false }];
  return known.every(({ isWhole }) => isWhole) ? known.map(({ text }) => text) : undefined;
}

function described(value: Expression, created: CreatedRoles): Expression {
  const { op, args = [], of } = value;
  const description = op === 'slot' ? created.get(String(args[0])) : undefined;
  return description !== undefined ? { op: 'literal', args: [description] } : of ? { ...value, of: of.map(each => described(each, created)) } : value;
}

/** True if only users with some groups or roles get the preferred role. Their roles are those of their groups. */
function isForSomeRoles({ when }: SetGroupsRule): boolean {
  let isSo = false;
  (when ? requiredConditions(when) : []).filter(({ result }) => result)
    .forEach(({ condition }) => walk(condition, ({ op }) => { isSo ||= ['inGroup', 'groups', 'iamRoles', 'preferredRole'].includes(op); }));
  return isSo;
}

/** True if another rule can set the roles or the preferred role of the same token. */
function isSetByOthers(rule: SetGroupsRule, rules: readonly Rule[]): boolean {
  return groupRules(rules).some(other => other !== rule && isEnforced(other) && (other.iamRoles ?? other.preferredRole));
}
