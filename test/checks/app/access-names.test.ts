import { ClaimRule, Condition, Preset, TokenType, Value, type SetClaimOptions } from '../../../src';
import { PoolApp, reportOf, type Rules } from '../../support/pool-app';

const ID = { tokens: [TokenType.ID] };
const written = Value.userAttribute('profile');
const warningsOf = (rules: Rules) => {
  const app = new PoolApp();
  expect(app.report(rules)).toBe('');
  return app.warnings().filter(text => text.includes('UserControlledClaim'));
};
const set = (name: string, value: Value, options: SetClaimOptions = ID): Rules => ({ claims: [ClaimRule.set(name, value, options)] });

describe('claims by which a product decides about access', () => {
  const TAGS = Value.objectOf({ principal_tags: Value.objectOf({ Dept: Value.listOf(written) }) });

  test.each<[string, string, Rules]>([
    ['session tags of IAM', 'by which IAM decides (https://docs.aws.amazon.com/IAM/', set('https://aws.amazon.com/tags', TAGS)],
    ['a single session tag of IAM', 'by which IAM decides', set('https://aws.amazon.com/tags/principal_tags/Dept', written)],
    ['the source identity of IAM', 'by which IAM decides', set('https://aws.amazon.com/source_identity', written)],
    ['claims of Hasura', 'by which Hasura decides (https://hasura.io/docs/', set('https://hasura.io/jwt/claims', Value.objectOf({ 'x-hasura-org-id': written }))],
    ['claims of Hasura as JSON', 'by which Hasura decides', set('https://hasura.io/jwt/claims', Value.objectOf({ 'x-hasura-org-id': written }).toJson())],
    ['claims of Hasura DDN', 'by which Hasura decides', set('claims.jwt.hasura.io', Value.objectOf({ 'x-hasura-role': written }))],
    ['variables of Hasura in another claim', 'by which Hasura decides', set('session', Value.objectOf({ 'X-Hasura-Role': written }))],
    ['variables of Hasura in constants that users choose', 'by which Hasura decides', set('session', Value.choose(written.isEqualTo('x'), Value.literal({ 'x-hasura-default-role': 'admin' }), Value.literal({ 'x-hasura-default-role': 'user' })))],
    ['variables of Hasura in a list of constants', 'by which Hasura decides', set('session', Value.literal([{ a: { 'X-Hasura-Role': 'b' } }]).filter(written.isEqualTo('x')))],
    ['a variable of Hasura as a claim', 'by which Hasura decides', set('x-hasura-user-id', written)],
    ['the role of Supabase', 'by which Supabase decides (https://supabase.com/docs/', set('role', written)],
    ['the groups of Amplify', 'by which Amplify decides (https://docs.amplify.aws/', set('user_groups', Value.listOf(written))],
    ['the owner of Amplify', 'by which Amplify decides', set('user_id', written)],
    ['a copied attribute', 'by which Amplify decides', { claims: [ClaimRule.set('user_id', Value.email(), ID)] }],
  ])('%s are an access decision, whichever way they are written', (_, says, rules) => {
    const said = reportOf(rules);
    expect(said).toContain('Provenance');
    expect(said).toContain(says);
    expect(said).toContain('set usedForAuthorization: false, if');
  });

  test('the rule by hand is judged as the preset', () => {
    const byPreset = reportOf({ claims: Preset.hasura({ defaultRole: 'user', variables: { 'org-id': written } }) });
    const byHand = reportOf(set('https://hasura.io/jwt/claims', Value.objectOf({ 'x-hasura-org-id': written }), {}));
    expect(byHand).toBe(byPreset);
  });

  test('a failed value denies the token, as with the preset', () => {
    const app = new PoolApp();
    const enricher = app.enricher(set('role', app.source().attribute('role').toNumber().asString(), {}));
    expect(enricher.preview({ items: { profile: { role: 'x' } } }).denial).toBeDefined();
  });

  test.each<[string, Rules]>([
    ['the operator controls', set('https://aws.amazon.com/tags', Value.objectOf({ principal_tags: Value.objectOf({ Dept: Value.groups() }) }))],
    ['the author says that nobody decides by', set('role', written, { ...ID, usedForAuthorization: false })],
    ['have other names', set('https://example.com/tags', written)],
    ['have a name of Supabase or Amplify inside an object', set('card', Value.objectOf({ name: Value.userAttribute('name'), role: written, user_id: written }), { ...ID, usedForAuthorization: false })],
    ['only begin in the same way', set('https://aws.amazon.com/tagsoup', written)],
  ])('claims that %s are none', (_, rules) => {
    expect(reportOf(rules)).toBe('');
  });
});

describe('words in names', () => {
  test.each([
    'isSuperuser', 'super_user', 'privileges', 'perms', 'authority', 'authorities', 'scp', 'staffId', 'entitled', 'rights', 'subscription', 'workspaceIds', 'customer_id',
    'isadmin', 'tenantid', 'orgid', 'usergroup', 'userroles', 'planname', 'hasaccess', 'privileged', 'authorization', 'authorized',
    'company', 'companies', 'teams', 'acl', 'grants', 'policies', 'clearance', 'department', 'orgUnit', 'permissions', 'tenant', 'access-level',
  ])('%s suggests access', name => {
    expect(warningsOf(set(name, written))).toHaveLength(1);
  });

  test.each(['planet', 'accessories', 'copyright', 'bright', 'teammate', 'migrant', 'stuff', 'politics', 'permit', 'companion', 'nickname', 'list', 'mykey', 'copyrights', 'organic', 'applause', 'favorite'])('%s does not', name => {
    expect(warningsOf(set(name, written))).toEqual([]);
  });

  test('count inside an object as well', () => {
    expect(warningsOf(set('app', Value.objectOf({ ui: Value.objectOf({ teams: written }) })))).toHaveLength(1);
    expect(warningsOf(set('app', Value.objectOf({ ui: Value.objectOf({ theme: written }) })))).toEqual([]);
  });

  const admin = Value.objectOf({ admin: Value.literal(true) });
  const isWritten = written.isEqualTo('x');
  test.each<[string, Rules]>([
    ['an object that users choose', set('app', Value.choose(isWritten, admin, Value.objectOf({ guest: Value.literal(true) })))],
    ['an object that users look up', set('app', written.lookup({ x: { admin: true } }))],
    ['a rule whose condition users choose', set('app', admin, { ...ID, when: isWritten })],
    ['a constant in such a rule', set('app', Value.literal({ ui: [{ admin: true }] }), { ...ID, when: isWritten })],
    ['a fallback of what users write', set('app', Value.firstOf(written, admin))],
    ['elements of a list that users write', set('app', written.split(',').mapEach(Value.objectOf({ permission: Value.element() })))],
    ['a choice among constants', set('app', Value.literal([{ admin: true }]).filter(isWritten))],
    ['JSON', set('app', Value.choose(isWritten, admin).toJson())],
  ])('count inside %s', (_, rules) => {
    expect(warningsOf(rules)).toHaveLength(1);
  });

  test.each<[string, Rules]>([
    ['an object beside what users choose', set('app', Value.objectOf({ theme: written, ui: admin }))],
    ['an object that groups choose', set('app', Value.objectOf({ theme: written, ui: Value.choose(Condition.inGroup('x'), admin) }))],
    ['a fallback before what users write', set('app', Value.objectOf({ theme: written, ui: Value.firstOf(admin, Value.literal(1)) }))],
    ['a constant', set('app', Value.objectOf({ theme: written, ui: Value.literal({ admin: true }) }))],
    ['the key of a table of constants', set('app', Value.objectOf({ theme: written, ui: Value.groups().first().lookup({ admin: 'a' }) }))],
  ])('do not count inside %s', (_, rules) => {
    expect(warningsOf(rules)).toEqual([]);
  });

  test('count only for what users write', () => {
    expect(warningsOf(set('app', Value.objectOf({ teams: Value.groups(), theme: written })))).toEqual([]);
  });
});
