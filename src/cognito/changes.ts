import type { TokenName } from './claims';
import type { Subject } from './token-request';
import type { Json, JsonMap } from '../ruleset/json';

/** What is to change in one token. */
export interface TokenChanges {
  readonly set: ReadonlyMap<string, Json>;
  readonly suppress: ReadonlySet<string>;
}

/** The groups of a token and what follows from them. A response replaces the whole of it. */
export interface GroupConfiguration {
  readonly groups: readonly string[];
  readonly iamRoles: readonly string[];
  readonly preferredRole?: string;
}

/** What is to change in the tokens of one request. */
export interface Changes {
  readonly tokens: { readonly [token in TokenName]: TokenChanges };
  readonly scopesToAdd: readonly string[];
  readonly scopesToSuppress: readonly string[];
  /** Undefined: the groups stay as they are. */
  readonly groups?: GroupConfiguration;
}

/**
 * The `response` of the event that makes Cognito do these changes. Members that change nothing are left out: an empty or
 * null group block would remove the groups.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export function toResponse(eventVersion: number, subject: Subject, changes: Changes): JsonMap {
  // a machine has no groups
  const groups: JsonMap = subject === 'USER' && changes.groups ? { groupOverrideDetails: groupOverride(changes.groups) } : {};
  if (eventVersion === 1) {
    return { claimsOverrideDetails: { ...claimOverride(changes.tokens.ID), ...groups } };
  }
  const idToken = claimOverride(changes.tokens.ID);
  const accessToken = {
    ...claimOverride(changes.tokens.ACCESS),
    ...nonEmpty('scopesToAdd', changes.scopesToAdd),
    ...nonEmpty('scopesToSuppress', changes.scopesToSuppress),
  };
  return {
    claimsAndScopeOverrideDetails: {
      // there is no ID token for a machine, and AWS does not say what becomes of a response that has one
      ...(subject === 'USER' && Object.keys(idToken).length > 0 ? { idTokenGeneration: idToken } : {}),
      ...(Object.keys(accessToken).length > 0 ? { accessTokenGeneration: accessToken } : {}),
      ...groups,
    },
  };
}

function claimOverride({ set, suppress }: TokenChanges): JsonMap {
  return {
    // `fromEntries` defines own members: a claim named like a member of every object stays a claim
    ...(set.size > 0 ? { claimsToAddOrOverride: Object.fromEntries(set) } : {}),
    ...(suppress.size > 0 ? { claimsToSuppress: [...suppress] } : {}),
  };
}

function groupOverride({ groups, iamRoles, preferredRole }: GroupConfiguration): JsonMap {
  return {
    groupsToOverride: groups,
    iamRolesToOverride: iamRoles,
    ...(preferredRole === undefined ? {} : { preferredRole }),
  };
}

function nonEmpty(name: string, list: readonly string[]): JsonMap {
  return list.length > 0 ? { [name]: list } : {};
}
