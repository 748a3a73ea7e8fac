import type { RuleResults } from './decide';
import type { LoadedPlan } from './ruleset';
import { isRoleArn, type GroupConfiguration } from '../../src/core/cognito/response';
import type { TokenRequest } from '../../src/core/cognito/token-request';
import type { SetGroupsRule } from '../../src/core/document/document';
import { isList, type Result } from '../../src/core/operators/result';

export interface GroupDecision {
  /** Undefined when no rule changes the groups. */
  readonly groups?: GroupConfiguration;
  /** The rules that change the groups. */
  readonly origins: readonly string[];
}

/**
 * Decides the group configuration. It starts from the configuration in the event, as a response replaces it completely. For each property the
 * last rule wins. An invalid role ARN, or a preferred role that is not one of the roles, is dropped.
 */
export function decideGroups({ places, planned }: LoadedPlan, { states, outcomes }: RuleResults, request: TokenRequest): GroupDecision {
  const firing = places.groups.filter(place => states[place].fires);
  if (firing.length === 0) {
    return { origins: [] };
  }
  const lastOf = (member: 'groups' | 'iamRoles' | 'preferredRole'): GivenMember | undefined => {
    const place = firing.findLast(each => (planned[each].rule as SetGroupsRule)[member] !== undefined);
    return place === undefined ? undefined : { place, value: states[place].values![member] };
  };
  const [groups, iamRoles, preferred] = [lastOf('groups'), lastOf('iamRoles'), lastOf('preferredRole')];
  const roles = iamRoles ? strings(iamRoles.value).filter(isRoleArn) : request.iamRoles;
  const preferredRole = preferred ? preferred.value as string | undefined : request.preferredRole;
  const isPreferable = preferredRole !== undefined && roles.includes(preferredRole);
  for (const place of firing) {
    const dropped = (groups?.place === place && !isComplete(groups.value, strings(groups.value)))
      || (iamRoles?.place === place && !isComplete(iamRoles.value, roles))
      || (preferred?.place === place && preferredRole !== undefined && !isPreferable);
    outcomes[place] = dropped ? 'DROPPED' : 'APPLIED';
  }
  return {
    groups: { groups: groups ? strings(groups.value) : request.groups, iamRoles: roles, ...(isPreferable && { preferredRole }) },
    origins: firing.map(place => planned[place].rule.id),
  };
}

/** The value of a property of the group configuration, and the index of its rule. */
interface GivenMember {
  readonly place: number;
  readonly value: Result;
}

/** The strings of a list, each once. Empty if the list is absent. */
function strings(result: Result): readonly string[] {
  return isList(result) ? [...new Set(result.filter((member): member is string => typeof member === 'string'))] : [];
}

function isComplete(result: Result, kept: readonly string[]): boolean {
  return !isList(result) || new Set(result).size === kept.length;
}
