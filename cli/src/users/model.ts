/** The content of `token-enricher.users.json`: the users of this machine, the items of the app's tables, and the answers of its functions. */
export interface UsersFile {
  readonly users: Readonly<Record<string, UserEntry>>;
  /** Items by table name, construct path, or an end of the path that no other table has. */
  readonly items: Readonly<Record<string, ReadonlyArray<Readonly<Record<string, unknown>>>>>;
  /** Answers by construct path of the function, an end of the path that no other function has, function name, or ARN. */
  readonly answers: Readonly<Record<string, readonly AnswerEntry[]>>;
  /** Values that only a deployment knows, by the names under which `serve` lists them. */
  readonly values: Readonly<Record<string, string>>;
}

/** An answer of a function. It has either an answer or an error. */
export interface AnswerEntry {
  /** The answer is for events with these properties, and any others. Default: for every event. */
  readonly input?: Readonly<Record<string, unknown>>;
  readonly answer?: Readonly<Record<string, unknown>> | null;
  /** The function fails with this message. */
  readonly error?: string;
}

/** A user in the file. The key of the entry is the username. */
export interface UserEntry {
  /** For this machine only. */
  readonly password?: string;
  /** The password is temporary: the user must choose another one at sign-in. */
  readonly temporaryPassword?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly groups?: readonly string[];
  /** Name of the identity provider that the user comes from, for a federated user. */
  readonly identityProvider?: string;
  /** Construct paths or ids of the pools that the user is in. Default: all. */
  readonly pools?: readonly string[];
  /** Disabled users cannot sign in. */
  readonly enabled?: boolean;
}

/** A user of one pool. */
export interface User {
  /** Name of the user in the file. */
  readonly name: string;
  /** The username in the event: the name in the file, or the `sub` if users of the pool do not choose a username. */
  readonly username: string;
  /** With `sub`, `cognito:user_status` and, for a federated user, `identities`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  readonly iamRoles: readonly string[];
  readonly preferredRole?: string;
  readonly password?: string;
  readonly temporaryPassword: boolean;
  readonly enabled: boolean;
  readonly federated: boolean;
}
