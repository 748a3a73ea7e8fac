import { CognitoIdentityProviderClient, InitiateAuthCommand, type ExplicitAuthFlowsType } from '@aws-sdk/client-cognito-identity-provider';
import type { Outputs } from './names';
import { EVENT_CLAIM, RESPONSE_KEY, type MachineResponse, type Username, type V1Username } from './trigger';

/** A deployed probe: in an account, or on this machine. */
export interface Target {
  /** For the report. */
  readonly name: string;
  readonly ids: Outputs;
  /** Of all users. */
  readonly password: string;
  readonly machineSecret: string;
  readonly sdk: CognitoIdentityProviderClient;
}

export type Claims = Readonly<Record<string, any>>;

export interface Tokens {
  readonly idToken: Claims;
  readonly accessToken: Claims;
  /** The signed access token. */
  readonly bearer: string;
}

/** An error response of an OAuth endpoint. */
export class OAuthError extends Error {
  constructor(public readonly name: string, message: string) {
    super(message);
  }
}

/** A question that could not be asked, because something before it failed. */
export class CannotAsk extends Error {
  constructor(public readonly reason: unknown) {
    super('cannot ask');
  }
}

/** Marks a step that is not the question itself: its failure is no answer. */
export async function needed<T>(step: Promise<T>): Promise<T> {
  return step.catch((error: unknown) => {
    throw error instanceof CannotAsk ? error : new CannotAsk(error);
  });
}

/** Flows of app clients, including those that the types of the SDK do not have yet. */
export function newerFlows(...flows: readonly string[]): ExplicitAuthFlowsType[] {
  return flows as unknown as ExplicitAuthFlowsType[];
}

export async function signIn({ sdk, ids, password }: Target, username: Username | V1Username, clientId = ids.WebClient): Promise<Tokens> {
  const { AuthenticationResult } = await sdk.send(new InitiateAuthCommand({
    AuthFlow: 'USER_PASSWORD_AUTH', ClientId: clientId, AuthParameters: { USERNAME: username, PASSWORD: password },
  }));
  const { IdToken = '', AccessToken = '' } = AuthenticationResult!;
  return { idToken: claimsOf(IdToken), accessToken: claimsOf(AccessToken), bearer: AccessToken };
}

/** The access token of a client credentials grant. */
export async function machineToken(target: Target, response: MachineResponse, parameters: Readonly<Record<string, string>> = {}): Promise<string> {
  const { MachineClient } = target.ids;
  const { access_token: token } = await post(target, '/oauth2/token', {
    headers: { authorization: `Basic ${Buffer.from(`${MachineClient}:${target.machineSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', aws_client_metadata: JSON.stringify({ [RESPONSE_KEY]: response }), ...parameters }),
  });
  return String(token);
}

export async function post({ ids }: Target, path: string, request: RequestInit): Promise<Claims> {
  const response = await fetch(`${ids.BaseUrl}${path}`, { ...request, method: 'POST', signal: AbortSignal.timeout(20_000) });
  const text = await response.text();
  const body = parsed(text);
  if (!response.ok || body === undefined) {
    throw new OAuthError(String(body?.error ?? `HTTP ${response.status}`), String(body?.error_description ?? text.slice(0, 500)));
  }
  return body;
}

function parsed(text: string): Claims | undefined {
  try {
    return JSON.parse(text) as Claims;
  } catch {
    return undefined;
  }
}

export function claimsOf(token: string): Claims {
  return JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString('utf8')) as Claims;
}

/** The event that the trigger got for a token. */
export function eventIn({ [EVENT_CLAIM]: event }: Claims): Claims {
  if (typeof event !== 'string') {
    throw new Error(`the token has no claim ${EVENT_CLAIM}: the trigger did not run, or its claim was not accepted`);
  }
  return JSON.parse(event) as Claims;
}
