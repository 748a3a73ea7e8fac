import type { UserEntry, UsersFile } from './model';
import { isInPool, isOutside, isPoolNamed } from './names';
import type { Finding, Path } from './source-text';
import { pathText, quoted, suggestion } from './wording';
import { KNOWN_ATTRIBUTES, STANDARD_ATTRIBUTES } from '../../../src/core/cognito/claims';
import type { LocalApp, Pool } from '../app/model';

/** Users that no pool of the app can have. */
export function userFindings({ users }: UsersFile, app: LocalApp): readonly Finding[] {
  return [
    ...Object.entries(users).flatMap(([username, entry]) => {
      const path = ['users', username];
      const pools = named(entry, app);
      return [...poolFindings(entry, app, path), ...providerFindings(entry, pools, path), ...attributeFindings(entry, pools, path)];
    }),
    ...app.pools.flatMap(pool => sharedSignIns(users, pool)),
  ];
}

/** Entries that the templates do not explain, but that can be intended. */
export function userNotes({ users }: UsersFile, app: LocalApp): readonly Finding[] {
  return Object.entries(users).flatMap(([username, entry]) => {
    const path = ['users', username];
    const pools = app.pools.filter(pool => isInPool(entry, pool));
    return [...groupNotes(entry, pools, path), ...signInNotes(entry, pools, path)];
  });
}

function named({ pools }: UserEntry, app: LocalApp): readonly Pool[] {
  return app.pools.filter(pool => pools === undefined || pools.some(name => isPoolNamed(pool, name)));
}

function poolFindings({ pools = [] }: UserEntry, app: LocalApp, path: Path): readonly Finding[] {
  const allowed = app.pools.map(pool => pool.path);
  return pools.flatMap((name, index) => {
    const here = [...path, 'pools', index];
    return app.pools.some(pool => isPoolNamed(pool, name)) ? [] : [{
      path: here,
      text: `${pathText(here)} is '${name}', which is not a user pool of the app; allowed: ${quoted(allowed, 'none')}, or one of their ids${suggestion(name, [...allowed, ...app.pools.map(({ id }) => id)])}`,
    }];
  });
}

function providerFindings({ identityProvider }: UserEntry, pools: readonly Pool[], path: Path): readonly Finding[] {
  const known = unique(pools.flatMap(({ providers }) => providers.map(({ name }) => name)));
  if (identityProvider === undefined || pools.length === 0 || pools.some(isOutside) || known.includes(identityProvider)) {
    return [];
  }
  const here = [...path, 'identityProvider'];
  return [{
    path: here,
    text: `${pathText(here)} is '${identityProvider}', which ${poolsOf(pools)} does not have; allowed: ${quoted(known, 'none; remove it for a local user')}${suggestion(identityProvider, known)}`,
  }];
}

function attributeFindings({ attributes = {} }: UserEntry, pools: readonly Pool[], path: Path): readonly Finding[] {
  const custom = unique(pools.flatMap(({ customAttributes }) => customAttributes));
  return Object.keys(attributes).flatMap(name => {
    const here = [...path, 'attributes', name];
    if (KNOWN_ATTRIBUTES.includes(name) || /^dev:./.test(name)) {
      return [];
    }
    if (!name.startsWith('custom:')) {
      const fix = custom.includes(`custom:${name}`) ? `; did you mean 'custom:${name}'?` : suggestion(name, [...KNOWN_ATTRIBUTES, ...custom]);
      return [{ path: here, text: `${pathText(here)} is not an attribute of Amazon Cognito; allowed: ${STANDARD_ATTRIBUTES.join(', ')}, and custom ones, written custom:name${fix}` }];
    }
    return pools.length === 0 || pools.some(pool => isOutside(pool) || pool.customAttributes.includes(name)) ? [] : [{
      path: here,
      text: `${pathText(here)} is not a custom attribute of ${poolsOf(pools)}; allowed: ${quoted(custom, 'none; add it to customAttributes of the pool, or remove it')}${suggestion(name, custom)}`,
    }];
  });
}

/** In Amazon Cognito, only one user of a pool can have a given e-mail address or phone number that users sign in with. */
function sharedSignIns(users: UsersFile['users'], pool: Pool): readonly Finding[] {
  return pool.signInAttributes.flatMap(name => {
    const owners = new Map<string, string>();
    return Object.entries(users).filter(([, entry]) => isInPool(entry, pool)).flatMap(([username, { attributes }]) => {
      const value = attributes && Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      if (value === undefined) {
        return [];
      }
      const owner = owners.get(value);
      owners.set(value, owner ?? username);
      const here = ['users', username, 'attributes', name];
      return owner === undefined ? [] : [{
        path: here,
        text: `${pathText(here)} is the same as that of ${pathText(['users', owner])}, but users of ${pool.path} sign in with it; change one of them`,
      }];
    });
  });
}

/** Groups can also be created after the deployment, so an unknown group is a note and not a problem. */
function groupNotes({ groups = [] }: UserEntry, pools: readonly Pool[], path: Path): readonly Finding[] {
  if (pools.length === 0 || pools.some(pool => pool.groups.length === 0)) {
    return [];
  }
  const known = unique(pools.flatMap(pool => pool.groups.map(({ name }) => name)));
  return groups.flatMap((name, index) => {
    const here = [...path, 'groups', index];
    return known.includes(name) ? [] : [{
      path: here,
      text: `${pathText(here)} is '${name}', which is not a group of ${poolsOf(pools)}: Amazon Cognito has it only if it is created after the deployment; `
        + `in the template: ${quoted(known, '')}${suggestion(name, known)}`,
    }];
  });
}

function signInNotes({ attributes = {}, identityProvider }: UserEntry, pools: readonly Pool[], path: Path): readonly Finding[] {
  const lacking = pools.filter(({ usernameIsAttribute, signInAttributes }) =>
    usernameIsAttribute && identityProvider === undefined && !signInAttributes.some(name => Object.hasOwn(attributes, name)));
  return lacking.map(({ signInAttributes, path: pool }) => ({
    path,
    text: `${pathText(path)} has no ${signInAttributes.join(' or ')}, with which users of ${pool} sign in; this user cannot exist in Amazon Cognito: `
      + 'add the attribute, or name other pools in \'pools\'',
  }));
}

function poolsOf(pools: readonly Pool[]): string {
  return pools.length === 1 ? pools[0].path : `any pool of the user (${pools.map(({ path }) => path).join(', ')})`;
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
