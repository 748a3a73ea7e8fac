import { writeFileSync } from 'node:fs';
import type { AnswerEntry, User, UserEntry } from './model';
import { isOutside, uniqueName } from './names';
import { usersOf } from './users';
import type { InvokedFunction, LocalApp, Table } from '../app/model';
import { UsageError } from '../errors';
import { NO_USERS } from './load-users';

/** Path at which editors find the schema, if the file is in the folder of the app's package.json. */
const SCHEMA = './node_modules/token-enricher/users.schema.json';

interface Person {
  readonly username: string;
  readonly password: string;
  readonly phoneNumber: string;
  readonly tenant: string;
  readonly number: string;
}

/** Phone numbers are in the range that is reserved for fiction. */
const JANE: Person = { username: 'jane', password: 'Jane-Passw0rd!', phoneNumber: '+12025550101', tenant: 'acme', number: '1' };
const JOHN: Person = { username: 'john', password: 'John-Passw0rd!', phoneNumber: '+12025550102', tenant: 'globex', number: '2' };

/**
 * The content of a first users file, derived from the templates: two users, and for the first one, an item in each table and an answer of each
 * function.
 */
export function firstUsersFile(app: LocalApp): string {
  const [group] = app.pools.flatMap(({ groups }) => groups);
  const users = {
    [JANE.username]: entryOf(JANE, app, group ? [group.name] : []),
    [JOHN.username]: entryOf(JOHN, app, []),
  };
  const [jane] = app.pools.slice(0, 1).map(pool => usersOf({ ...NO_USERS, users }, pool).get(JANE.username)!);
  const content = {
    $schema: SCHEMA,
    users,
    items: Object.fromEntries(app.tables.flatMap(table => itemsOf(table, app))),
    ...app.functions.length > 0 && { answers: Object.fromEntries(app.functions.flatMap(each => answersOf(each, app, jane))) },
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/**
 * Writes a first users file.
 *
 * @throws UsageError if the file exists already, or cannot be written
 */
export function writeFirstFile(path: string, app: LocalApp): void {
  try {
    writeFileSync(path, firstUsersFile(app), { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError([code === 'EEXIST'
      ? `${path} exists, and is not overwritten; remove it first, or name another file`
      : `${path} cannot be written: ${message}; name a file in a folder that exists and can be written to`]);
  }
}

function entryOf(person: Person, { pools }: LocalApp, groups: readonly string[]): UserEntry {
  const signIn = new Set(pools.flatMap(({ signInAttributes }) => signInAttributes));
  const custom = new Set(pools.filter(pool => !isOutside(pool)).flatMap(({ customAttributes }) => customAttributes));
  return {
    password: person.password,
    attributes: {
      email: `${person.username}@example.com`,
      email_verified: 'true',
      ...(signIn.has('phone_number') && { phone_number: person.phoneNumber, phone_number_verified: 'true' }),
      ...(signIn.has('preferred_username') && { preferred_username: person.username }),
      ...Object.fromEntries([...custom].map(name => [name, customValue(name, person)])),
    },
    groups,
  };
}

/** Depends on the name only, because an attribute of Amazon Cognito is a string whatever its type. */
function customValue(attribute: string, { tenant, number }: Person): string {
  const name = attribute.replace(/^custom:/, '');
  const kind = KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? 'text';
  return { tenant, flag: 'true', number, date: '2026-01-01', text: `${name}-${number}` }[kind];
}

const KINDS: ReadonlyArray<readonly [RegExp, 'tenant' | 'flag' | 'number' | 'date']> = [
  [/tenant|organi[sz]ation|company|customer|account/i, 'tenant'],
  [/^(is|has|can)([_-]|[A-Z])|enabled|verified/, 'flag'],
  [/(^|[_-])(age|level|count|limit|max|min|number)([_-]|$)|Age$|Level|Count|Limit|Max|Min|Number/, 'number'],
  [/(^|[_-])date|Date|[_-]at$|At$/, 'date'],
];

/** An item with its key only: other attributes are not known here. A table with a binary key gets no item. */
function itemsOf(table: Table, { tables }: LocalApp): ReadonlyArray<readonly [string, readonly unknown[]]> {
  const name = uniqueName(table, tables);
  const types = table.keySchema.map(({ AttributeName }) =>
    table.attributeDefinitions.find(definition => definition.AttributeName === AttributeName)?.AttributeType);
  if (name === undefined || types.length === 0 || types.some(type => type !== 'S' && type !== 'N')) {
    return [];
  }
  const item = Object.fromEntries(table.keySchema.map(({ AttributeName }, index) => [AttributeName, types[index] === 'N' ? 1 : JANE.username]));
  return [[name, [item]]];
}

/** An answer without attributes: they are not known here. */
function answersOf(
  called: InvokedFunction, { functions }: LocalApp, jane: User | undefined,
): ReadonlyArray<readonly [string, readonly AnswerEntry[]]> {
  const name = uniqueName(called, functions);
  const input = Object.fromEntries([...called.input].flatMap(([property, operator]) => {
    const value = operator === 'sub' ? jane?.attributes.sub : operator === 'username' ? jane?.username : undefined;
    return value === undefined ? [] : [[property, value]];
  }));
  return name === undefined ? [] : [[name, [{ ...Object.keys(input).length > 0 && { input }, answer: {} }]]];
}
