import type { Claims, Explanation, IssueError } from '../tokens/model';

/** The JSON that the page of the viewer and its server exchange. All paths are below `/api`; all calls but GET need `content-type: application/json`. */

/** `GET /api/state` */
export interface ViewerState {
  readonly issuer: string;
  readonly served: Served;
  /** Path of the users file, as it was given. */
  readonly usersFile: string;
  readonly pools: readonly ViewerPool[];
  readonly tables: readonly ViewerTable[];
  /** Sentences about what differs from a deployment. */
  readonly notices: readonly string[];
  readonly triggerSources: readonly string[];
  /** Increases when the app or the users file is reloaded. */
  readonly generation: number;
}

/** Identifies a running issuer, so that another command can find it. Paths are absolute. */
export interface Served {
  readonly app: string;
  readonly users: string;
  readonly issuer: 'local' | 'cognito';
}

export interface ViewerPool {
  readonly id: string;
  readonly path: string;
  /** The `iss` claim in tokens of the pool. */
  readonly issuer: string;
  readonly enricher?: string;
  readonly triggerVersion?: string;
  readonly clients: readonly ViewerClient[];
  readonly users: readonly ViewerUser[];
  readonly groups: readonly string[];
  readonly customAttributes: readonly string[];
}

export interface ViewerClient {
  readonly id: string;
  readonly path: string;
  readonly name?: string;
  readonly confidential: boolean;
  /** OAuth flows that the client can use: `code`, `client_credentials`. */
  readonly grants: readonly string[];
  readonly scopes: readonly string[];
}

export interface ViewerUser {
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  /** True if the user has a password. The password is not part of the state. */
  readonly hasPassword: boolean;
}

export interface ViewerTable {
  readonly name: string;
  readonly path: string;
  readonly keys: readonly string[];
  readonly items: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly fault: Fault;
}

/** The simulated fault for reads of a table: none, a delay, or an error. */
export interface Fault {
  readonly kind: 'NONE' | 'SLOW' | 'FAIL';
  /** Milliseconds, for SLOW. */
  readonly delay?: number;
}

/** `GET /api/login?pool=…&client=…` answers 302 to the sign-in page; the code comes back at `/callback`, which answers 302 to `/#issuance=<id>`, or `/#error=<message>`. */

/** `POST /api/issue` → ViewerIssuance: issues tokens without a sign-in, for the chosen user or client. */
export interface IssueBody {
  readonly pool: string;
  readonly client: string;
  /** Undefined for client credentials. */
  readonly username?: string;
  readonly triggerSource?: string;
  readonly scopes?: readonly string[];
  readonly clientMetadata?: Readonly<Record<string, string>>;
}

/** `GET /api/issuances/<id>` → ViewerIssuance; `GET /api/issuances` → the newest ones first, without their content: IssuanceSummary[]. */
export interface ViewerIssuance {
  readonly id: string;
  readonly at: number;
  readonly pool: string;
  readonly client: string;
  readonly username?: string;
  readonly triggerSource: string;
  readonly scopes: readonly string[];
  readonly clientMetadata?: Readonly<Record<string, string>>;
  readonly idToken?: ViewerToken;
  readonly accessToken?: ViewerToken;
  readonly error?: IssueError;
  readonly explanation: Explanation;
  /** A unit test that previews this token, in TypeScript. */
  readonly previewTest: string;
}

export interface ViewerToken {
  readonly raw: string;
  readonly header: Claims;
  readonly claims: Claims;
  /** Verified against the key set that the issuer publishes. */
  readonly verified: boolean;
  readonly bytes: number;
  /** Limits of token consumers in bytes, by name: `{ "HTTP API": 8192 }`, and the token budget of the rules if they have one. */
  readonly budgets: ReadonlyArray<{ readonly name: string; readonly bytes: number }>;
}

export interface IssuanceSummary {
  readonly id: string;
  readonly at: number;
  /** Construct path. */
  readonly pool: string;
  readonly client: string;
  readonly username?: string;
  readonly triggerSource: string;
  readonly denied: boolean;
}

/** `PUT /api/users/<pool>/<username>` with attributes and groups → ViewerState. For this run: the users file is not written. */
export interface UserBody {
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
}

/** `PUT /api/tables/<name>/items` → ViewerState */
export interface ItemsBody {
  readonly items: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

/** `PUT /api/tables/<name>/fault` with a Fault → ViewerState. */

/** Any failed call: status 4xx and this. */
export interface ViewerError {
  readonly error: string;
}

/** `GET /api/events` is a stream of server-sent events: `issuance` with an IssuanceSummary, `state` when the state changed. */
