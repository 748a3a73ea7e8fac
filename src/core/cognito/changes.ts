import type { TokenName } from './claims';
import type { Subject } from './token-request';
import type { Json, JsonMap } from '../document/json';

/** What is to change in one token. */
export interface TokenChanges {
  readonly set: JsonMap;
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
  const groups = subject === 'USER' ? changes.groups : undefined;
  const idToken = overrideOf(changes.tokens.ID);
  if (eventVersion === 1) {
    return { claimsOverrideDetails: withGroups(idToken, groups) };
  }
  const accessToken = overrideOf(changes.tokens.ACCESS);
  if (changes.scopesToAdd.length > 0) {
    accessToken.scopesToAdd = changes.scopesToAdd;
  }
  if (changes.scopesToSuppress.length > 0) {
    accessToken.scopesToSuppress = changes.scopesToSuppress;
  }
  const details: Members = {};
  // there is no ID token for a machine, and AWS does not say what becomes of a response that has one
  if (subject === 'USER' && !isEmpty(idToken)) {
    details.idTokenGeneration = idToken;
  }
  if (!isEmpty(accessToken)) {
    details.accessTokenGeneration = accessToken;
  }
  return { claimsAndScopeOverrideDetails: withGroups(details, groups) };
}

/** Members are added one by one: it is done for every token, and spreading takes longer than deciding. */
type Members = { [name: string]: Json };

function overrideOf({ set, suppress }: TokenChanges): Members {
  const override: Members = {};
  if (!isEmpty(set)) {
    override.claimsToAddOrOverride = set;
  }
  if (suppress.size > 0) {
    override.claimsToSuppress = [...suppress];
  }
  return override;
}

function withGroups(members: Members, configuration: GroupConfiguration | undefined): Members {
  if (configuration) {
    const { groups, iamRoles, preferredRole } = configuration;
    members.groupOverrideDetails = { groupsToOverride: groups, iamRolesToOverride: iamRoles, ...preferredRole !== undefined && { preferredRole } };
  }
  return members;
}

function isEmpty(members: JsonMap): boolean {
  return Object.keys(members).length === 0;
}
