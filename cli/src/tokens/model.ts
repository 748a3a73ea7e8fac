import type { Client, Pool } from '../app/model';
import type { User } from '../users/model';

export type Claims = Readonly<Record<string, unknown>>;

/** What tokens are asked for. */
export interface IssueRequest {
  readonly pool: Pool;
  readonly client: Client;
  /** None for a machine token. */
  readonly user?: User;
  /** `TokenGeneration_HostedAuth` and its kin. */
  readonly triggerSource: string;
  /** Granted by Amazon Cognito before the function is asked. */
  readonly scopes: readonly string[];
  /** What Amazon Cognito passes on; undefined where it passes none. */
  readonly clientMetadata?: Readonly<Record<string, string>>;
  /** Resource that the access token is bound to (RFC 8707). */
  readonly resource?: string;
  readonly nonce?: string;
  /** Epoch seconds of the sign-in. Default: now. */
  readonly authTime?: number;
  /** `origin_jti` of the session. Default: a new one. */
  readonly originJti?: string;
  /** `event_id` of the session. Default: a new one. */
  readonly eventId?: string;
}

/** One run of the function and what came of it. */
export interface Issuance {
  /** Also the request id in the log of the function. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly request: IssueRequest;
  /** None where the token was denied or the function failed. */
  readonly tokens?: IssuedTokens;
  /** What Amazon Cognito shows instead of tokens: `PreTokenGeneration failed with error ...`. */
  readonly error?: IssueError;
  readonly explanation: Explanation;
}

export interface IssuedTokens {
  /** Signed. None for a machine, or without the scope `openid`. */
  readonly idToken?: string;
  readonly accessToken: string;
  readonly claims: { readonly idToken?: Claims; readonly accessToken: Claims };
  /** As Amazon Cognito would issue them without the function. */
  readonly base: { readonly idToken?: Claims; readonly accessToken: Claims };
}

export interface IssueError {
  /** Error code of the API of Amazon Cognito. */
  readonly code: 'UserLambdaValidationException' | 'UnexpectedLambdaException' | 'InvalidLambdaResponseException';
  /** As a user sees it. */
  readonly message: string;
}

/** What each rule did, and with which data. Values of the user are in it: it never leaves this machine. */
export interface Explanation {
  /** The function did not run: the pool has none, or it gets no event for such a token. A sentence. */
  readonly notRun?: string;
  readonly event?: unknown;
  readonly response?: unknown;
  /** Rules in the order of evaluation. */
  readonly rules: readonly ExplainedRule[];
  readonly claims: readonly ExplainedClaim[];
  readonly reads: readonly ExplainedRead[];
  /** Milliseconds that the function took. */
  readonly milliseconds?: number;
  /** Sentences about what is uncertain: answers from a cache of the function, behavior that AWS does not document. */
  readonly notes: readonly string[];
}

export interface ExplainedRule {
  /** Its place in the props: `claims[2]`. */
  readonly id: string;
  readonly kind: string;
  /** What it does, as a short text: `set pet_preference`. */
  readonly summary: string;
  readonly description?: string;
  /** Its condition as a text; none where it has none. */
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
  /** Ids of the rules that did it. */
  readonly rules: readonly string[];
}

export interface ExplainedRead {
  readonly source: string;
  /** It reads any number of items. */
  readonly query: boolean;
  readonly table: string;
  /** As a text: `userName = jane`. */
  readonly key: string;
  /** `FOUND`, `NOTHING`, or why it failed. */
  readonly outcome: string;
  readonly from?: 'CACHE' | 'STALE';
  readonly attempts?: number;
  readonly milliseconds?: number;
  /** Plain items; only the attributes that the function read. */
  readonly items: readonly unknown[];
}
