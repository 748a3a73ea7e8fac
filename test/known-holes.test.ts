import { ClientAttributes, StringAttribute, UserPool, UserPoolIdentityProvider, CfnUserPoolIdentityProvider, type UserPoolClientOptions } from 'aws-cdk-lib/aws-cognito';
import { ClaimRule, Condition, GroupRule, ScopeRule, TableSource, TokenEnricher, Value, type SetClaimOptions, type TokenEnricherProps } from '../src';
import { TestApp } from './support/app';

/**
 * Security holes that public projects had to close, as apps: https://github.com/aws-samples/sample-citadel/pull/146,
 * https://github.com/aws/aws-ops-wheel/pull/165, https://github.com/ustaxcourt/ef-cms/pull/782, and
 * https://github.com/aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws/pull/793.
 */
interface Hole {
  readonly attributes: readonly string[];
  readonly client: UserPoolClientOptions;
  /** Attributes that are mapped from the identity provider. */
  readonly mapped?: { readonly [attribute: string]: string };
  readonly rules: (app: TestApp) => Partial<TokenEnricherProps>;
  readonly says: readonly string[];
  /** The suggested fixes, each with the app after it. */
  readonly fixes: { readonly [offered: string]: Partial<Pick<Hole, 'client' | 'rules'>> };
}

const attribute = (name: string) => Value.userAttribute(`custom:${name}`);
const authorizes = { usedForAuthorization: true };
const writing = (...custom: string[]): UserPoolClientOptions =>
  ({ writeAttributes: new ClientAttributes().withStandardAttributes({ email: true, givenName: true }).withCustomAttributes(...custom) });
const ofTable = (app: TestApp, name: string) => TableSource.item('profile', { table: app.table, key: { id: Value.sub() } }).attribute(name);
const suppressAdmin = ScopeRule.suppress('aws.cognito.signin.user.admin');
const passwords = { authFlows: { userSrp: true, userPassword: true } };

const role = (value: (app: TestApp) => Value, options: SetClaimOptions = authorizes) => (app: TestApp) =>
  ({ claims: [ClaimRule.set('role', Value.firstOf(value(app), Value.groups().first()), options)] });
const isAdmin = (value: (app: TestApp) => Value) => (app: TestApp) => ({ scopes: [ScopeRule.add('wheel/deploy', { when: value(app).isEqualTo('true') })] });
const record = (key: Value) => (app: TestApp) => ({
  claims: [ClaimRule.set('user_role', TableSource.item('users', { table: app.table, key: { id: key } }).attribute('role'), authorizes)],
});
const groups = (value: (app: TestApp) => Value, more: Partial<TokenEnricherProps> = {}) => (app: TestApp): Partial<TokenEnricherProps> => ({
  groups: [GroupRule.set({ groups: value(app), iamRoles: Value.listOf(), when: Condition.user() })], ...more,
});
const names = { reviewers: 'Reviewer' };

const HOLES: { readonly [name: string]: Hole } = {
  'a role attribute that beats the groups': {
    attributes: ['role', 'organization'],
    client: passwords,
    rules: role(() => attribute('role')),
    says: ['claims[0].value: Provenance', "userAttribute('custom:role'): users can write it with UpdateUserAttributes", "the claim 'role', by which Supabase decides"],
    fixes: {
      'remove it from the writeAttributes of the app clients': { client: { ...passwords, ...writing('organization') } },
      'keep it in a table': { rules: role(app => ofTable(app, 'role')) },
      'state why users cannot write it': { rules: role(() => attribute('role').assumeTrusted('assigned by AdminUpdateUserAttributes alone')) },
      'set usedForAuthorization: false, if neither Supabase nor another reader of the token decides about access by the claim': { rules: role(() => attribute('role'), { usedForAuthorization: false }) },
    },
  },
  'an administrator by attribute': {
    attributes: ['deployment_admin'],
    client: { authFlows: { userPassword: true, adminUserPassword: true } },
    rules: isAdmin(() => attribute('deployment_admin')),
    says: ['scopes[0].when: Provenance', "userAttribute('custom:deployment_admin')"],
    fixes: {
      'remove it from the writeAttributes of the app clients': { client: writing() },
      'keep it in a table': { rules: isAdmin(app => ofTable(app, 'admin').asString()) },
      'state why users cannot write it': { rules: isAdmin(() => attribute('deployment_admin').assumeTrusted('no client writes it')) },
    },
  },
  'a user id by attribute, which is the key of a table': {
    attributes: ['userId'],
    client: passwords,
    rules: record(attribute('userId')),
    says: ["userAttribute('custom:userId') -> key of the source 'users'"],
    fixes: {
      'remove it from the writeAttributes of the app clients': { client: writing() },
      'make Value.sub() part of the key': { rules: record(Value.sub()) },
      'keep it in a table': { rules: app => record(ofTable(app, 'userId'))(app) },
      'state why users cannot write it': { rules: record(attribute('userId').assumeTrusted('assigned once, by the service')) },
    },
  },
  'groups of an identity provider': {
    attributes: ['idp_groups'],
    client: passwords,
    mapped: { 'custom:idp_groups': 'groups' },
    rules: groups(() => Value.idpList('custom:idp_groups').lookup(names)),
    says: ['groups[0].groups: Provenance', "idpList('custom:idp_groups')"],
    fixes: {
      "use Value.idpList('custom:idp_groups', ['Corporate']), and ScopeRule.suppress": {
        rules: groups(() => Value.idpList('custom:idp_groups', ['Corporate']).lookup(names), { scopes: [suppressAdmin] }),
      },
      'keep it in a table': { rules: groups(app => ofTable(app, 'groups')) },
      'state why users cannot write it': { rules: groups(() => Value.idpList('custom:idp_groups').assumeTrusted('the provider is ours').lookup(names)) },
    },
  },
};

function report({ attributes, client, mapped, rules }: Hole): string {
  const app = new TestApp();
  const userPool = new UserPool(app.stack, 'Pool', {
    customAttributes: Object.fromEntries(attributes.map(name => [name, new StringAttribute({ mutable: true })])),
  });
  if (mapped) {
    new CfnUserPoolIdentityProvider(app.stack, 'Provider', {
      userPoolId: userPool.userPoolId, providerName: 'Corporate', providerType: 'SAML', providerDetails: {}, attributeMapping: mapped,
    });
    // by default, app clients support the providers that the pool knows
    userPool.registerIdentityProvider(UserPoolIdentityProvider.fromProviderName(app.stack, 'Corporate', 'Corporate'));
  }
  userPool.addClient('Web', client);
  new TokenEnricher(app.stack, 'TokenEnricher', { userPool, ...rules(app) });
  try {
    app.app.synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

describe.each(Object.entries(HOLES))('%s', (_, hole) => {
  test('is found', () => {
    hole.says.forEach(text => expect(report(hole)).toContain(text));
  });

  test('is reported with exactly these fixes', () => {
    const offered = [...new Set(report(hole).split('\n').filter(line => line.startsWith('           - ')).map(line => line.trim().slice(2)))];
    const known = Object.keys(hole.fixes);
    expect(offered.filter(fix => !known.some(start => fix.startsWith(start)))).toEqual([]);
    expect(known.filter(start => !offered.some(fix => fix.startsWith(start)))).toEqual([]);
  });

  test.each(Object.entries(hole.fixes))('is closed by: %s', (__, fix) => {
    expect(report({ ...hole, ...fix })).toBe('');
  });
});
