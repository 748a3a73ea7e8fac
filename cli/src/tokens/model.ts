import type { Client, Pool } from '../app/model';
import type { User } from '../users/model';

export type Claims = Readonly<Record<string, unknown>>;

/** A request for tokens. */
export interface IssueRequest {
  readonly pool: Pool;
  readonly client: Client;
  /** Undefined for a machine token. */
  readonly user?: User;
  /** `TokenGeneration_HostedAuth` and the like. */
  readonly triggerSource: string;
  /** Scopes that Amazon Cognito grants before it calls the function. */
  readonly scopes: readonly string[];
  /** Client metadata that Amazon Cognito passes to the function; undefined if it passes none. */
  readonly clientMetadata?: Readonly<Record<string, string>>;
  /** Resource that the access token is bound to (RFC 8707). */
  readonly resource?: string;
  /** Class and methods of the authentication (step-up authentication). */
  readonly acr?: string;
  readonly amr?: readonly string[];
  readonly nonce?: string;
  /** Epoch seconds of the sign-in. Default: now. */
  readonly authTime?: number;
  /** `origin_jti` of the session. Default: a new one. */
  readonly originJti?: string;
  /** `event_id` of the session. Default: a new one. */
  readonly eventId?: string;
}

/** One run of the function, and its result. */
export interface Issuance {
  /** Also the request id in the log of the function. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly request: IssueRequest;
  /** Undefined if the token was denied or the function failed. */
  readonly tokens?: IssuedTokens;
  /** The error that Amazon Cognito returns instead of tokens: `PreTokenGeneration failed with error ...`. */
  readonly error?: IssueError;
  readonly explanation: Explanation;
}

export interface IssuedTokens {
  /** Signed. Undefined for a machine, or without the scope `openid`. */
  readonly idToken?: string;
  readonly accessToken: string;
  readonly claims: { readonly idToken?: Claims; readonly accessToken: Claims };
  /** As Amazon Cognito would issue them without the function. */
  readonly base: { readonly idToken?: Claims; readonly accessToken: Claims };
}

export interface IssueError {
  /** Error code of the API of Amazon Cognito. */
  readonly code: 'UserLambdaValidationException' | 'UnexpectedLambdaException' | 'InvalidLambdaResponseException';
  /** The message that the user sees. */
  readonly message: string;
}

/** The effect of each rule, and the data that it used. It contains values of the user, and never leaves this machine. */
export interface Explanation {
  /** A sentence that says why the function did not run: the pool has none, or it gets no event for such a token. */
  readonly notRun?: string;
  readonly event?: unknown;
  readonly response?: unknown;
  /** Rules in the order of evaluation. */
  readonly rules: readonly ExplainedRule[];
  readonly claims: readonly ExplainedClaim[];
  readonly reads: readonly ExplainedRead[];
  /** Milliseconds that the function took. */
  readonly milliseconds?: number;
  /** Sentences about uncertainties: answers from a cache of the function, behavior that AWS does not document. */
  readonly notes: readonly string[];
}

export interface ExplainedRule {
  /** Its place in the props: `claims[2]`. */
  readonly id: string;
  readonly kind: string;
  /** A short description of the rule: `set pet_preference`. */
  readonly summary: string;
  readonly description?: string;
  /** Its condition as a string; undefined if it has none. */
  readonly condition?: string;
  readonly outcome: string;
  readonly reason?: string;
  readonly shadow: boolean;
}

export interface ExplainedClaim {
  readonly token: 'ID' | 'ACCESS';
  readonly name: string;
  readonly change: 'ADDED' | 'CHANGED' | 'SUPPRESSED' | 'NONE';
  readonly before?: unknown;
  readonly after?: unknown;
  /** Ids of the rules that made the change. */
  readonly rules: readonly string[];
}

export interface ExplainedRead {
  readonly source: string;
  /** True for a query, which reads any number of items. */
  readonly query: boolean;
  /** The table or, for a function, its ARN. */
  readonly table: string;
  /** As a string: `userName = jane`. */
  readonly key: string;
  /** `FOUND`, `NOTHING`, or the reason for the failure. */
  readonly outcome: string;
  readonly from?: 'CACHE' | 'STALE';
  readonly attempts?: number;
  readonly milliseconds?: number;
  /** Plain items; only the attributes that the function read. */
  readonly items: readonly unknown[];
}
