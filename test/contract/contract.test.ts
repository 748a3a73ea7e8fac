import { CfnResource, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaimRule, Condition, DenyRule, GroupRule, IfAbsent, OnExcess, RuleMode, ScopeRule, Subject, TableSource, TokenBudget, TokenType, Value, type TokenEnricher, type TokenEnricherProps } from '../../src';
import type { Claim, Contract } from '../../src/contract/model';
import { TestApp } from '../support/app';

function contractOf(props: Partial<TokenEnricherProps> | ((app: TestApp) => Partial<TokenEnricherProps>)): Contract {
  const app = new TestApp();
  return JSON.parse(app.enricher(typeof props === 'function' ? props(app) : props).contract.toJson()) as Contract;
}

function claimsIn({ tokens }: Contract, token: string, subject = 'USER'): readonly Claim[] {
  return tokens.find(each => each.token === token && each.subject === subject)?.claims ?? [];
}

/** The claim in the access tokens of users. */
function claim(name: string, rule: ClaimRule | ClaimRule[], props: Partial<TokenEnricherProps> = {}, token = 'ACCESS', subject = 'USER'): Claim | undefined {
  return claimsIn(contractOf({ claims: [rule].flat(), ...props }), token, subject).find(each => each.claim === name);
}

const STAFF = Condition.inGroup('staff');
const X = Value.literal('x');

describe('presence', () => {
  test.each<[string, ClaimRule[], string]>([
    ['a constant', [ClaimRule.set('a', X)], 'ALWAYS'],
    ['a constant with a condition', [ClaimRule.set('a', X, { when: STAFF })], 'OPTIONAL'],
    ['a fallback behind a condition', [ClaimRule.set('a', X), ClaimRule.set('a', Value.literal('y'), { when: STAFF })], 'ALWAYS'],
    ['an attribute', [ClaimRule.set('a', Value.userAttribute('custom:plan'))], 'OPTIONAL'],
    ['an attribute with a fallback', [ClaimRule.set('a', Value.userAttribute('custom:plan').orElse(X))], 'ALWAYS'],
    ['an attribute without which the token is denied', [ClaimRule.set('a', Value.userAttribute('custom:plan'), { ifAbsent: IfAbsent.DENY })], 'ALWAYS'],
    ['a conversion that can fail', [ClaimRule.set('a', X.toNumber())], 'OPTIONAL'],
    ['a conversion that can fail, used for authorization', [ClaimRule.set('a', Value.literal('1').toNumber(), { usedForAuthorization: true })], 'ALWAYS'],
    ['the username, which Cognito always sends', [ClaimRule.set('a', Value.username())], 'ALWAYS'],
    ['a claim that is suppressed', [ClaimRule.suppress('a', { tokens: [TokenType.ACCESS] })], 'NEVER'],
    ['a claim that is suppressed with a condition', [ClaimRule.set('a', X), ClaimRule.suppress('a', { when: STAFF })], 'OPTIONAL'],
  ])('%s', (_, rules, presence) => {
    expect(claim('a', rules)).toMatchObject({ claim: 'a', presence });
  });

  test('rules that are not enforced, or for machines, put nothing into tokens of users', () => {
    const { tokens } = contractOf({
      claims: [
        ClaimRule.set('shadow', X, { mode: RuleMode.SHADOW }), ClaimRule.set('off', X, { mode: RuleMode.DISABLED }),
        ClaimRule.set('machine', Value.clientId(), { subjects: [Subject.MACHINE], tokens: [TokenType.ACCESS] }),
      ],
    });
    expect(tokens.map(({ token, subject, claims }) => [token, subject, claims.map(each => each.claim)])).toEqual([['ACCESS', 'MACHINE', ['machine']]]);
  });

  test('a claim that can be dropped is optional, and the marker names it', () => {
    const tokenBudget = TokenBudget.ofLength(6000, { onExcess: OnExcess.DROP, markerClaim: 'left_out', tokens: [TokenType.ACCESS] });
    const rules = ClaimRule.set('a', X, { dropOrder: 1 });
    expect(claim('left_out', rules, { tokenBudget })).toMatchObject({ presence: 'OPTIONAL', type: { types: ['string'] } });
    expect(claim('a', rules, { tokenBudget })).toMatchObject({ presence: 'OPTIONAL' });
    expect(claim('a', rules, { tokenBudget }, 'ID')).toMatchObject({ presence: 'ALWAYS' });
  });
});

describe('types', () => {
  const roles = (app: TestApp): TableSource => TableSource.itemForEach('roles', { table: app.table, keys: { id: Value.groups() }, limit: 5 });
  test.each<[string, (app: TestApp) => Value, object]>([
    ['a constant', () => X, { types: ['string'], values: ['x'] }],
    ['two constants', () => Value.choose(STAFF, Value.literal(1), Value.literal(true)), { types: ['number', 'boolean'], values: [1, true] }],
    ['a table of constants', () => Value.userAttribute('custom:plan').lookup({ a: 'gold', b: 'free' }, Value.literal('none')), { types: ['string'], values: ['gold', 'free', 'none'] }],
    ['a table of constants for each element of a list', () => Value.listOf(Value.username(), X).lookup({ a: 'gold', b: { level: 1 } }), {
      types: ['list'], maxItems: 2, elements: { types: ['string', 'map'], values: ['gold'], properties: { level: { types: ['number'], values: [1], always: true } } },
    }],
    ['a table of lists for each group', () => Value.groups().lookup({ a: ['read', 'write'], b: ['read'] }), {
      types: ['list'], elements: { types: ['list'], maxItems: 2, elements: { types: ['string'], values: ['read', 'write'] } },
    }],
    ['elements of a table for each group', () => Value.groups().lookup({ a: 'A', b: 'B' }).first(), { types: ['string'], values: ['A', 'B'] }],
    ['a table for a string or a list', app => app.source().attribute('role').lookup({ a: 'A' }), { types: ['string', 'list'], values: ['A'], elements: { types: ['string'], values: ['A'] } }],
    ['an attribute, whose length the schema does not limit', () => Value.userAttribute('custom:plan'), { types: ['string'], maxLength: 2048 }],
    ['a computed string', () => Value.userAttribute('custom:plan').withPrefix('p:'), { types: ['string'], maxLength: 2050 }],
    ['a list of constants', () => Value.listOf(X, Value.literal('y')), { types: ['list'], maxItems: 2, elements: { types: ['string'], values: ['x', 'y'] } }],
    ['an object', () => Value.objectOf({ a: X, b: Value.userAttribute('custom:plan') }), {
      types: ['map'], properties: { a: { types: ['string'], values: ['x'], always: true }, b: { types: ['string'], maxLength: 2048, always: false } },
    }],
    ['objects of a list', app => roles(app).items().mapEach(Value.objectOf({ level: Value.literal(1) })), {
      types: ['list'], maxItems: 5, elements: { types: ['map'], properties: { level: { types: ['number'], values: [1], always: true } } },
    }],
    ['one of several objects', app => roles(app).items().mapEach(Value.objectOf({ level: Value.literal(1) })).first(), {
      types: ['map'], properties: { level: { types: ['number'], values: [1], always: true } },
    }],
    ['elements of lists in a list', () => Value.listOf(Value.listOf(X), Value.listOf(X)).flatten(), { types: ['list'], elements: { types: ['string'] } }],
    ['an item', app => app.source().attribute('anything'), { types: ['string', 'number', 'boolean', 'list', 'map'] }],
  ])('%s', (_, value, type) => {
    const found = claimsIn(contractOf(app => ({ claims: [ClaimRule.set('a', value(app))] })), 'ACCESS')[0].type;
    expect(found).toMatchObject(type);
    expect(Object.keys(found!)).toEqual(expect.arrayContaining(Object.keys(type)));
  });

  test('the ID token has the original attribute if a rule keeps it', () => {
    const value = Value.literal(5);
    const keepsOriginal = { when: STAFF, ifAbsent: IfAbsent.KEEP_ORIGINAL };
    expect(claim('email_verified', ClaimRule.set('email_verified', value, keepsOriginal), {}, 'ID')?.type).toMatchObject({ types: ['string', 'number', 'boolean'] });
    expect(claim('nickname', ClaimRule.set('nickname', value, keepsOriginal), {}, 'ID')?.type).toMatchObject({ types: ['string', 'number'] });
    expect(claim('updated_at', ClaimRule.set('updated_at', value), {}, 'ID')?.type).toEqual({ types: ['number'], values: [5] });
    expect(claim('updated_at', ClaimRule.set('updated_at', value, { when: STAFF, ifAbsent: IfAbsent.KEEP_ORIGINAL }), {}, 'ID')?.type).toEqual({ types: ['string', 'number'] });
  });
});

describe('scopes, groups and denials', () => {
  const { scopes, denials, tokens } = contractOf({
    scopes: [
      ScopeRule.add('orders/read', { when: STAFF, description: 'Reads orders' }), ScopeRule.addValue(Value.userAttribute('custom:plan').assumeTrusted('billing').withPrefix('plan:')),
      ScopeRule.suppress('aws.cognito.signin.user.admin'),
    ],
    groups: [GroupRule.set({ groups: Value.listOf(Value.literal('y')) }), GroupRule.set({ groups: Value.listOf(X), when: STAFF })],
    deny: [DenyRule.when(Condition.inGroup('closed'), 'Closed')],
    trustedAttributes: { 'custom:level': 'set by support alone' },
  });

  test('scopes are whole, or the start of computed ones', () => {
    expect(scopes.added.map(({ scope, isWhole, causes, descriptions }) => ({ scope, isWhole, causes, descriptions }))).toEqual([
      { scope: 'orders/read', isWhole: true, causes: [{ effect: 'add', when: 'inGroup("staff")' }], descriptions: ['Reads orders'] },
      { scope: 'plan:', isWhole: false, causes: [{ effect: expect.stringMatching(/^add scope userAttribute/) }] },
    ]);
    expect(scopes.suppressed.map(({ scope }) => scope)).toEqual(['aws.cognito.signin.user.admin']);
  });

  test('a rule without a condition replaces the groups of the user', () => {
    expect(tokens.map(({ claims }) => claims[0])).toEqual(Array(2).fill(expect.objectContaining({
      claim: 'cognito:groups', presence: 'OPTIONAL', type: { types: ['list'], maxItems: 1, elements: expect.objectContaining({ values: ['y', 'x'] }) },
    })));
  });

  test('denials have the message that users see', () => {
    expect(denials).toEqual([expect.objectContaining({ message: 'Closed', rules: ['deny[0]'], causes: [{ effect: 'deny: Closed', when: 'inGroup("closed")', restricts: true }] })]);
  });
});

describe('who controls a value', () => {
  test.each<[string, Value, string]>([
    ['a constant', X, 'OPERATOR'],
    ['the sub', Value.sub(), 'COGNITO'],
    ['an attribute that each app client can write', Value.userAttribute('custom:plan'), 'USER'],
    ['client metadata', Value.untrustedClientMetadata('a'), 'USER'],
    ['a value that is declared trusted', Value.userAttribute('custom:plan').assumeTrusted('billing'), 'OPERATOR'],
  ])('%s', (_, value, level) => {
    const control = claimsIn(contractOf(app => {
      app.client();
      return { claims: [ClaimRule.set('theme', value)] };
    }), 'ACCESS')[0].control;
    expect(control.level).toBe(level);
  });

  test('values that are declared trusted have their reasons', () => {
    const { trusted } = contractOf({ claims: [ClaimRule.set('a', Value.userAttribute('custom:plan').assumeTrusted('billing'))], trustedAttributes: { 'custom:level': 'support' } });
    expect(trusted).toEqual([{ value: 'userAttribute("custom:level")', reason: 'support' }, { value: 'userAttribute("custom:plan")', reason: 'billing' }]);
  });
});

test('claims are in the order of their names, and rules that keep attributes under a condition are there', () => {
  const [idToken] = contractOf({
    claims: [ClaimRule.set('b', X), ClaimRule.set('c', X), ClaimRule.set('a', X), ClaimRule.keepOnly(['name'], { when: STAFF })],
  }).tokens;
  expect(idToken.claims.map(each => each.claim)).toEqual(['a', 'b', 'c']);
  expect(idToken.keeping).toEqual([{ effect: 'keep only name', when: 'inGroup("staff")', restricts: true }]);
});

test('sources and permissions show the data that tokens rest on', () => {
  const { sources, permissions } = contractOf(app => ({ claims: [ClaimRule.set('plan', app.source().attribute('plan'))] }));
  expect(sources).toEqual([expect.objectContaining({ name: 'profile', kind: 'item', key: { id: 'sub()' }, attributes: ['plan'], onError: 'DENY', control: { level: 'OPERATOR' } })]);
  expect(permissions.map(({ actions }) => actions)).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents'], ['dynamodb:GetItem']]);
  expect(permissions[1].resources).toEqual(['${Table/Resource.Arn}']);
});

describe('permissions of the role', () => {
  const OWN_LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];
  const readsTopic = (effect = iam.Effect.ALLOW): iam.PolicyStatement => new iam.PolicyStatement({ effect, actions: ['sns:Publish'], resources: ['*'] });

  function granted(grant: (role: iam.IRole, app: TestApp) => void, props: (app: TestApp) => Partial<TokenEnricherProps> = () => ({})): Contract {
    const app = new TestApp();
    const enricher = app.enricher({ claims: [ClaimRule.set('a', X)], ...props(app) });
    grant(enricher.role, app);
    app.app.synth();
    return JSON.parse(enricher.contract.toJson()) as Contract;
  }

  test.each<[string, (role: iam.IRole, app: TestApp) => void, object[]]>([
    ['a grant', (role, { stack }) => new dynamodb.Table(stack, 'Other', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } }).grant(role, 'dynamodb:*'), [
      { actions: ['dynamodb:*'], resources: ['${Other/Resource.Arn}'] },
    ]],
    ['an inline policy', (role, { stack }) => role.attachInlinePolicy(new iam.Policy(stack, 'Policy', { statements: [readsTopic()] })), [
      { actions: ['sns:Publish'], resources: ['*'] },
    ]],
    ['a managed policy of the app', (role, { stack }) => role.addManagedPolicy(new iam.ManagedPolicy(stack, 'Policy', { statements: [readsTopic()] })), [
      { actions: ['sns:Publish'], resources: ['*'] },
    ]],
    ['a managed policy of the app that names the role', (role, { stack }) => new iam.ManagedPolicy(stack, 'Policy', { statements: [readsTopic()], roles: [role] }), [
      { actions: ['sns:Publish'], resources: ['*'] },
    ]],
    ['a generic resource', (role, { stack }) => new CfnResource(stack, 'Policy', {
      type: 'AWS::IAM::ManagedPolicy', properties: { Roles: [role.roleName], PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }] } },
    }), [{ actions: ['ec2:*'], resources: ['*'] }]],
    ['a denial', role => role.addToPrincipalPolicy(readsTopic(iam.Effect.DENY)), [{ effect: 'Deny', actions: ['sns:Publish'], resources: ['*'] }]],
    ['all but some actions and resources', role => role.addToPrincipalPolicy(new iam.PolicyStatement({ notActions: ['iam:*'], notResources: ['arn:aws:s3:::logs'] })), [
      { notActions: ['iam:*'], notResources: ['arn:aws:s3:::logs'] },
    ]],
    ['a policy of another role', (_, { stack }) => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }).addToPolicy(readsTopic()), []],
  ])('%s', (_, grant, expected) => {
    const { permissions, managedPolicies } = granted(grant);
    expect(permissions[0].actions).toEqual(OWN_LOG);
    expect(permissions.slice(1)).toEqual(expected);
    expect(managedPolicies).toBeUndefined();
  });

  test('managed policies of AWS are named', () => {
    const { managedPolicies } = granted(role => role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')));
    expect(managedPolicies).toEqual(['arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess']);
  });

  test.each<[string, (stack: Stack) => iam.IRole]>([
    ['that the author creates', stack => new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), inlinePolicies: { Topic: new iam.PolicyDocument({ statements: [readsTopic()] }) } })],
    ['that is imported', stack => iam.Role.fromRoleName(stack, 'Own', 'own')],
  ])('of a role %s', (_, roleOf) => {
    const { permissions } = granted(role => role.addToPrincipalPolicy(readsTopic()), ({ stack }) => ({ role: roleOf(stack) }));
    expect(permissions).toEqual([expect.objectContaining({ actions: OWN_LOG }), { actions: ['sns:Publish'], resources: ['*'] }]);
  });

  test('of a role that the app may not change are those that rules need', () => {
    const { permissions } = granted(() => undefined, ({ stack }) => ({ role: iam.Role.fromRoleName(stack, 'Own', 'own', { mutable: false }) as iam.IRole }));
    expect(permissions.map(({ actions }) => actions)).toEqual([OWN_LOG]);
  });

  test('are there once with an alias, whose policy is one of its own', () => {
    expect(granted(() => undefined, () => ({ aliasName: 'live' })).permissions.map(({ actions }) => actions)).toEqual([OWN_LOG]);
  });
});

test('the contract is the same before and after synthesis, with a table of another stack', () => {
  const app = new TestApp();
  const other = new Stack(app.app, 'Other');
  const table = new dynamodb.Table(other, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  const { contract } = app.enricher({ claims: [ClaimRule.set('plan', TableSource.item('profile', { table, key: { id: Value.sub() } }).attribute('plan'))] });
  const before = contract.toJson();
  app.app.synth();
  const enricher = app.stack.node.findChild('TokenEnricher') as TokenEnricher;
  expect(enricher.contract.toJson()).toBe(before);
  expect(before).toContain('"${/Other/Table/Resource.Arn}"');
});

test('the contract is the same for the same rules, and differs if one changes', () => {
  const of = (text: string): string => JSON.stringify(contractOf({ claims: [ClaimRule.set('a', Value.literal(text))] }));
  expect(of('x')).toBe(of('x'));
  expect(of('x')).not.toBe(of('y'));
});
