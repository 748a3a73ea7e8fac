import { isDeveloperOnly } from './claims';

/**
 * The ways in which users can write user attributes. Administrators are not considered.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
export interface PoolWriters {
  readonly clients: readonly ClientWriter[];
  /** Self-service sign-up is enabled. */
  readonly selfSignUp: boolean;
  /** People choose their username when they sign up. */
  readonly choosesUsernames: boolean;
  /** There are identity providers. They write parts of `identities`. */
  readonly hasProviders: boolean;
  /** Attributes that are mapped from identity providers, with the names of the providers. */
  readonly mapped: ReadonlyMap<string, readonly string[]>;
  /** Required attributes. */
  readonly required: readonly string[];
  /** Attributes that cannot be changed after the user is created. */
  readonly immutable: readonly string[];
  /** Custom attributes with the `custom:` prefix, as in rules. */
  readonly custom: readonly string[];
  /** Writers that may exist in addition, but that the app does not show; undefined if it shows everything. */
  readonly possible?: PossibleWriters;
}

/** Writers that a pool may have, in addition to those that are known. */
export interface PossibleWriters extends Pick<PoolWriters, 'clients' | 'selfSignUp' | 'choosesUsernames' | 'hasProviders' | 'mapped'> {
  /** Identity providers may map any attribute. */
  readonly mapsAny: boolean;
  /** Identity providers that may belong to the pool. */
  readonly providers: readonly string[];
  /** Identity providers whose mapped attributes are not known. */
  readonly unknownMappings: readonly string[];
}

export interface ClientWriter {
  /** Name in messages. */
  readonly name: string;
  /** Where it comes from; by default, a resource of the app. */
  readonly origin?: 'POOL_FACTS' | 'REGISTRATION' | 'UNSEEN';
  /** Attributes that the app client can write; all if undefined. */
  readonly writes?: readonly string[];
  /** Verification flags that it can write as well, if it can write all attributes. */
  readonly flags?: readonly string[];
  /** Only the deployment knows which attributes it can write. */
  readonly isUnknown?: true;
  /** Users can sign in with a password or a challenge, through the API or managed login. */
  readonly signsIn: boolean;
  /** The names of the identity providers with which its users sign in, `COGNITO` for passwords; any if undefined. */
  readonly signsInWith?: readonly string[];
  /** It gets tokens for itself alone, so no rule changes tokens of its users. */
  readonly hasNoUsers?: true;
  /** Its tokens can contain the scope `aws.cognito.signin.user.admin`, with which users can change their own attributes. */
  readonly hasAdminScope: boolean;
  /** Its tokens contain this scope only because a rule adds it. */
  readonly addsAdminScope?: true;
}

/** A way in which a user can write an attribute. */
export interface WritePath {
  readonly kind: 'SIGN_UP' | 'UPDATE' | 'FIRST_PASSWORD';
  readonly client: ClientWriter;
}

/** The pool with all writers of an attribute that it may have. */
export function withPossible(attribute: string, { possible, ...pool }: PoolWriters): PoolWriters {
  if (!possible) {
    return pool;
  }
  const mapped = new Map([...possible.mapped, ...pool.mapped]);
  if (possible.mapsAny) {
    mapped.set(attribute, [...mapped.get(attribute) ?? [], ...SOCIAL_PROVIDERS]);
  }
  return {
    ...pool,
    clients: [...pool.clients, ...possible.clients],
    selfSignUp: pool.selfSignUp || possible.selfSignUp,
    choosesUsernames: pool.choosesUsernames || possible.choosesUsernames,
    hasProviders: pool.hasProviders || possible.hasProviders,
    mapped,
  };
}

/** An app client can write the verification flags of addresses only if it names them: by default it can write all attributes but these. */
export const VERIFICATION_FLAGS: readonly string[] = ['email_verified', 'phone_number_verified'];

function mayWrite({ writes, flags = [], isUnknown }: ClientWriter, attribute: string): boolean {
  const isAllowed = isUnknown === true || (writes ?? flags).includes(attribute) || (writes === undefined && !VERIFICATION_FLAGS.includes(attribute));
  return isAllowed && !isDeveloperOnly(attribute);
}

/** The write paths of an attribute. */
export function writePathsOf(attribute: string, pool: PoolWriters): readonly WritePath[] {
  const writers = pool.clients.filter(client => mayWrite(client, attribute));
  const through = (kind: WritePath['kind'], clients: readonly ClientWriter[]): readonly WritePath[] => clients.map(client => ({ kind, client }));
  return [
    // sign-up can also set immutable attributes
    ...pool.selfSignUp ? through('SIGN_UP', writers) : [],
    ...pool.immutable.includes(attribute) ? [] : through('UPDATE', writers.filter(({ hasAdminScope }) => hasAdminScope)),
    // the NEW_PASSWORD_REQUIRED challenge lets users set attributes without a value, even if only administrators create users
    ...through('FIRST_PASSWORD', writers.filter(({ signsIn }) => signsIn)),
  ];
}

/** The write paths for users who come from one of the identity providers: they neither sign up nor set a first password. */
export function writePathsOfFederated(attribute: string, providers: readonly string[], pool: PoolWriters): readonly WritePath[] {
  return writePathsOf(attribute, pool)
    .filter(({ kind, client: { signsInWith } }) => kind === 'UPDATE' && (!signsInWith || signsInWith.some(name => providers.includes(name))));
}

/** The app clients through which users write an attribute. For verification flags, those that name them. */
export function writtenThrough(attribute: string, pool: PoolWriters): readonly ClientWriter[] {
  const open = VERIFICATION_FLAGS.includes(attribute) ? undefined : writePathsOf(attribute, pool).map(({ client }) => client);
  return pool.clients.filter(client => open ? open.includes(client) : mayWrite(client, attribute));
}

/** The party that writes an attribute. */
export type Writer = 'COGNITO' | 'OPERATOR' | 'PROVIDER' | 'USER';

/** True for attributes that only Cognito writes. */
function isAsserted(attribute: string): boolean {
  return attribute === 'sub' || attribute.startsWith('cognito:');
}

export function writerOfUsername({ choosesUsernames }: PoolWriters): Writer {
  return choosesUsernames ? 'USER' : 'COGNITO';
}

export function writerOf(attribute: string, pool: PoolWriters): Writer {
  if (isAsserted(attribute)) {
    return 'COGNITO';
  }
  if (attribute === 'identities') {
    return pool.hasProviders ? 'PROVIDER' : 'COGNITO';
  }
  if (writtenThrough(attribute, pool).length > 0) {
    return 'USER';
  }
  return pool.mapped.has(attribute) ? 'PROVIDER' : VERIFICATION_FLAGS.includes(attribute) ? 'COGNITO' : 'OPERATOR';
}

/** Identity providers where people edit their own profile. Cognito names them so. */
const SOCIAL_PROVIDERS: readonly string[] = ['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple'];
/** The attributes that these providers verify. */
const VERIFIED_BY_PROVIDER: readonly string[] = ['email', 'email_verified'];

/** True if people have the attribute from their profile at one of the providers. A custom attribute is no part of a profile unless it is mapped. */
function isFromProfile(providers: readonly string[], attribute: string, { mapped }: PoolWriters): boolean {
  return providers.some(name => SOCIAL_PROVIDERS.includes(name) && (!attribute.startsWith('custom:') || mapped.get(attribute)?.includes(name) === true));
}

/** True if one of the providers lets people edit the attribute in their profile. */
export function isEditedAt(providers: readonly string[], attribute: string, pool: PoolWriters): boolean {
  return !isAsserted(attribute) && !VERIFIED_BY_PROVIDER.includes(attribute) && isFromProfile(providers, attribute, pool);
}

/**
 * The writer of an attribute of users with a single federated identity. The identity provider, which the operator has chosen, writes the attribute, unless users can change it afterwards, or in their profile there.
 */
export function writerOfFederated(attribute: string, providers: readonly string[], pool: PoolWriters): Writer {
  if (isAsserted(attribute) || attribute === 'identities') {
    return 'COGNITO';
  }
  if (isEditedAt(providers, attribute, pool) || writePathsOfFederated(attribute, providers, pool).length > 0) {
    return 'USER';
  }
  return isFromProfile(providers, attribute, pool) ? 'PROVIDER' : 'OPERATOR';
}

/** An app client, with the attributes that it may write after a change. */
export interface NarrowedClient {
  readonly client: ClientWriter;
  readonly writes: readonly string[];
}

/** The app clients through which users write some attributes, without write access to these. Nobody can narrow clients that register themselves. */
export function narrowedClients(attributes: readonly string[], pool: PoolWriters): readonly NarrowedClient[] {
  const open = new Set(attributes.flatMap(attribute => writtenThrough(attribute, pool)));
  return [...open].filter(({ origin }) => origin !== 'REGISTRATION').map(client => ({ client, writes: writesWithout(attributes, client, pool) }));
}

/** The pool after write access to an attribute is removed from app clients. Undefined if that would break sign-in. */
export function withoutWriting(attribute: string, pool: PoolWriters): PoolWriters | undefined {
  // Cognito rejects federated sign-in if a mapped attribute is not writable, and sign-up if a required one is not
  if (pool.mapped.has(attribute) || pool.required.includes(attribute)) {
    return undefined;
  }
  const narrowed = new Map(narrowedClients([attribute], pool).map(({ client, writes }) => [client, writes]));
  return {
    ...pool,
    clients: pool.clients.map(client => {
      const { isUnknown: _, flags: __, ...others } = client;
      const writes = narrowed.get(client);
      return writes ? { ...others, writes } : client;
    }),
  };
}

/** The list is never empty, as an empty list means the default: all attributes. */
function writesWithout(attributes: readonly string[], { writes, flags = [] }: ClientWriter, { custom }: PoolWriters): readonly string[] {
  const left = (writes ?? [...WRITABLE, ...custom, ...flags]).filter(name => !attributes.includes(name));
  return left.length > 0 ? left : HARMLESS.filter(name => !attributes.includes(name)).slice(0, 1);
}

/** The pool after a rule removes `aws.cognito.signin.user.admin` from all tokens. */
export function withoutAdminScope({ possible, ...pool }: PoolWriters): PoolWriters {
  const without = (clients: PoolWriters['clients']): PoolWriters['clients'] => clients.map(client => ({ ...client, hasAdminScope: false }));
  return { ...pool, clients: without(pool.clients), ...possible && { possible: { ...possible, clients: without(possible.clients) } } };
}

/** The standard attributes that an app client can write by default. */
const WRITABLE: readonly string[] = [
  'address', 'birthdate', 'email', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name', 'nickname', 'phone_number', 'picture',
  'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo',
];

const HARMLESS: readonly string[] = ['locale', 'zoneinfo', 'picture'];
