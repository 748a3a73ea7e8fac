import { appWith, OUTSIDE, poolWith, tableWith } from './apps';
import { check, expectNote, expectProblem, type Case } from './check-cases';

const STANDARD = 'address, birthdate, email, email_verified, family_name, gender, given_name, locale, middle_name, name, nickname, phone_number, '
  + 'phone_number_verified, picture, preferred_username, profile, updated_at, website, zoneinfo';

const SHOP = poolWith({
  path: 'Shop/Pool',
  groups: [{ name: 'admins' }, { name: 'editors' }],
  providers: [{ name: 'Corporate', type: 'SAML' }, { name: 'Google' }],
  customAttributes: ['custom:tenant', 'custom:level'],
});
const STAFF = poolWith({ id: 'us-east-1_Staff0001', path: 'Staff/Pool', groups: [{ name: 'guards' }], customAttributes: ['custom:badge'], signInAttributes: ['email'], usernameIsAttribute: true });

const ONE = appWith({ pools: [SHOP] });
const TWO = appWith({ pools: [SHOP, STAFF] });

const user = (members: string): string => `{"users": {"jane": {\n${members}}}}`;

const USERS: readonly Case[] = [
  {
    name: 'an unknown custom attribute',
    app: ONE,
    wrong: user('"attributes": {"custom:tenat": "a"}'),
    problem: "f.json:2: users.jane.attributes.custom:tenat is not a custom attribute of Shop/Pool; allowed: 'custom:tenant', 'custom:level'; did you mean 'custom:tenant'?",
    right: [
      user('"attributes": {"custom:tenant": "a", "dev:custom:old": "b", "email": "c", "sub": "d", "identities": "[]", "cognito:user_status": "RESET_REQUIRED"}'),
      [user('"attributes": {"custom:tenat": "a"}'), appWith({ pools: [SHOP, OUTSIDE] })],
    ],
  },
  {
    name: 'a custom attribute of none of several pools',
    app: TWO,
    wrong: user('"pools": ["Shop/Pool", "Staff/Pool"], "attributes": {"custom:x": "a"}'),
    problem: "f.json:2: users.jane.attributes.custom:x is not a custom attribute of any pool of the user (Shop/Pool, Staff/Pool); allowed: 'custom:tenant', 'custom:level', 'custom:badge'",
    right: [user('"pools": ["Shop/Pool", "Staff/Pool"], "attributes": {"custom:badge": "a"}')],
  },
  {
    name: 'a custom attribute of a pool that the user is not in',
    app: TWO,
    wrong: user('"pools": ["Shop/Pool"],\n"attributes": {"custom:badge": "a"}'),
    problem: "f.json:3: users.jane.attributes.custom:badge is not a custom attribute of Shop/Pool; allowed: 'custom:tenant', 'custom:level'",
    right: [user('"pools": ["us-east-1_Staff0001"],\n"attributes": {"custom:badge": "a"}')],
  },
  {
    name: 'a custom attribute of a pool without any',
    app: appWith({ pools: [poolWith()] }),
    wrong: user('"attributes": {"custom:a": "a"}'),
    problem: 'f.json:2: users.jane.attributes.custom:a is not a custom attribute of Shop/Pool; allowed: none; add it to customAttributes of the pool, or remove it',
    right: [user('"attributes": {}')],
  },
  {
    name: 'a custom attribute without its prefix',
    app: ONE,
    wrong: user('"attributes": {"tenant": "a"}'),
    problem: `f.json:2: users.jane.attributes.tenant is not an attribute of Amazon Cognito; allowed: ${STANDARD}, and custom ones, written custom:name; did you mean 'custom:tenant'?`,
    right: [user('"attributes": {"custom:tenant": "a"}')],
  },
  {
    name: 'an unknown attribute, whatever the pool is',
    app: appWith({ pools: [OUTSIDE] }),
    wrong: user('"attributes": {"emial": "a"}'),
    problem: `f.json:2: users.jane.attributes.emial is not an attribute of Amazon Cognito; allowed: ${STANDARD}, and custom ones, written custom:name; did you mean 'email'?`,
    right: [user('"attributes": {"email": "a", "custom:any": "b"}')],
  },
  {
    name: 'an attribute that is called like something of Object.prototype',
    app: ONE,
    wrong: user('"attributes": {"__proto__": "a"}'),
    problem: `f.json:2: users.jane.attributes.__proto__ is not an attribute of Amazon Cognito; allowed: ${STANDARD}, and custom ones, written custom:name`,
    right: [user('"attributes": {"profile": "a"}')],
  },
  {
    name: 'an unknown pool',
    app: TWO,
    wrong: user('"pools": ["Staff/Pool",\n"Shop/Pol"]'),
    problem: "f.json:3: users.jane.pools[1] is 'Shop/Pol', which is not a user pool of the app; allowed: 'Shop/Pool', 'Staff/Pool', or one of their ids; did you mean 'Shop/Pool'?",
    right: [user('"attributes": {"email": "a"}, "pools": ["Staff/Pool",\n"Shop/Pool"]')],
  },
  {
    name: 'an unknown identity provider',
    app: ONE,
    wrong: user('"identityProvider": "corporate"'),
    problem: "f.json:2: users.jane.identityProvider is 'corporate', which Shop/Pool does not have; allowed: 'Corporate', 'Google'; did you mean 'Corporate'?",
    right: [user('"identityProvider": "Corporate"'), [user('"identityProvider": "corporate"'), appWith({ pools: [SHOP, OUTSIDE] })]],
  },
  {
    name: 'an identity provider, where there is none',
    app: TWO,
    wrong: user('"identityProvider": "Google", "pools": ["Staff/Pool"]'),
    problem: "f.json:2: users.jane.identityProvider is 'Google', which Staff/Pool does not have; allowed: none; remove it for a local user",
    right: [user('"identityProvider": "Google"')],
  },
  {
    name: 'an address of two users, where they sign in with it',
    app: TWO,
    wrong: '{"users": {"jane": {"attributes": {"email": "a"}},\n"john": {"attributes": {"email": "a"}}}}',
    problem: 'f.json:2: users.john.attributes.email is the same as that of users.jane, but users of Staff/Pool sign in with it; change one of them',
    right: [
      '{"users": {"jane": {"attributes": {"email": "a"}},\n"john": {"attributes": {"email": "b"}}}}',
      '{"users": {"jane": {"attributes": {"email": "a"}},\n"john": {"attributes": {"email": "a"}, "pools": ["Shop/Pool"]}}}',
      ['{"users": {"jane": {"attributes": {"email": "a"}},\n"john": {"attributes": {"email": "a"}}}}', ONE],
    ],
  },
];

const PROFILES = tableWith('Shop/Profiles', { userId: 'S' });
const LEVELS = tableWith('Shop/Levels', { tenant: 'S', level: 'N' }, {}, { owner: 'S' });
const FILES = tableWith('Shop/Files', { hash: 'B' });
const OTHER = tableWith('Staff/Profiles', { userId: 'S' });
const TABLES = appWith({ tables: [PROFILES, LEVELS, FILES] });

const items = (name: string, list: string): string => `{"items": {"${name}": [\n${list}]}}`;

const ITEMS: readonly Case[] = [
  {
    name: 'an unknown table',
    app: TABLES,
    wrong: items('Profile', '{"userId": "jane"}'),
    problem: "f.json:1: items.Profile is not a table that the rules of the app read; allowed: 'Shop/Profiles', 'Shop/Levels', 'Shop/Files'; did you mean 'Profiles'?",
    right: [items('Profiles', '{"userId": "jane"}'), items('Shop/Profiles', '{"userId": "jane"}'), items('local-Shop-Profiles', '{"userId": "jane"}')],
  },
  {
    name: 'half a name of a path',
    app: TABLES,
    wrong: items('iles', '{"hash": {"$binary": "aGk="}}'),
    problem: "f.json:1: items.iles is not a table that the rules of the app read; allowed: 'Shop/Profiles', 'Shop/Levels', 'Shop/Files'; did you mean 'Files'?",
    right: [items('Files', '{"hash": {"$binary": "aGk="}}')],
  },
  {
    name: 'a table, where there is none',
    app: appWith(),
    wrong: items('', ''),
    problem: "f.json:1: items[''] is not a table that the rules of the app read; allowed: none, because no rule reads a table; remove it",
    right: ['{"items": {}}'],
  },
  {
    name: 'an end of two paths',
    app: appWith({ tables: [PROFILES, OTHER] }),
    wrong: items('Profiles', '{"userId": "jane"}'),
    problem: "f.json:1: items.Profiles matches 2 tables; write the construct path: 'Shop/Profiles', 'Staff/Profiles'",
    right: [
      items('Staff/Profiles', '{"userId": "jane"}'),
      [items('Profiles', '{"userId": "jane"}'), appWith({ tables: [{ ...PROFILES, name: 'Profiles' }, OTHER] })],
      [items('Profiles', '{"userId": "jane"}'), appWith({ tables: [PROFILES, { ...OTHER, path: 'Profiles' }] })],
    ],
  },
  {
    name: 'a table under two names',
    app: TABLES,
    wrong: '{"items": {"Profiles": [],\n"Shop/Profiles": []}}',
    problem: 'f.json:2: items.Shop/Profiles is the same table as items.Profiles; write its items in one list',
    right: ['{"items": {"Profiles": [],\n"Shop/Levels": []}}'],
  },
  {
    name: 'no key',
    app: TABLES,
    wrong: items('Levels', '{"tenant": "a", "level": 1},\n{"tenant": "a", "levle": 1}'),
    problem: "f.json:3: items.Levels[1] has no 'level', which is part of the key of Shop/Levels; add it, as a number",
    right: [items('Levels', '{"tenant": "a", "level": 1},\n{"tenant": "a", "level": 2, "levle": 1}')],
  },
  {
    name: 'a key of another type',
    app: TABLES,
    wrong: items('Levels', '{"tenant": "a",\n"level": "1"}'),
    problem: 'f.json:3: items.Levels[0].level is "1"; allowed: a number, as it is part of the key of Shop/Levels',
    right: [items('Levels', '{"tenant": "a",\n"level": {"$number": "1"}}')],
  },
  {
    name: 'an empty key',
    app: TABLES,
    wrong: items('Profiles', '{"userId": ""}'),
    problem: 'f.json:2: items.Profiles[0].userId is ""; allowed: a string that is not empty, as it is part of the key of Shop/Profiles',
    right: [items('Profiles', '{"userId": " ", "other": ""}')],
  },
  {
    name: 'null as a key',
    app: TABLES,
    wrong: items('Profiles', '{"userId": null}'),
    problem: 'f.json:2: items.Profiles[0].userId is null; allowed: a string that is not empty, as it is part of the key of Shop/Profiles',
    right: [items('Profiles', '{"userId": "null", "other": null}')],
  },
  {
    name: 'a set as a key',
    app: TABLES,
    wrong: items('Profiles', '{"userId": {"$stringSet": ["jane"]}}'),
    problem: 'f.json:2: items.Profiles[0].userId is a $stringSet; allowed: a string that is not empty, as it is part of the key of Shop/Profiles',
    right: [items('Profiles', '{"userId": "jane", "names": {"$stringSet": ["jane"]}}')],
  },
  {
    name: 'a binary key as a string',
    app: TABLES,
    wrong: items('Files', '{"hash": "aGk="}'),
    problem: 'f.json:2: items.Files[0].hash is "aGk="; allowed: binary data, written {"$binary": "..."} in Base64, as it is part of the key of Shop/Files',
    right: [items('Files', '{"hash": {"$binary": "aGk="}}')],
  },
  {
    name: 'an attribute of an index of another type',
    app: TABLES,
    wrong: items('Levels', '{"tenant": "a", "level": 1,\n"owner": 1}'),
    problem: 'f.json:3: items.Levels[0].owner is 1; allowed: a string that is not empty, as it is part of the key of an index of Shop/Levels',
    right: [items('Levels', '{"tenant": "a", "level": 1,\n"owner": "1"}')],
  },
  {
    name: 'a key twice',
    app: TABLES,
    wrong: items('Levels', '{"tenant": "a", "level": 1},\n{"level": 1.0, "tenant": "a"}'),
    problem: 'f.json:3: items.Levels[1] has the same key as items.Levels[0]: a table has one item for each key; change the key, or remove one of them',
    right: [items('Levels', '{"tenant": "a", "level": 1},\n{"level": 2, "tenant": "a"}')],
  },
  {
    name: 'an unknown value',
    app: appWith({ standIns: [{ name: 'Shop/CallbackUrl', value: 'x' }] }),
    wrong: '{"values": {\n"Shop/CalbackUrl": "y"}}',
    problem: "f.json:2: values.Shop/CalbackUrl is not a value that the app needs; allowed: 'Shop/CallbackUrl'; did you mean 'Shop/CallbackUrl'?",
    right: ['{"values": {\n"Shop/CallbackUrl": "y"}}'],
  },
  {
    name: 'a value, where none is needed',
    app: appWith(),
    wrong: '{"values": {"__proto__": "y"}}',
    problem: 'f.json:1: values.__proto__ is not a value that the app needs; allowed: none, because the app needs no values; remove it',
    right: ['{"values": {}}'],
  },
];

test.each([...USERS, ...ITEMS])('$name', expectProblem);

const NOTES: readonly Case[] = [
  {
    name: 'an unknown group',
    app: ONE,
    wrong: user('"groups": ["admins",\n"editor"]'),
    problem: "f.json:3: users.jane.groups[1] is 'editor', which is not a group of Shop/Pool: Amazon Cognito has it only if it is created after the deployment; in the template: 'admins', 'editors'; did you mean 'editors'?",
    right: [
      user('"groups": ["admins",\n"editors"]'),
      [user('"groups": ["editor"]'), appWith({ pools: [poolWith()] })],
      [user('"groups": ["editor"]'), appWith({ pools: [SHOP, OUTSIDE] })],
    ],
  },
  {
    name: 'a group of a pool that the user is not in',
    app: TWO,
    wrong: user('"pools": ["Shop/Pool"], "groups": ["guards"]'),
    problem: "f.json:2: users.jane.groups[0] is 'guards', which is not a group of Shop/Pool: Amazon Cognito has it only if it is created after the deployment; in the template: 'admins', 'editors'",
    right: [user('"attributes": {"email": "a"}, "groups": ["guards"]')],
  },
  {
    name: 'no address, where users sign in with it',
    app: TWO,
    wrong: user(''),
    problem: "f.json:1: users.jane has no email, with which users of Staff/Pool sign in; this user cannot exist in Amazon Cognito: add the attribute, or name other pools in 'pools'",
    right: [user('"attributes": {"email": "a"}'), user('"pools": ["Shop/Pool"]'), user('"identityProvider": "Google"'), [user(''), appWith({ pools: [{ ...STAFF, usernameIsAttribute: false }] })],
      [user('"attributes": {"phone_number": "+1"}'), appWith({ pools: [{ ...STAFF, signInAttributes: ['email', 'phone_number'] }] })]],
  },
];

test.each(NOTES)('a note: $name', expectNote);

test('reports every problem, from top to bottom', () => {
  const text = '{"values": {"a": "b"},\r\n"items": {"T": []},\r\n"users": {"jane": {"pools": ["P"],\r\n"attributes": {"x": ""}}}}';
  expect(check(text, ONE).problems.map(problem => problem.slice(0, 24))).toEqual([
    'f.json:1: values.a is no', 'f.json:2: items.T is not', 'f.json:3: users.jane.poo', 'f.json:4: users.jane.att',
  ]);
});
