import { chosenNames, consumerOfClaim, hasAccessWord } from '../../src/analysis/access-names';
import type { Expression } from '../../src/core/document/document';
import { parse, type Written } from '../support/expressions';

const TEXT = ['literal', 'x'];

test.each<[string | undefined, readonly string[]]>([
  ['IAM', ['https://aws.amazon.com/tags', 'https://aws.amazon.com/tags/', 'https://aws.amazon.com/tags/principal_tags/Dept', 'https://aws.amazon.com/source_identity']],
  ['Hasura', ['https://hasura.io/jwt/claims', 'claims.jwt.hasura.io', 'x-hasura-role', 'X-Hasura-A']],
  ['Supabase', ['role']],
  ['Amplify', ['user_groups', 'user_id']],
  [undefined, [
    'xhttps://aws.amazon.com/tags', 'https://aws.amazon.com/tagsoup', 'https://aws.amazon.com/source_identityx', 'https://aws.amazon.com/', 'https://hasura.io/jwt/claimsx', 'xclaims.jwt.hasura.io',
    'claims.jwt.hasura.iox', 'x-hasura-', 'ax-hasura-b', 'roles', 'xrole', 'user_ids', 'xuser_id', 'user_', 'a',
  ]],
])('%s decides by these claims', (consumer, claims) => {
  expect(claims.map(claim => consumerOfClaim(claim, parse(TEXT))?.consumer)).toEqual(claims.map(() => consumer));
});

test.each<[string | undefined, Written]>([
  ['Hasura', ['objectOf', { constant: ['a', 'x-hasura-b'] }, TEXT, TEXT]], ['Hasura', ['literal', { constant: [{ a: { 'X-Hasura-B': 1 } }] }]],
  [undefined, ['objectOf', { constant: ['role', 'user_id', 'https://aws.amazon.com/tags'] }, TEXT, TEXT, TEXT]], [undefined, ['literal', { constant: ['x-hasura-b'] }]],
])('%s decides by a claim of any name with %j', (consumer, value) => {
  expect(consumerOfClaim('session', parse(value))?.consumer).toBe(consumer);
});

/** All words, each with its plural: a copy, so that none gets lost. */
const WORDS = `access accesss, account accounts, acl acls, admin admins, administrator administrators, authority authorities, authorization authorizations, authorized authorizeds,
  clearance clearances, company companies, customer customers, department departments, entitle entitles, entitled entitleds, entitlement entitlements, grant grants, granted granteds,
  group groups, level levels, member members, membership memberships, org orgs, organisation organisations, organization organizations, perm perms, permission permissions, plan plans,
  policy policies, privilege privileges, privileged privilegeds, right rights, role roles, scope scopes, scp scps, staff staffs, subscription subscriptions, superuser superusers, team teams,
  tenant tenants, tier tiers, workspace workspaces`.split(/[,\s]+/);
const wordsAmong = (names: readonly string[]): readonly string[] => names.filter(hasAccessWord);

test('words of access, alone and in compounds', () => {
  const starts = ['app', 'can', 'cognito', 'has', 'is', 'my', 'user'];
  const ends = ['id', 'ids', 'key', 'list', 'name', 'names', 'type'];
  const names = WORDS.flatMap(word => [word, word.toUpperCase(), `x_${word}`, `${word}.x`, ...starts.map(start => start + word), ...ends.map(end => word + end), `is${word}id`]);
  expect(names.filter(name => !hasAccessWord(name))).toEqual([]);
  const parts = ['fooRole', 'fooBarRole', 'role1', 'foo1Role', 'super_user', 'isSuperUser', 'foo.super-user', 'super__user', 'ROLE', 'x--role'];
  expect(wordsAmong(parts)).toEqual(parts);
});

test('other words, and parts of words', () => {
  expect(wordsAmong([...WORDS.map(word => `x${word}`), ...WORDS.map(word => `${word}x`)])).toEqual([]);
  expect(wordsAmong(['', 'id', 'is', 'user', 'user_super', 'companys', 'policys', 'xroley', 'foorole', 'planet', 'accessories'])).toEqual([]);
});

const reads = ({ op, of = [] }: Expression): boolean => op === 'email' || of.some(reads);
const [MAIL, LISTED] = [['email'], ['split', ',', ['email']]];
const OBJECT = ['objectOf', { constant: ['a', 'b'] }, MAIL, TEXT];
const OWN = ['objectOf', { constant: ['a'] }, TEXT];
const CONSTANT = ['literal', { constant: { a: { b: [{ c: 1 }, null] } } }];
const [IS, IN] = [['isEqualTo', MAIL, TEXT], ['inGroup', TEXT]];

describe('the names of members that users choose, who write the e-mail address', () => {
  test.each<[Written, readonly string[]]>([
    [CONSTANT, []], [OBJECT, ['a']], [['toJson', OBJECT], ['a']], [['listOf', OWN, OBJECT], ['a']],
    [['objectOf', { constant: ['x'] }, ['objectOf', { constant: ['y', 'z'] }, TEXT, MAIL]], ['x', 'z']],
    [['choose', IS, OWN, CONSTANT], ['a', 'a', 'b', 'c']], [['choose', IN, OWN, CONSTANT], []],
    [['lookup', { constant: ['k'] }, MAIL, CONSTANT], ['a', 'b', 'c']], [['lookup', { constant: ['k'] }, ['groups'], CONSTANT], []], [['lookup', { constant: ['k'] }, OBJECT, TEXT], []],
    [['firstOf', MAIL, OWN], ['a']], [['firstOf', OWN, MAIL], []], [['firstOf', ['groups'], MAIL, OWN], ['a']], [['firstOf', ['groups'], OWN], []],
    [['mapEach', LISTED, OWN], ['a']], [['mapEach', ['groups'], OWN], []],
    [['filter', ['listOf', OWN], IS], ['a']], [['filter', ['listOf', OWN], IN], []], [['filter', ['listOf', OBJECT], IN], ['a']], [['filterOneOf', ['listOf', OWN], TEXT, MAIL], ['a']],
    [['pickProperties', { constant: ['x', 'y'] }, ['parseJson', MAIL]], ['x', 'y']], [['pickProperties', { constant: ['x'] }, ['parseJson', TEXT]], []],
    [['pickProperties', { constant: ['a'] }, OBJECT], ['a', 'a']],
  ])('in %j', (value, names) => {
    expect(chosenNames(parse(value), reads)).toEqual(names);
  });

  test.each<[Written, readonly string[]]>([
    [CONSTANT, ['a', 'b', 'c']], [['literal', 'a'], []], [['literal', { constant: ['a', 'b'] }], []], [['slot', 0], []], [OBJECT, ['a', 'b']],
    [['choose', IN, OWN], ['a']], [['firstOf', ['groups'], OWN], ['a']], [['mapEach', ['groups'], OWN], ['a']], [['filter', ['listOf', OWN], IN], ['a']],
    [['pickProperties', { constant: ['x', 'y'] }, ['parseJson', TEXT]], ['x', 'y']],
    [['isPresent', OBJECT], []], [['any', ['isPresent', OBJECT]], []], [['user'], []], [IN, []],
  ])('in %j, if they choose the whole value', (value, names) => {
    expect(chosenNames(parse(value), reads, true)).toEqual(names);
  });
});
