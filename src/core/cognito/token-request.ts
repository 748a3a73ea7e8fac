import type { TokenName } from './claims';
import { TRIGGER_SOURCES, type TriggerVersionName } from './trigger';
import { isRecord, ownMember } from '../document/json';

/** The subject of a token: a user, or an app client itself (client credentials grant). */
export type Subject = 'USER' | 'MACHINE';

/** The token request in an event. It is parsed leniently: properties can be added, moved, null or missing. */
export interface TokenRequest {
  /** Version of the event, 1 to 3. A later version counts as 3. */
  readonly eventVersion: 1 | 2 | 3;
  readonly subject: Subject;
  /** Empty if the event does not contain it. */
  readonly triggerSource: string;
  readonly region?: string;
  readonly userPoolId?: string;
  readonly userName?: string;
  readonly clientId?: string;
  readonly attributes: Strings;
  /** Names of all attributes, including those without a string value. */
  readonly attributeNames: readonly string[];
  readonly groups: readonly string[];
  readonly iamRoles: readonly string[];
  readonly preferredRole?: string;
  /** Undefined if unknown: V1_0 events contain no scopes, and a value that is not a list is ignored. */
  readonly scopes?: readonly string[];
  readonly clientMetadata: Strings;
  /** Seconds since the Unix epoch. */
  readonly now: number;
}

/** The tokens that Cognito issues. Machines get no ID token. */
export function issuedTokens({ subject }: TokenRequest): readonly TokenName[] {
  return subject === 'USER' ? ['ID', 'ACCESS'] : ['ACCESS'];
}

/** The trigger source of the client credentials grant. Cognito sends it only with V3_0. */
export const MACHINE_TRIGGER_SOURCE = TRIGGER_SOURCES.CLIENT_CREDENTIALS;
export const REFRESH_TRIGGER_SOURCE = TRIGGER_SOURCES.REFRESH_TOKENS;

/**
 * Parses an event. Returns undefined for an event of a user without `sub`, which must be denied whatever the rules are.
 *
 * A machine is recognized by the trigger source or, in V3_0 events, by missing user attributes, as `GetClientToken` sends no trigger source.
 * AWS does not document machine events completely, so the code relies on nothing else.
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
    // null if there is none; the sample events of AWS contain a list
    preferredRole: asString(configuration.preferredRole) ?? asStringList(configuration.preferredRole)[0],
    scopes: eventVersion === 1 ? undefined : asScopes(request.scopes),
    clientMetadata: new Strings(asRecord(request.clientMetadata)),
    now,
  };
}

/**
 * The version of an event. For an unknown version the `response` decides: it contains `claimsOverrideDetails` in V1_0 and
 * `claimsAndScopeOverrideDetails` in later versions.
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
  // avoids the regular expression for the usual versions, as its first use is slow
  return version === '3' || (version !== '2' && version !== '1' && typeof version === 'string' && /^([3-9]|[1-9][0-9]+)$/.test(version));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (isRecord(value) && Object.values(value).every(member => member === undefined));
}

/** Safe without own-property checks: no property that is read exists on Object.prototype. */
function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function asStringList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(member => asString(member) !== undefined) : [];
}

function asScopes(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? asStringList(value) : value === undefined || value === null ? [] : undefined;
}

/** The content of a pre token generation event. */
export interface EventParts {
  readonly triggerSource: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly userName: string;
  readonly clientId: string;
  readonly userAttributes: { readonly [name: string]: string };
  readonly groups: readonly string[];
  readonly iamRoles: readonly string[];
  readonly preferredRole?: string;
  readonly scopes: readonly string[];
  readonly clientMetadata?: { readonly [key: string]: string };
}

/**
 * Builds an event as Cognito sends it. The `version` is that of the trigger. Events contain scopes as of V2_0, and no user data for machines.
 * Properties of machine events that AWS does not document are left out.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export function buildEvent(version: TriggerVersionName, parts: EventParts): Record<string, unknown> {
  const isMachine = parts.triggerSource === MACHINE_TRIGGER_SOURCE;
  const isV1 = version === 'V1_0';
  return {
    version: version.slice(1, 2),
    triggerSource: parts.triggerSource,
    region: parts.region,
    userPoolId: parts.userPoolId,
    userName: isMachine ? parts.clientId : parts.userName,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: parts.clientId },
    request: {
      ...(!isMachine && {
        userAttributes: { ...parts.userAttributes },
        groupConfiguration: {
          groupsToOverride: [...parts.groups],
          iamRolesToOverride: [...parts.iamRoles],
          preferredRole: parts.preferredRole ?? null,
        },
      }),
      ...(!isV1 && { scopes: [...parts.scopes] }),
      ...(parts.clientMetadata && { clientMetadata: { ...parts.clientMetadata } }),
    },
    response: isV1 ? { claimsOverrideDetails: null } : { claimsAndScopeOverrideDetails: null },
  };
}

/** A lazy map of strings in an event. Most are never read, so they are converted on access. */
class Strings {
  /** @param members values of any type */
  constructor(public readonly members: Readonly<Record<string, unknown>>) {}

  /** Returns undefined for a missing or empty string. */
  public get(name: string): string | undefined {
    return stringOf(ownMember(this.members, name));
  }
}

/** Converts all strings to a record. */
export function recordOf({ members }: Strings): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(members).flatMap(([name, content]) => {
    const text = stringOf(content);
    return text === undefined ? [] : [[name, text]];
  }));
}

/** Converts a scalar to a string. Cognito sends attributes as strings whatever their declared type; other JSON scalars are converted. */
function stringOf(content: unknown): string | undefined {
  return typeof content === 'boolean' || typeof content === 'number' ? String(content) : asString(content);
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
