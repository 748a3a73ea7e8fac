/** The content of `token-enricher.users.json`: the users of this machine, and the items of the app's tables. */
export interface UsersFile {
  readonly users: Readonly<Record<string, UserEntry>>;
  /** Items by table name, construct path, or an end of the path that no other table has. */
  readonly items: Readonly<Record<string, ReadonlyArray<Readonly<Record<string, unknown>>>>>;
  /** Values that only a deployment knows, by the names under which `serve` lists them. */
  readonly values: Readonly<Record<string, string>>;
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
