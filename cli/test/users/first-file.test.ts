import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appWith, functionWith, OUTSIDE, poolWith, tableWith } from './apps';
import { problemsOf } from './problems';
import type { InvokedFunction, LocalApp, Pool, Table } from '../../src/app/model';
import { checkUsersFile } from '../../src/users/check';
import { firstUsersFile, writeFirstFile } from '../../src/users/first-file';
import { parseUsersFile } from '../../src/users/parse';
import { itemsOf } from '../../src/users/table-items';
import { findUser, usersOf } from '../../src/users/users';

const POOLS: readonly Pool[] = [
  poolWith(),
  poolWith({ id: 'us-east-1_Groups001', path: 'A/Groups', groups: [{ name: 'admins', roleArn: 'arn' }, { name: 'editors' }], providers: [{ name: 'Corporate' }] }),
  poolWith({ id: 'us-east-1_Email0001', path: 'A/Email', signInAttributes: ['email'], usernameIsAttribute: true, customAttributes: ['custom:tenantId', 'custom:isAdmin'] }),
  poolWith({ id: 'us-east-1_Phone0001', path: 'A/Phone', signInAttributes: ['phone_number', 'preferred_username'], usernameIsAttribute: true, groups: [{ name: 'others' }] }),
  { ...OUTSIDE, customAttributes: ['custom:unknown'] },
];

const TABLES: readonly Table[] = [
  tableWith('A/Strings', { userId: 'S' }),
  tableWith('A/Numbers', { tenant: 'S', level: 'N' }, {}, { owner: 'S' }),
  tableWith('A/Binary', { hash: 'B' }),
  tableWith('A/Half', { userId: 'S', hash: 'B' }),
  tableWith('A/Without', {}),
  tableWith('A/Odd', { __proto__x: 'S', constructor: 'N' as const }),
  // tables of other apps are identified by name
  tableWith('Imported', { id: 'S' }, { name: 'Imported' }),
  // its name is the path of another table
  tableWith('B/Strings', { userId: 'S' }, { name: 'A/Strings' }),
  tableWith('B/Strings/B/Strings', { userId: 'S' }),
];

const FUNCTIONS: readonly InvokedFunction[] = [
  functionWith('A/Rbac', { sub: 'sub', name: 'username', groups: 'groups' }),
  functionWith('A/Prices', { client: 'clientId' }),
  // functions of other apps are identified by name, or ARN
  functionWith('limits'),
  functionWith('limits', {}, '999988887777'),
  { ...functionWith('B/Rbac'), name: 'A/Rbac' },
];

/** All subsets of a list. */
function subsets<T>(all: readonly T[]): ReadonlyArray<readonly T[]> {
  return all.reduce<ReadonlyArray<readonly T[]>>((found, each) => [...found, ...found.map(some => [...some, each])], [[]]);
}

function check(text: string, app: LocalApp): ReturnType<typeof checkUsersFile> {
  return checkUsersFile(parseUsersFile(text, 'f.json'), text, 'f.json', app);
}

test('the first file is correct for any app', () => {
  for (const pools of subsets(POOLS)) {
    const app = appWith({ pools, tables: TABLES, standIns: [{ name: 'Shop/Url', value: 'x' }] });
    expect({ pools, ...check(firstUsersFile(app), app) }).toEqual({ pools, problems: [], notes: [] });
  }
  for (const tables of subsets(TABLES)) {
    const app = appWith({ pools: POOLS, tables });
    expect({ tables, ...check(firstUsersFile(app), app) }).toEqual({ tables, problems: [], notes: [] });
  }
  for (const functions of subsets(FUNCTIONS)) {
    const app = appWith({ pools: POOLS, functions });
    expect({ functions, ...check(firstUsersFile(app), app) }).toEqual({ functions, problems: [], notes: [] });
  }
});

test('the first file has the data of the templates', () => {
  const app = appWith({ pools: POOLS, tables: TABLES });
  expect(JSON.parse(firstUsersFile(app))).toEqual({
    $schema: './node_modules/token-enricher/users.schema.json',
    users: {
      jane: {
        password: 'Jane-Passw0rd!',
        attributes: {
          'email': 'jane@example.com',
          'email_verified': 'true',
          'phone_number': '+12025550101',
          'phone_number_verified': 'true',
          'preferred_username': 'jane',
          'custom:tenantId': 'acme',
          'custom:isAdmin': 'true',
        },
        groups: ['admins'],
      },
      john: {
        password: 'John-Passw0rd!',
        attributes: {
          'email': 'john@example.com',
          'email_verified': 'true',
          'phone_number': '+12025550102',
          'phone_number_verified': 'true',
          'preferred_username': 'john',
          'custom:tenantId': 'globex',
          'custom:isAdmin': 'true',
        },
        groups: [],
      },
    },
    items: {
      'A/Numbers': [{ tenant: 'jane', level: 1 }],
      'A/Odd': [{ __proto__x: 'jane', constructor: 1 }],
      'Imported': [{ id: 'jane' }],
      'B/Strings': [{ userId: 'jane' }],
      'local-A-Strings': [{ userId: 'jane' }],
      'B/Strings/B/Strings': [{ userId: 'jane' }],
    },
  });
});

test('the first file has an answer for the first user of each function', () => {
  const sub = '1ec4c424-444d-41fc-af9f-968164fb7972';
  const answersIn = (pool: Pool): unknown => JSON.parse(firstUsersFile(appWith({ pools: [pool], functions: FUNCTIONS }))).answers;
  const expected = {
    'A/Prices': [{ answer: {} }],
    'A-Rbac': [{ input: { sub, name: 'jane' }, answer: {} }],
    'B/Rbac': [{ input: { sub }, answer: {} }],
    'arn:aws:lambda:us-east-1:111122223333:function:limits': [{ input: { sub }, answer: {} }],
    'arn:aws:lambda:us-east-1:999988887777:function:limits': [{ answer: {} }],
  };
  expect(answersIn(POOLS[0])).toEqual(expected);
  // Amazon Cognito generates the username
  expect(answersIn(POOLS[2])).toEqual({ ...expected, 'A-Rbac': [{ input: { sub, name: sub }, answer: {} }] });
});

const CUSTOM: ReadonlyArray<readonly [attribute: string, jane: string, john: string]> = [
  ['custom:tenant', 'acme', 'globex'],
  ['custom:customer_id', 'acme', 'globex'],
  ['custom:is_admin', 'true', 'true'],
  ['custom:island', 'island-1', 'island-2'],
  ['custom:level', '1', '2'],
  ['custom:age', '1', '2'],
  ['custom:maxItems', 'maxItems-1', 'maxItems-2'],
  ['custom:itemCount', '1', '2'],
  ['custom:admin', 'admin-1', 'admin-2'],
  ['custom:language', 'language-1', 'language-2'],
  ['custom:department', 'department-1', 'department-2'],
  ['custom:hireDate', '2026-01-01', '2026-01-01'],
  ['custom:joined_at', '2026-01-01', '2026-01-01'],
];

test.each(CUSTOM)('%s is %j and %j', (attribute, ...values) => {
  const { users } = parseUsersFile(firstUsersFile(appWith({ pools: [poolWith({ customAttributes: [attribute] })] })), 'f.json');
  expect(['jane', 'john'].map(username => users[username].attributes![attribute])).toEqual(values);
});

test('both users can sign in: the default policy accepts the password', () => {
  for (const pool of POOLS) {
    const users = usersOf(parseUsersFile(firstUsersFile(appWith({ pools: POOLS })), 'f.json'), pool);
    for (const name of ['jane', 'john', ...pool.signInAttributes.includes('email') ? ['jane@example.com', 'john@example.com'] : []]) {
      const password = findUser(users, pool, name)?.password ?? '';
      expect([/.{8}/, /[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter(rule => !rule.test(password))).toEqual([]);
    }
  }
});

test('the file has items of every table, by table name', () => {
  const app = appWith({ tables: TABLES.slice(0, 3) });
  const byTable = itemsOf(parseUsersFile(firstUsersFile(app), 'f.json'), app);
  expect([...byTable]).toEqual([
    ['local-A-Strings', [{ userId: { S: 'jane' } }]],
    ['local-A-Numbers', [{ tenant: { S: 'jane' }, level: { N: '1' } }]],
    ['local-A-Binary', []],
  ]);
});

describe('writeFirstFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'first-file-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('writes a file that does not exist', () => {
    writeFirstFile(join(folder, 'new.json'), appWith());
    expect(readFileSync(join(folder, 'new.json'), 'utf8')).toBe(firstUsersFile(appWith()));
  });

  test('never overwrites a file', () => {
    const path = join(folder, 'mine.json');
    writeFileSync(path, 'mine');
    expect(problemsOf(() => writeFirstFile(path, appWith()))).toEqual([`${path} exists, and is not overwritten; remove it first, or name another file`]);
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  test('reports why it cannot write', () => {
    const path = join(folder, 'none', 'new.json');
    expect(problemsOf(() => writeFirstFile(path, appWith())))
      .toEqual([expect.stringMatching(/new\.json cannot be written: ENOENT.*; name a file in a folder that exists and can be written to$/)]);
  });
});
