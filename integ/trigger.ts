/** A pre token generation event. Everything in it may be missing: its exact content is one of the questions. */
interface TriggerEvent {
  readonly userName?: string;
  readonly callerContext?: { readonly clientId?: string };
  readonly request?: {
    readonly clientMetadata?: Readonly<Record<string, string>> | null;
    readonly groupConfiguration?: Readonly<Record<string, unknown>> | null;
  };
}

type Claims = Readonly<Record<string, unknown>>;
type Response = Readonly<Record<string, unknown>>;

/** The claim that carries the event, so that the script can read it in a token. */
export const EVENT_CLAIM = 'probe_event';

/** Metadata key with which a machine selects a response. */
export const RESPONSE_KEY = 'response';

/** Responses for users. The username selects one. */
const FOR_USERS = {
  'event': event => forBothTokens(event),
  'reserved-claims': event => forBothTokens(event, { 'sub': 'forged', 'cognito:username': 'forged', 'token_use': 'forged' }),
  'wrong-container': () => ({ claimsOverrideDetails: { claimsToAddOrOverride: { probe: 'of V1_0' } } }),
  'null-claim': event => forBothTokens(event, { probe: null }),
  'array-of-objects': event => forBothTokens(event, { probe: [{ a: 1 }] }),
  'part-of-groups': event => forBothTokens(event, {}, { groupOverrideDetails: { groupsToOverride: ['other'] } }),
  'no-groups': event => forBothTokens(event, {}, { groupOverrideDetails: { ...event.request?.groupConfiguration, groupsToOverride: [] } }),
  'act-claim': event => forBothTokens(event, { act: { sub: 'forged' } }),
} satisfies Readonly<Record<string, (event: TriggerEvent) => Response>>;

/** Responses for users of the pool with V1_0. */
const FOR_USERS_OF_V1 = {
  'number-claim': () => ({ claimsOverrideDetails: { claimsToAddOrOverride: { probe: 7 } } }),
  'list-claim': () => ({ claimsOverrideDetails: { claimsToAddOrOverride: { probe: ['a', 'b'] } } }),
} satisfies Readonly<Record<string, (event: TriggerEvent) => Response>>;

/** Responses for machines. Client metadata selects one. */
const FOR_MACHINES = {
  'machine-event': event => forAccessToken(event),
  'machine-id-token': event => forBothTokens(event),
  'machine-system-scope': event => forAccessToken(event, { scopesToAdd: ['aws.cognito.signin.user.admin'] }),
  'machine-registration-scope': event => forAccessToken(event, { scopesToAdd: ['aws.cognito/dcr/register'] }),
  'machine-audience': event => forAccessToken(event, {}, { aud: event.callerContext?.clientId }),
} satisfies Readonly<Record<string, (event: TriggerEvent) => Response>>;

export type Username = keyof typeof FOR_USERS;
export type V1Username = keyof typeof FOR_USERS_OF_V1;
export type MachineResponse = keyof typeof FOR_MACHINES;

export const USERNAMES = Object.keys(FOR_USERS) as readonly Username[];
export const V1_USERNAMES = Object.keys(FOR_USERS_OF_V1) as readonly V1Username[];

const RESPONSES: Readonly<Record<string, (event: TriggerEvent) => Response>> = { ...FOR_USERS, ...FOR_USERS_OF_V1, ...FOR_MACHINES };

export async function handler(event: TriggerEvent): Promise<object> {
  const response = RESPONSES[event.request?.clientMetadata?.[RESPONSE_KEY] ?? event.userName ?? ''];
  return { ...event, response: response ? response(event) : {} };
}

function forBothTokens(event: TriggerEvent, claims: Claims = {}, details: Response = {}): Response {
  const generation = { claimsToAddOrOverride: { [EVENT_CLAIM]: JSON.stringify(event), ...claims } };
  return { claimsAndScopeOverrideDetails: { idTokenGeneration: generation, accessTokenGeneration: generation, ...details } };
}

function forAccessToken(event: TriggerEvent, details: Response = {}, claims: Claims = {}): Response {
  return {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: { claimsToAddOrOverride: { [EVENT_CLAIM]: JSON.stringify(event), ...claims }, ...details },
    },
  };
}
