import { writeFileSync } from 'node:fs';
import type { UserEntry } from './model';
import { isOutside, tablesNamed } from './names';
import type { LocalApp, Table } from '../app/model';
import { UsageError } from '../errors';

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

/** The content of a first users file, derived from the templates: two users, and an item of the first one in each table. */
export function firstUsersFile(app: LocalApp): string {
  const [group] = app.pools.flatMap(({ groups }) => groups);
  const content = {
    $schema: SCHEMA,
    users: {
      [JANE.username]: entryOf(JANE, app, group ? [group.name] : []),
      [JOHN.username]: entryOf(JOHN, app, []),
    },
    items: Object.fromEntries(app.tables.flatMap(table => itemsOf(table, app))),
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
  const name = [table.path, table.name].find(each => tablesNamed(each, tables).length === 1 && tablesNamed(each, tables)[0] === table);
  const types = table.keySchema.map(({ AttributeName }) =>
    table.attributeDefinitions.find(definition => definition.AttributeName === AttributeName)?.AttributeType);
  if (name === undefined || types.length === 0 || types.some(type => type !== 'S' && type !== 'N')) {
    return [];
  }
  const item = Object.fromEntries(table.keySchema.map(({ AttributeName }, index) => [AttributeName, types[index] === 'N' ? 1 : JANE.username]));
  return [[name, [item]]];
}
