import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import {
  ClaimRule, Condition, DenyRule, OnExcess, PoolFacts, RuleMode, ScopeRule, SortKeyCondition, TableSource, TokenBudget, TokenType, Value,
  type PreviewProps, type TokenEnricherProps,
} from '../../src';
import { errorOf, TestApp } from '../support/app';

/** Inherited property names of every object. Names from authors must never resolve to them. */
const NAMES = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__', 'isPrototypeOf'];
/** Those that are also valid source names. */
const SOURCE_NAMES = NAMES.filter(name => /^[a-zA-Z]/.test(name));

const of = <T>(name: string, value: T): { [name: string]: T } => ({ [name]: value });
const claim = (value: Value) => ({ claims: [ClaimRule.set('a', value, { usedForAuthorization: false })] });

/** Returns the claim `a` of the ID token. The app must have no problems. */
function valueOf(props: (app: TestApp) => Partial<TokenEnricherProps>, preview: PreviewProps = {}): unknown {
  const app = new TestApp();
  const enricher = app.enricher(props(app));
  app.app.synth();
  enricher.maxTokenSize(TokenType.ID);
  const { denial, idToken } = enricher.preview(preview);
  expect(denial).toBeUndefined();
  return idToken!.a;
}

function problemOf(props: (app: TestApp) => Partial<TokenEnricherProps>): string {
  const app = new TestApp();
  return errorOf(() => {
    app.enricher(props(app));
    app.app.synth();
  });
}

describe.each(SOURCE_NAMES)('a source named %s', name => {
  const attribute = (app: TestApp) => claim(app.source(name).attribute('plan'));

  test('is read', () => {
    expect(valueOf(attribute, { items: of(name, { plan: 'gold' }) })).toBe('gold');
  });

  test('finds nothing if a preview has no item for it', () => {
    expect(valueOf(attribute)).toBeUndefined();
    expect(valueOf(attribute, { items: {} })).toBeUndefined();
  });

  test('can be read in a template', () => {
    const props = (app: TestApp) => ({ ...claim(Value.template(`{{${name}.plan | upper}}!`)), sources: [app.source(name)] });
    expect(valueOf(props, { items: of(name, { plan: 'gold' }) })).toBe('GOLD!');
  });

  test('does not exist unless it is declared', () => {
    expect(problemOf(() => claim(Value.template(`{{${name}.plan}}`)))).toContain('claims[0].value: Template');
    const enricher = new TestApp().enricher(claim(Value.email()));
    expect(errorOf(() => enricher.preview({ items: of(name, {}) }))).toContain('PreviewSource');
    expect(errorOf(() => enricher.preview({ failingSources: [name] }))).toContain('PreviewSource');
  });

  test('can be a query, whose items have such attributes too', () => {
    const query = (app: TestApp) => TableSource.query(name, { table: app.table, key: { id: Value.sub() } });
    const props = (app: TestApp) => claim(query(app).items().mapEach(Value.element(name)));
    expect(valueOf(props, { items: of(name, [of(name, 'x'), {}]) })).toEqual(['x']);
  });

  test('can decide about access', () => {
    const app = new TestApp();
    const source = app.source(name);
    const enricher = app.enricher({ scopes: [ScopeRule.add('a', { when: source.attribute('plan').isEqualTo('gold') })], deny: [DenyRule.when(source.attribute('banned').isTrue(), 'No')] });
    app.app.synth();
    expect(enricher.preview({ failingSources: [name] }).denial).toMatchObject({ reason: 'READ' });
    expect(enricher.preview({ items: of(name, { banned: true }) }).denial).toMatchObject({ reason: 'DENIED' });
  });

  test('can be read with a key from another source', () => {
    const props = (app: TestApp) => claim(app.source('other', { key: { id: app.source(name).attribute('next') } }).attribute('plan'));
    expect(valueOf(props, { items: { ...of(name, { next: 'b' }), other: { plan: 'gold' } } })).toBe('gold');
  });
});

test.each(['__proto__', '1a', 'user'])('%s is not a valid source name', name => {
  expect(problemOf(app => claim(app.source(name).attribute('a')))).toContain('SourceName');
});

describe.each(NAMES)('%s', name => {
  test('can be the name of an attribute of an item', () => {
    const attribute = (app: TestApp) => claim(app.source().attribute(`['${name}']`));
    expect(valueOf(attribute, { items: { profile: of(name, 'x') } })).toBe('x');
    expect(valueOf(attribute, { items: { profile: {} } })).toBeUndefined();
    expect(valueOf(app => claim(app.source().attribute(`map['${name}']`)), { items: { profile: { map: {} } } })).toBeUndefined();
  });

  test('can be a claim name', () => {
    const app = new TestApp();
    const enricher = app.enricher({ claims: [ClaimRule.set(name, Value.literal('x'), { usedForAuthorization: false }), ClaimRule.suppress(`${name}-other`)] });
    app.app.synth();
    const { idToken, accessToken, claims } = enricher.preview();
    expect([idToken, accessToken].map(token => Object.entries(token!).find(([each]) => each === name))).toEqual([[name, 'x'], [name, 'x']]);
    expect(claims.filter(each => each.name === name).map(({ origin, rules }) => ({ origin, rules }))).toEqual(Array(2).fill({ origin: 'RULE', rules: ['claims[0]'] }));
    expect(enricher.maxTokenSize(TokenType.ID).claims.map(each => each.claim)).toEqual([name]);
  });

  test('is not a claim unless a rule sets it', () => {
    const { idToken, claims } = new TestApp().enricher({ claims: [ClaimRule.suppress(name, { tokens: [TokenType.ID] })] }).preview();
    expect(Object.keys(idToken!)).not.toContain(name);
    expect(claims.map(each => each.name)).not.toContain(name);
  });

  test('can be the name of a custom attribute', () => {
    const app = new TestApp();
    app.userPool.node.tryRemoveChild('None');
    const facts: PoolFacts = { customAttributes: [name], mappedAttributes: of(`custom:${name}`, ['Corporate']), userWritableAttributes: [] };
    const userPool = cognito.UserPool.fromUserPoolId(app.stack, 'Imported', 'us-east-1_Example');
    const enricher = app.enricher({ ...claim(Value.userAttribute(`custom:${name}`)), userPool, poolFacts: facts, trustedAttributes: of(`custom:${name}`, 'our directory alone writes it') });
    expect(enricher.preview({ userAttributes: of(`custom:${name}`, 'x') }).idToken!.a).toBe('x');
    expect(enricher.preview().idToken!.a).toBeUndefined();
  });

  test('is not an attribute unless it is declared', () => {
    expect(problemOf(() => claim(Value.userAttribute(name)))).toContain('UnknownAttribute');
    expect(problemOf(() => claim(Value.template(`{{user['${name}']}}`)))).toContain('UnknownAttribute');
  });

  test('can be the name of a metadata property', () => {
    const metadata = () => claim(Value.template(`{{metadata['${name}']}}`));
    expect(valueOf(metadata, { clientMetadata: of(name, 'x') })).toBe('x');
    expect(valueOf(metadata, { clientMetadata: {} })).toBeUndefined();
  });

  test('can be the name of a property of constants, tables and objects', () => {
    const literal = valueOf(() => claim(Value.literal(of(name, { [name]: 1 }))));
    expect(Object.entries(literal as object)).toEqual([[name, of(name, 1)]]);
    const object = valueOf(() => claim(Value.objectOf(of(name, Value.literal('x')))));
    expect(Object.entries(object as object)).toEqual([[name, 'x']]);
    expect(valueOf(() => claim(Value.literal(name).lookup(of(name, 'x'))))).toBe('x');
    expect(valueOf(() => claim(Value.literal(name).lookup({ other: 'x' })))).toBeUndefined();
    expect(valueOf(() => claim(Value.literal({ a: 1 }).property(`['${name}']`)))).toBeUndefined();
    expect(valueOf(() => claim(Value.literal('{"a":1}').parseJson().property(`['${name}']`)))).toBeUndefined();
  });

  test('can be the name of groups, scopes and providers', () => {
    const props = () => ({ ...claim(Value.choose(Condition.inGroup(name), Value.literal('in'), Value.literal('out'))), scopes: [ScopeRule.suppress(name)] });
    expect(valueOf(props, { groups: [name] })).toBe('in');
    expect(valueOf(props)).toBe('out');
    expect(valueOf(() => claim(Value.federatedAttribute('nickname', [name])))).toBeUndefined();
  });

  test('can be the name of a key attribute', () => {
    const table = (app: TestApp) => new dynamodb.Table(app.stack, 'Keyed', {
      partitionKey: { name, type: dynamodb.AttributeType.STRING }, sortKey: { name: `${name}2`, type: dynamodb.AttributeType.STRING },
    });
    const item = (app: TestApp) => TableSource.item('s', { table: table(app), key: { ...of(name, Value.sub()), [`${name}2`]: Value.literal('b') } });
    expect(valueOf(app => claim(item(app).attribute('plan')), { items: { s: { plan: 'gold' } } })).toBe('gold');
    const query = (app: TestApp) => TableSource.query('s', { table: table(app), key: of(name, Value.sub()), sort: SortKeyCondition.beginsWith(`${name}2`, Value.literal('b')) });
    expect(valueOf(app => claim(query(app).count()), { items: { s: [{}] } })).toBe(1);
  });

  test('is not a key attribute of another table', () => {
    expect(problemOf(app => claim(app.source('s', { key: of(name, Value.sub()) }).attribute('a')))).toContain("write 'id' instead");
    const query = (app: TestApp) => TableSource.query('s', { table: app.table, key: { id: Value.sub() }, sort: SortKeyCondition.beginsWith(name, Value.literal('b')) });
    expect(problemOf(app => claim(query(app).count()))).toContain('claims[0].value.sort: TableKey');
  });

  test('is not an option', () => {
    const given = name as RuleMode;
    expect(problemOf(() => ({ claims: [ClaimRule.set('a', Value.email(), { mode: given })] }))).toContain('claims[0].mode: Option');
    expect(problemOf(app => claim(app.source('s').attribute('a', { valueType: name as never })))).toContain('Argument');
    expect(problemOf(() => claim(Value.template(`{{user.email | ${name}}}`)))).toContain('Template');
    expect(problemOf(() => claim(Value.template(`{{${name}.a}}`)))).toContain('Template');
    expect(errorOf(() => new TestApp().enricher(claim(Value.email())).preview({ deployTimeValues: of(name, 'x') }))).toContain('PreviewValue');
  });

  test('can be the id of an app client', () => {
    const props = () => claim(Value.choose(Condition.clientId(name), Value.literal('this'), Value.literal('other')));
    expect(valueOf(props, { clientId: name })).toBe('this');
    expect(valueOf(props, { clientId: 'other' })).toBe('other');
  });

  test('can be the name of the claim that lists what a budget dropped', () => {
    const claims = [ClaimRule.set('a', Value.literal('x'.repeat(3000)), { dropOrder: 1, usedForAuthorization: false })];
    const enricher = new TestApp().enricher({ claims, tokenBudget: TokenBudget.ofLength(2000, { onExcess: OnExcess.DROP, markerClaim: name }) });
    expect(Object.entries(enricher.preview().idToken!)).toContainEqual([name, 'a']);
  });

  test('can be a user-writable attribute of an item', () => {
    const scopes = (app: TestApp, path: string) => ({ scopes: [ScopeRule.addAll(app.source('s', { userWritable: [name] }).attribute(path))] });
    expect(problemOf(app => scopes(app, `['${name}']`))).toContain('users can write it, as userWritable declares');
    expect(valueOf(app => scopes(app, 'other'))).toBeUndefined();
  });
});
