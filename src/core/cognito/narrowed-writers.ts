import { writtenThrough, type ClientWriter, type PoolWriters } from './attribute-writers';

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
