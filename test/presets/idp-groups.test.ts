import { FeaturePlan, LambdaVersion, StringAttribute, UserPool } from 'aws-cdk-lib/aws-cognito';
import { IdpGroups, Preset, RuleMode, TriggerSource, UnknownGroups, type IdpGroupsOptions, type PreviewProps, type TokenEnricherProps } from '../../src';
import { errorOf, TestApp } from '../support/app';

const ROLE = 'arn:aws:iam::123456789012:role/pool';
const CORPORATE: IdpGroupsOptions = {
  attribute: 'custom:groups',
  providers: ['Corporate', 'Partner'],
  names: { 'AD-Admins': 'admins', 'AD-Owners': 'admins', 'Domain Users': 'staff', 'CN=Sales,OU=EMEA': 'sales' },
};

function enricher(props: Partial<TokenEnricherProps>, app = new TestApp()) {
  const customAttributes = { groups: new StringAttribute() };
  const userPool = new UserPool(app.stack, 'Federated', { featurePlan: FeaturePlan.ESSENTIALS, customAttributes });
  return app.enricher({ userPool, ...props });
}

/** A user as Amazon Cognito sends one with identities of these providers. */
function federated(groups: string | undefined, ...providers: string[]): PreviewProps {
  const names = providers.length > 0 ? providers : ['Corporate'];
  const identities = names.map(providerName => ({ userId: 'jane', providerName, providerType: 'SAML', issuer: null, primary: 'true', dateCreated: '1' }));
  return {
    groups: ['us-east-1_Preview00_Corporate', 'admins-of-the-pool'],
    iamRoles: [ROLE],
    preferredRole: ROLE,
    userAttributes: {
      'cognito:user_status': 'EXTERNAL_PROVIDER',
      'identities': JSON.stringify(identities),
      ...groups !== undefined && { 'custom:groups': groups },
    },
  };
}

const tokensOf = (props: PreviewProps, more: Partial<IdpGroupsOptions> = {}) =>
  enricher({ groups: IdpGroups.of({ ...CORPORATE, ...more }).rules() }).preview(props);
const groupsOf = (props: PreviewProps, more?: Partial<IdpGroupsOptions>) => {
  const { idToken, accessToken, denial } = tokensOf(props, more);
  expect(denial).toBeUndefined();
  expect(idToken!['cognito:groups']).toEqual(accessToken!['cognito:groups']);
  return accessToken!['cognito:groups'];
};

describe('groups of a user of the provider', () => {
  test.each<[string, string | undefined, readonly string[] | undefined]>([
    ['several by SAML', '[AD-Admins, Domain+Users]', ['admins', 'staff']],
    ['several by SAML, encoded as AWS documents', '[CN%3DSales%2COU%3DEMEA,Domain+Users]', ['sales', 'staff']],
    ['several by OIDC', '["AD-Admins","Domain Users"]', ['admins', 'staff']],
    ['one', 'CN=Sales,OU=EMEA', ['sales']],
    ['two that give the same', '[AD-Admins,AD-Owners]', ['admins']],
    ['unknown ones', '[AD-Admins,AD-Guests]', ['admins']],
    ['unknown ones alone', 'AD-Guests', undefined],
    ['a name that is given to others', '[admins]', undefined],
    ['other capital letters', 'ad-admins', undefined],
    ['an empty list', '[]', undefined],
    ['an empty string', '', undefined],
    ['none', undefined, undefined],
    ['members of objects', '[constructor, __proto__, toString]', undefined],
    ['nested JSON', '[["AD-Admins"], {"AD-Admins": true}, null]', undefined],
    ['a template', '{{groups}}', undefined],
  ])('%s', (_, sent, groups) => expect(groupsOf(federated(sent))).toEqual(groups));

  test('the IAM roles of the pool are removed with its groups', () => {
    const { idToken } = tokensOf(federated('AD-Admins'));
    expect(idToken).not.toHaveProperty(['cognito:roles']);
    expect(idToken).not.toHaveProperty(['cognito:preferred_role']);
  });

  test('the groups of the pool stay if configured, with their roles', () => {
    const props = federated('[AD-Admins,AD-Guests]');
    expect(groupsOf(props, { keepPoolGroups: true })).toEqual(['us-east-1_Preview00_Corporate', 'admins-of-the-pool', 'admins']);
    expect(tokensOf(props, { keepPoolGroups: true }).idToken).toMatchObject({ 'cognito:roles': [ROLE], 'cognito:preferred_role': ROLE });
  });
});

describe('unknown groups that are kept', () => {
  const KEEP = { unknownGroups: UnknownGroups.KEEP };

  test.each<[string, string, Partial<IdpGroupsOptions>, readonly string[]]>([
    ['stand beside those of the mapping', '[AD-Admins,AD-Guests]', KEEP, ['admins', 'AD-Guests']],
    ['never become those that others are mapped to', '[admins,staff,AD-Guests]', KEEP, ['AD-Guests']],
    ['may have a name that the mapping has on both sides', '[a,b]', { ...KEEP, names: { a: 'b', b: 'c' } }, ['b', 'c']],
    ['need no mapping', '[a,b,a]', { ...KEEP, names: {} }, ['a', 'b']],
  ])('%s', (_, sent, more, groups) => expect(groupsOf(federated(sent), more)).toEqual(groups));
});

describe('all other users keep the groups of the pool, whatever the attribute contains', () => {
  const HOSTILE = '[AD-Admins]';
  const own = ['us-east-1_Preview00_Corporate', 'admins-of-the-pool'];
  const hostile = federated(HOSTILE);
  const but = (attributes: { [name: string]: string }) => ({ ...hostile, userAttributes: { ...hostile.userAttributes, ...attributes } });

  test.each<[string, PreviewProps]>([
    ['a user of another provider', federated(HOSTILE, 'Google')],
    ['a user of two providers', federated(HOSTILE, 'Corporate', 'Google')],
    ['a user of a provider with a like name', federated(HOSTILE, 'corporate')],
    ['a local user', { ...hostile, userAttributes: { 'custom:groups': HOSTILE } }],
    ['a local user that is linked', but({ 'cognito:user_status': 'CONFIRMED' })],
    ['a user with identities that are no JSON', but({ identities: 'Corporate' })],
  ])('%s', (_, props) => {
    expect(groupsOf(props)).toEqual(own);
    expect(groupsOf(props, { unknownGroups: UnknownGroups.KEEP })).toEqual(own);
    expect(tokensOf(props).idToken).toMatchObject({ 'cognito:roles': [ROLE] });
  });

  test('machines have no groups', () => {
    expect(tokensOf({ triggerSource: TriggerSource.CLIENT_CREDENTIALS }).accessToken).not.toHaveProperty(['cognito:groups']);
  });
});

test('several mappings can be combined', () => {
  const partner: IdpGroupsOptions = { attribute: 'custom:groups', providers: ['Google'], names: { 'AD-Admins': 'guests' } };
  const both = enricher({ groups: [...IdpGroups.of(CORPORATE).rules(), ...IdpGroups.of(partner).rules()] });
  expect(both.preview(federated('AD-Admins')).accessToken!['cognito:groups']).toEqual(['admins']);
  expect(both.preview(federated('AD-Admins', 'Google')).accessToken!['cognito:groups']).toEqual(['guests']);
});

test('it requires only V1_0, causes no warning, and can run in shadow mode first', () => {
  const app = new TestApp();
  const watching = enricher({ groups: IdpGroups.of({ ...CORPORATE, mode: RuleMode.SHADOW }).rules() }, app);
  expect(watching.triggerVersion).toBe(LambdaVersion.V1_0);
  expect(watching.preview(federated('AD-Admins'))).toMatchObject({
    accessToken: { 'cognito:groups': federated('').groups },
    trace: [{ outcome: 'APPLIED', shadow: true }],
  });
  expect(app.warnings()).toEqual([]);
});

test.each<[string, Partial<IdpGroupsOptions>, string]>([
  ['without providers', { providers: [] }, 'federatedAttribute(providers)'],
  ['without names', { names: {} }, 'lookup(keys)'],
  ['with an attribute that the pool does not have', { attribute: 'custom:group' }, "did you mean 'custom:groups'"],
])('it is an error %s', (_, more, says) => {
  const app = new TestApp();
  expect(errorOf(() => {
    enricher({ groups: IdpGroups.of({ ...CORPORATE, ...more }).rules() }, app);
    app.app.synth();
  })).toContain(says);
});

describe('the list of the groups, as a value', () => {
  const claims = Preset.amplify({ groupClaim: 'user_groups', groups: IdpGroups.of(CORPORATE).value() });
  const list = (props: PreviewProps) => enricher({ claims }).preview(props).accessToken!.user_groups;

  test.each<[string, PreviewProps, readonly string[] | undefined]>([
    ['is that of the provider', federated('[AD-Admins,AD-Guests]'), ['admins']],
    ['is empty when the provider sent none', federated(undefined), []],
    ['is that of the pool for a user of another provider', federated('[AD-Admins]', 'Google'), federated(undefined).groups],
    ['is that of the pool for a local user', { groups: ['staff'], userAttributes: { 'custom:groups': 'AD-Admins' } }, ['staff']],
    ['is not there for machines', { triggerSource: TriggerSource.CLIENT_CREDENTIALS }, undefined],
  ])('%s', (_, props, groups) => expect(list(props)).toEqual(groups));

  test('provides roles for Hasura', () => {
    const roles = IdpGroups.of(CORPORATE).value().lookup({ admins: 'manager', staff: 'editor' });
    const both = enricher({ claims: Preset.hasura({ defaultRole: 'user', roles }), groups: IdpGroups.of(CORPORATE).rules() });
    const { accessToken } = both.preview(federated('[AD-Admins,Domain+Users]'));
    expect(accessToken!['cognito:groups']).toEqual(['admins', 'staff']);
    expect(accessToken!['https://hasura.io/jwt/claims']['x-hasura-allowed-roles']).toEqual(['user', 'manager', 'editor']);
  });
});
