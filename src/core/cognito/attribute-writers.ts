import { ADMIN_SCOPE } from './scopes';

/**
 * The ways in which users can write user attributes. Administrators are not considered.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
export interface PoolWriters {
  readonly clients: readonly ClientWriter[];
  /** Self-service sign-up is enabled. */
  readonly selfSignUp: boolean;
  /** Attributes that are mapped from identity providers, with the names of the providers. */
  readonly mapped: ReadonlyMap<string, readonly string[]>;
  /** Required attributes. */
  readonly required: readonly string[];
  /** Attributes that cannot be changed after the user is created. */
  readonly immutable: readonly string[];
  /** Custom attributes with the `custom:` prefix, as in rules. */
  readonly custom: readonly string[];
  /** The facts are declared by the author, not read from the app. */
  readonly declared?: true;
  /** The write permissions of the app clients are unknown. */
  readonly unseen?: true;
}

export interface ClientWriter {
  /** Name in messages. */
  readonly name: string;
  /** Attributes that the app client can write; all if undefined. */
  readonly writes?: readonly string[];
  /** Users can sign in with a password or a challenge, through the API or managed login. */
  readonly signsIn: boolean;
  /** Its tokens can contain the scope `aws.cognito.signin.user.admin`, with which users can change their own attributes. */
  readonly hasAdminScope: boolean;
  /** Its tokens contain this scope only because a rule adds it. */
  readonly addsAdminScope?: true;
}

/** A way in which a user can write an attribute. */
export interface WritePath {
  readonly kind: 'SIGN_UP' | 'UPDATE' | 'FIRST_PASSWORD';
  readonly client: string;
}

export function mayWrite({ writes }: ClientWriter, attribute: string): boolean {
  return writes === undefined || writes.includes(attribute);
}

/** The write paths of an attribute. */
export function writePathsOf(attribute: string, pool: PoolWriters): readonly WritePath[] {
  const writers = pool.clients.filter(client => mayWrite(client, attribute));
  const through = (kind: WritePath['kind'], clients: readonly ClientWriter[]): readonly WritePath[] => clients.map(({ name }) => ({ kind, client: name }));
  return [
    // sign-up can also set immutable attributes
    ...pool.selfSignUp ? through('SIGN_UP', writers) : [],
    ...pool.immutable.includes(attribute) ? [] : through('UPDATE', writers.filter(({ hasAdminScope }) => hasAdminScope)),
    // the NEW_PASSWORD_REQUIRED challenge lets users set attributes without a value, even if only administrators create users
    ...through('FIRST_PASSWORD', writers.filter(({ signsIn }) => signsIn)),
  ];
}

/** The party that writes an attribute. */
export type Writer = 'COGNITO' | 'OPERATOR' | 'PROVIDER' | 'USER';

/** True for attributes that only Cognito writes. */
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
  // users provide their own address; another attribute says that it is verified
  if (attribute === 'email' || attribute === 'phone_number' || writePathsOf(attribute, pool).length > 0) {
    return 'USER';
  }
  return isMapped ? 'PROVIDER' : 'OPERATOR';
}

/**
 * The writer of an attribute of users with a single federated identity. These users do not sign up and do not set a first password. So the
 * identity provider, which the operator has chosen, writes the attribute, unless users can change it afterwards.
 */
export function writerOfFederated(attribute: string, pool: PoolWriters): Writer {
  return isAsserted(attribute) ? 'COGNITO' : writePathsOf(attribute, pool).some(({ kind }) => kind === 'UPDATE') ? 'USER' : 'OPERATOR';
}

/** The pool after write access to an attribute is removed from all app clients. Undefined if that would break sign-in. */
export function withoutWriting(attribute: string, pool: PoolWriters): PoolWriters | undefined {
  // Cognito rejects federated sign-in if a mapped attribute is not writable, and sign-up if a required one is not
  if (pool.mapped.has(attribute) || pool.required.includes(attribute)) {
    return undefined;
  }
  return { ...pool, clients: pool.clients.map(client => ({ ...client, writes: writesWithout(attribute, client, pool) })) };
}

/** The writable attributes of an app client without one of them. The list is never empty, as an empty list means the default: all attributes. */
export function writesWithout(attribute: string, { writes }: ClientWriter, pool: PoolWriters): readonly string[] {
  const left = (writes ?? writableAttributes(pool)).filter(name => name !== attribute);
  return left.length > 0 ? left : [attribute === 'locale' ? 'zoneinfo' : 'locale'];
}

/** The pool after a rule removes `aws.cognito.signin.user.admin` from all tokens. */
export function withoutAdminScope(pool: PoolWriters): PoolWriters {
  return { ...pool, clients: pool.clients.map(client => ({ ...client, hasAdminScope: false })) };
}

const WRITABLE: readonly string[] = [
  'address', 'birthdate', 'email', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname', 'phone_number', 'picture',
  'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo',
];

/** The attributes that an app client can write by default. */
function writableAttributes({ custom }: PoolWriters): readonly string[] {
  return [...WRITABLE, ...custom];
}

/** Authentication flows that do not sign in. */
const REFRESH_ONLY: readonly string[] = ['ALLOW_REFRESH_TOKEN_AUTH'];

/** The settings of an app client, with the names of the Cognito API. A property that is not a list of strings is unknown. */
export interface ClientSettings {
  readonly ExplicitAuthFlows?: unknown;
  readonly AllowedOAuthFlows?: unknown;
  readonly AllowedOAuthScopes?: unknown;
  readonly SupportedIdentityProviders?: unknown;
  readonly WriteAttributes?: unknown;
}

/**
 * Derives how users can write attributes through an app client. Unknown settings count as permissive.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolClientType.html
 */
export function clientWriter(name: string, settings: ClientSettings): ClientWriter {
  const { ExplicitAuthFlows, AllowedOAuthFlows, AllowedOAuthScopes, SupportedIdentityProviders, WriteAttributes } = settings;
  const flows = stringsOf(ExplicitAuthFlows);
  // without explicit flows an app client has the default flows, which sign in
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

/** True unless it is certainly another scope. Scopes of resource servers contain a slash, even if the rest is known only at deployment. */
function mayBeAdminScope(scope: unknown): boolean {
  return scope === ADMIN_SCOPE || (typeof scope === 'object' && !/"[^"]*\/[^"]*"/.test(JSON.stringify(scope)));
}

function stringsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every(each => typeof each === 'string') ? value : undefined;
}
