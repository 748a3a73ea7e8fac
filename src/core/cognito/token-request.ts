import type { TokenName } from './claims';
import { asString, Strings } from './strings';
import { isRecord } from '../document/json';

/** Who a token is for: a signed-in user, or an app client by itself (client credentials). */
export type Subject = 'USER' | 'MACHINE';

/** What Cognito asks for in an event, read tolerantly: elements may be added, moved, null or absent. */
export interface TokenRequest {
  /** Schema of the event, 1 to 3; a later one counts as 3. */
  readonly eventVersion: 1 | 2 | 3;
  readonly subject: Subject;
  /** Empty when the event names none. */
  readonly triggerSource: string;
  readonly region?: string;
  readonly userPoolId?: string;
  readonly userName?: string;
  readonly clientId?: string;
  readonly attributes: Strings;
  /** Of all attributes, also those without a string. */
  readonly attributeNames: readonly string[];
  readonly groups: readonly string[];
  readonly iamRoles: readonly string[];
  readonly preferredRole?: string;
  /** Undefined where the event does not tell: V1 events carry no scopes, and what is no list says nothing. */
  readonly scopes?: readonly string[];
  readonly clientMetadata: Strings;
  /** Epoch seconds. */
  readonly now: number;
}

/** A machine gets no ID token. */
export function issuedTokens({ subject }: TokenRequest): readonly TokenName[] {
  return subject === 'USER' ? ['ID', 'ACCESS'] : ['ACCESS'];
}

/** The trigger source of client credentials grants; sent under V3_0 only. */
export const MACHINE_TRIGGER_SOURCE = 'TokenGeneration_ClientCredentials';
export const REFRESH_TRIGGER_SOURCE = 'TokenGeneration_RefreshTokens';

/**
 * Reads an event. Gives nothing for what has to be denied whatever the rules say: an event of a user without `sub`.
 *
 * Machine: by trigger source or, in V3 events, by the absence of `sub` and of all user attributes, as `GetClientToken`
 * names no trigger source. AWS documents no machine event in full, so nothing else is relied on.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export function readEvent(event: unknown, now: number): TokenRequest | undefined {
  const envelope = asRecord(event);
  const request = asRecord(envelope.request);
  const triggerSource = asString(envelope.triggerSource) ?? '';
  const eventVersion = readVersion(envelope);
  const attributes = new Strings(asRecord(request.userAttributes));
  const machine = triggerSource === MACHINE_TRIGGER_SOURCE || (isVersion3(envelope) && isEmpty(request.userAttributes));
  if (!machine && attributes.get('sub') === undefined) {
    return undefined;
  }
  const configuration = asRecord(request.groupConfiguration);
  return {
    eventVersion,
    subject: machine ? 'MACHINE' : 'USER',
    triggerSource,
    region: asString(envelope.region),
    userPoolId: asString(envelope.userPoolId),
    userName: asString(envelope.userName),
    clientId: asString(asRecord(envelope.callerContext).clientId),
    attributes,
    attributeNames: Object.keys(attributes.members),
    groups: asStringList(configuration.groupsToOverride),
    iamRoles: asStringList(configuration.iamRolesToOverride),
    // null when there is none; AWS's sample events show a list
    preferredRole: asString(configuration.preferredRole) ?? asStringList(configuration.preferredRole)[0],
    scopes: eventVersion === 1 ? undefined : asScopes(request.scopes),
    clientMetadata: new Strings(asRecord(request.clientMetadata)),
    now,
  };
}

/**
 * The schema of an event. Where the version is none that is known, the response tells: its member is named
 * `claimsOverrideDetails` in V1 and `claimsAndScopeOverrideDetails` after that.
 */
function readVersion(envelope: Readonly<Record<string, unknown>>): 1 | 2 | 3 {
  switch (envelope.version) {
    case '1': return 1;
    case '2': return 2;
    case '3': return 3;
    default: return asRecord(envelope.response).claimsOverrideDetails !== undefined ? 1 : 3;
  }
}

function isVersion3({ version }: Readonly<Record<string, unknown>>): boolean {
  // what comes nearly always is told without a pattern, which takes long the first time
  return version === '3' || (version !== '2' && version !== '1' && typeof version === 'string' && /^([3-9]|[1-9][0-9]+)$/.test(version));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (isRecord(value) && Object.values(value).every(member => member === undefined));
}

/** Its members that are read are none that every object has. */
function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function asStringList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(member => asString(member) !== undefined) : [];
}

function asScopes(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? asStringList(value) : value === undefined || value === null ? [] : undefined;
}
