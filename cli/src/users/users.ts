import { createHash } from 'node:crypto';
import { membershipOf } from './groups';
import type { User, UserEntry, UsersFile } from './model';
import { isInPool, isOutside } from './names';
import { identitiesOf } from '../../../src/core/cognito/base-tokens';
import type { Pool } from '../app/model';

/** The users of a pool, by username. The file has been checked against the app. */
export function usersOf(file: UsersFile, pool: Pool): ReadonlyMap<string, User> {
  return new Map(Object.entries(file.users)
    .filter(([, entry]) => isInPool(entry, pool))
    .map(([username, entry]) => [username, userOf(username, entry, pool)]));
}

/**
 * Finds a user by the name entered at sign-in: the username, or an attribute that users of the pool sign in with. Compares every
 * user, so that an unknown name takes the same time.
 */
export function findUser(users: ReadonlyMap<string, User>, pool: Pool, name: string): User | undefined {
  const isSame = (other: string | undefined): boolean => other === name || (!pool.caseSensitive && other?.toLowerCase() === name.toLowerCase());
  let byName: User | undefined;
  let byAttribute: User | undefined;
  for (const user of users.values()) {
    byName = [user.name, user.username].some(isSame) ? user : byName;
    byAttribute = pool.signInAttributes.some(attribute => isSame(attributeOf(user, attribute))) ? user : byAttribute;
  }
  return byName ?? byAttribute;
}

/** The name that the user enters to sign in. */
export function signInName(user: User, pool: Pool): string {
  const attribute = pool.usernameIsAttribute ? pool.signInAttributes.find(each => attributeOf(user, each) !== undefined) : undefined;
  return attribute === undefined ? user.name : user.attributes[attribute];
}

function userOf(name: string, entry: UserEntry, pool: Pool): User {
  const { identityProvider, groups = [], password, temporaryPassword = false, enabled = true } = entry;
  const sub = subOf(name, entry);
  // users who sign in with an attribute have a username that Amazon Cognito generates
  const username = pool.usernameIsAttribute && identityProvider === undefined ? sub : name;
  // Amazon Cognito puts federated users into a group of their provider
  const all = identityProvider === undefined ? groups : [...groups, `${pool.id}_${identityProvider}`];
  return {
    name,
    username,
    attributes: {
      sub,
      'cognito:user_status': statusOf(entry),
      ...(identityProvider !== undefined && {
        identities: identitiesOf(name, pool.providers.find(each => each.name === identityProvider) ?? { name: identityProvider }),
      }),
      ...Object.fromEntries(Object.entries(entry.attributes ?? {}).filter(([attribute]) => canHave(pool, attribute))),
    },
    ...membershipOf([...new Set(all)], pool),
    ...(password !== undefined && { password }),
    temporaryPassword,
    enabled,
    federated: identityProvider !== undefined,
  };
}

/** A user may be in several pools, with custom attributes that only one of them has. */
function canHave(pool: Pool, attribute: string): boolean {
  return !attribute.startsWith('custom:') || isOutside(pool) || pool.customAttributes.includes(attribute);
}

function attributeOf({ attributes }: User, name: string): string | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

function statusOf({ identityProvider, temporaryPassword }: UserEntry): string {
  return identityProvider !== undefined ? 'EXTERNAL_PROVIDER' : temporaryPassword ? 'FORCE_CHANGE_PASSWORD' : 'CONFIRMED';
}

/** The `sub` in the attributes, or a UUID like those of Amazon Cognito. It is the same at every run, so that items and tests can name it. */
export function subOf(username: string, { attributes }: UserEntry): string {
  if (attributes?.sub !== undefined) {
    return attributes.sub;
  }
  const hex = createHash('sha256').update(`token-enricher\0${username}`).digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16], 16) % 4];
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
