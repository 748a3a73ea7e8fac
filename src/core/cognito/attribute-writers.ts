import { ADMIN_SCOPE } from './scopes';

/**
 * Who can write the attributes of users, beside administrators.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
export interface PoolWriters {
  readonly clients: readonly ClientWriter[];
  /** Anybody can sign up. */
  readonly selfSignUp: boolean;
  /** Attributes that identity providers fill, with the names of the providers. */
  readonly mapped: ReadonlyMap<string, readonly string[]>;
  /** Attributes that every user must have. */
  readonly required: readonly string[];
  /** Attributes that nobody changes after the user is there. */
  readonly immutable: readonly string[];
  /** Custom attributes, as rules name them. */
  readonly custom: readonly string[];
  /** It is what somebody says, not what an app shows. */
  readonly declared?: true;
  /** Nobody knows what clients may write. */
  readonly unseen?: true;
}

export interface ClientWriter {
  /** What messages call it. */
  readonly name: string;
  /** Attributes that it may write; all of them where nothing is said. */
  readonly writes?: readonly string[];
  /** Users can sign in with a password or a challenge: by the API, or on the managed login page. */
  readonly signsIn: boolean;
  /** Tokens of it can hold `aws.cognito.signin.user.admin`, which lets users change their own attributes. */
  readonly hasAdminScope: boolean;
  /** They hold it because a rule adds it. */
  readonly addsAdminScope?: true;
}

/** A way by which a user gets a value into an attribute. */
export interface WritePath {
  readonly kind: 'SIGN_UP' | 'UPDATE' | 'FIRST_PASSWORD';
  readonly client: string;
}

export function mayWrite({ writes }: ClientWriter, attribute: string): boolean {
  return writes === undefined || writes.includes(attribute);
}

/** The ways that are open for an attribute. */
export function writePathsOf(attribute: string, pool: PoolWriters): readonly WritePath[] {
  const writers = pool.clients.filter(client => mayWrite(client, attribute));
  const through = (kind: WritePath['kind'], clients: readonly ClientWriter[]): readonly WritePath[] => clients.map(({ name }) => ({ kind, client: name }));
  return [
    // also for attributes that cannot be changed later
    ...pool.selfSignUp ? through('SIGN_UP', writers) : [],
    ...pool.immutable.includes(attribute) ? [] : through('UPDATE', writers.filter(({ hasAdminScope }) => hasAdminScope)),
    // with NEW_PASSWORD_REQUIRED users give values to attributes that have none, also where only administrators make users
    ...through('FIRST_PASSWORD', writers.filter(({ signsIn }) => signsIn)),
  ];
}

/** Who writes an attribute. */
export type Writer = 'COGNITO' | 'OPERATOR' | 'PROVIDER' | 'USER';

/** Attributes that Cognito asserts by itself. */
function isAsserted(attribute: string): boolean {
  return attribute === 'sub' || attribute === 'identities' || attribute.startsWith('cognito:');
}

export function writerOf(attribute: string, pool: PoolWriters): Writer {
  if (isAsserted(attribute)) {
    return 'COGNITO';
  }
  const isMapped = pool.mapped.has(attribute);
  if (attribute === 'email_verified' || attribute === 'phone_number_verified') {
    return pool.clients.some(({ writes }) => writes?.includes(attribute)) ? 'USER' : isMapped ? 'PROVIDER' : 'COGNITO';
  }
  // users say what their address is; that it is theirs is another attribute
  if (attribute === 'email' || attribute === 'phone_number' || writePathsOf(attribute, pool).length > 0) {
    return 'USER';
  }
  return isMapped ? 'PROVIDER' : 'OPERATOR';
}

/**
 * Who writes an attribute of users who come from one identity provider alone: such users neither sign up nor choose a first
 * password, so that the provider, which the operator has chosen, writes it unless they can change it afterwards.
 */
export function writerOfFederated(attribute: string, pool: PoolWriters): Writer {
  return isAsserted(attribute) ? 'COGNITO' : writePathsOf(attribute, pool).some(({ kind }) => kind === 'UPDATE') ? 'USER' : 'OPERATOR';
}

/** The pool after an attribute is taken out of what clients may write. Undefined where that would break sign-in. */
export function withoutWriting(attribute: string, pool: PoolWriters): PoolWriters | undefined {
  // Cognito rejects federated sign-in where a mapped attribute is missing, and sign-up where a required one is
  if (pool.mapped.has(attribute) || pool.required.includes(attribute)) {
    return undefined;
  }
  return { ...pool, clients: pool.clients.map(client => ({ ...client, writes: writesWithout(attribute, client, pool) })) };
}

/** What a client may write, without an attribute. An empty list would stand for the default, which is everything. */
export function writesWithout(attribute: string, { writes }: ClientWriter, pool: PoolWriters): readonly string[] {
  const left = (writes ?? writableAttributes(pool)).filter(name => name !== attribute);
  return left.length > 0 ? left : [attribute === 'locale' ? 'zoneinfo' : 'locale'];
}

/** The pool after a rule takes the scope out of all tokens by which users change their own attributes. */
export function withoutAdminScope(pool: PoolWriters): PoolWriters {
  return { ...pool, clients: pool.clients.map(client => ({ ...client, hasAdminScope: false })) };
}

const WRITABLE: readonly string[] = [
  'address', 'birthdate', 'email', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname', 'phone_number', 'picture',
  'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo',
];

/** Every attribute that a client may write where nothing else is said. */
function writableAttributes({ custom }: PoolWriters): readonly string[] {
  return [...WRITABLE, ...custom];
}

/** Flows by which nobody signs in anew. */
const REFRESH_ONLY: readonly string[] = ['ALLOW_REFRESH_TOKEN_AUTH'];

/** What is said about a client, as the API of Cognito names it. Whatever is not a list of strings is not known here. */
export interface ClientSettings {
  readonly ExplicitAuthFlows?: unknown;
  readonly AllowedOAuthFlows?: unknown;
  readonly AllowedOAuthScopes?: unknown;
  readonly SupportedIdentityProviders?: unknown;
  readonly WriteAttributes?: unknown;
}

/**
 * How a client lets users write. What is not known is taken for open.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html
 */
export function clientWriter(name: string, settings: ClientSettings): ClientWriter {
  const { ExplicitAuthFlows, AllowedOAuthFlows, AllowedOAuthScopes, SupportedIdentityProviders, WriteAttributes } = settings;
  const flows = stringsOf(ExplicitAuthFlows);
  // without any flow a client has those of the default, which sign in
  const byApi = flows === undefined || flows.length === 0 || flows.some(flow => !REFRESH_ONLY.includes(flow));
  const grants = AllowedOAuthFlows === undefined ? [] : stringsOf(AllowedOAuthFlows);
  const byLogin = grants === undefined || grants.some(grant => grant !== 'client_credentials');
  const scopes = AllowedOAuthScopes === undefined ? [] : Array.isArray(AllowedOAuthScopes) ? AllowedOAuthScopes.filter(mayBeAdminScope) : undefined;
  const providers = stringsOf(SupportedIdentityProviders);
  const writes = stringsOf(WriteAttributes);
  return {
    name,
    ...(writes !== undefined && writes.length > 0 && { writes }),
    signsIn: byApi || (byLogin && (providers === undefined || providers.includes('COGNITO'))),
    hasAdminScope: byApi || (byLogin && (scopes === undefined || scopes.length > 0)),
  };
}

/** A scope of a resource server has a slash in it, also where the rest is known to the deployment alone. */
function mayBeAdminScope(scope: unknown): boolean {
  return scope === ADMIN_SCOPE || (typeof scope === 'object' && !/"[^"]*\/[^"]*"/.test(JSON.stringify(scope)));
}

function stringsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every(each => typeof each === 'string') ? value : undefined;
}
