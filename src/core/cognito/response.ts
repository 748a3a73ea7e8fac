import type { TokenName } from './claims';
import type { Subject } from './token-request';
import type { Json, JsonMap } from '../document/json';

/** The changes to one token. */
export interface TokenChanges {
  readonly set: JsonMap;
  readonly suppress: ReadonlySet<string>;
}

/** The groups of a token with their roles. A response replaces the complete group configuration. */
export interface GroupConfiguration {
  readonly groups: readonly string[];
  readonly iamRoles: readonly string[];
  readonly preferredRole?: string;
}

/** The changes to the tokens of one request. */
export interface Changes {
  readonly tokens: { readonly [token in TokenName]: TokenChanges };
  readonly scopesToAdd: readonly string[];
  readonly scopesToSuppress: readonly string[];
  /** Undefined if the groups do not change. */
  readonly groups?: GroupConfiguration;
}

/**
 * Converts changes to the `response` of the event. Properties without changes are left out: an empty or null `groupOverrideDetails` would
 * remove the groups.
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
  // machines get no ID token, and AWS does not document the effect of a response that contains one
  if (subject === 'USER' && !isEmpty(idToken)) {
    details.idTokenGeneration = idToken;
  }
  if (!isEmpty(accessToken)) {
    details.accessTokenGeneration = accessToken;
  }
  return { claimsAndScopeOverrideDetails: withGroups(details, groups) };
}

/** Mutable for performance: this code runs for every token, and object spread would take longer than the rules. */
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

/**
 * Matches the ARN of an IAM role in any partition.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
const ROLE_ARN = /^arn:aws[a-z-]*:iam::[0-9]{12}:role\/[\x21-\x7E]{1,576}$/;

export function isRoleArn(text: string): boolean {
  return ROLE_ARN.test(text);
}

/**
 * The message that a user sees if a token is denied. Amazon Cognito shows the error message of the function. The reference is the request
 * ID, which identifies the log line. The message reveals nothing else.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export function denialMessage(reason: string, reference: string, message?: string): string {
  if (reason === 'DENIED' && message !== undefined) {
    return message;
  }
  return reason === 'DEPLOYING'
    ? `The sign-in is being updated. Please try again in a minute. Reference: ${reference}`
    : `The sign-in could not be completed. Please try again later. Reference: ${reference}`;
}
