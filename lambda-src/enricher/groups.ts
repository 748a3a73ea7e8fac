import type { Considered, Outcomes } from './consider';
import type { GroupConfiguration } from '../../src/cognito/changes';
import { isRoleArn } from '../../src/cognito/roles';
import type { TokenRequest } from '../../src/cognito/token-request';
import type { Outcome } from '../../src/ruleset/decision';
import type { SetGroupsRule } from '../../src/ruleset/document';
import { isList, type Result } from '../../src/ruleset/operators/result';
import type { Plan } from '../../src/ruleset/plan';

export interface GroupDecision {
  /** Undefined when no rule changes the groups. */
  readonly groups?: GroupConfiguration;
  /** The rules that change them. */
  readonly origins: readonly string[];
  readonly outcomes: Outcomes;
}

/**
 * The groups after all rules. It starts from what Cognito sent, as a response replaces the whole; of the rules that name the
 * same member the last one decides. What is no role, or is preferred without being among the roles, is dropped.
 */
export function decideGroups({ places }: Plan, considered: readonly Considered[], request: TokenRequest): GroupDecision {
  const firing = places.groups.map(index => considered[index] as Considered<SetGroupsRule>).filter(({ fires }) => fires);
  if (firing.length === 0 || request.subject === 'MACHINE') {
    return { origins: [], outcomes: [] };
  }
  const groups = lastOf(firing, 'groups');
  const iamRoles = lastOf(firing, 'iamRoles');
  const preferred = lastOf(firing, 'preferredRole');
  const roles = iamRoles ? texts(iamRoles.value).filter(isRoleArn) : request.iamRoles;
  const preferredRole = preferred ? preferred.value as string | undefined : request.preferredRole;
  const isPreferable = preferredRole !== undefined && roles.includes(preferredRole);
  return {
    groups: { groups: groups ? texts(groups.value) : request.groups, iamRoles: roles, ...(isPreferable && { preferredRole }) },
    origins: firing.map(({ rule }) => rule.id),
    outcomes: considered.map((each): Outcome | undefined => {
      const rule = firing.find(one => one === each)?.rule;
      if (!rule) {
        return undefined;
      }
      const dropped = (groups?.rule === rule && !isComplete(groups.value, texts(groups.value)))
        || (iamRoles?.rule === rule && !isComplete(iamRoles.value, roles))
        || (preferred?.rule === rule && preferredRole !== undefined && !isPreferable);
      return dropped ? 'DROPPED' : 'APPLIED';
    }),
  };
}

function lastOf(firing: readonly Considered<SetGroupsRule>[], member: 'groups' | 'iamRoles' | 'preferredRole'): { rule: SetGroupsRule; value: Result } | undefined {
  const last = firing.findLast(({ rule }) => rule[member] !== undefined);
  return last && { rule: last.rule, value: last.values[member] };
}

/** An absent list is empty. */
function texts(result: Result): readonly string[] {
  return isList(result) ? result.filter((member): member is string => typeof member === 'string') : [];
}

function isComplete(result: Result, kept: readonly string[]): boolean {
  return !isList(result) || result.length === kept.length;
}
