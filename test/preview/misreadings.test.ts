import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { itemsOf } from '../../lambda-src/enricher/function-engine';
import {
  ClaimRule, DenyRule, FunctionSource, GroupRule, OnExcess, OnLimit, ScopeRule, TableSource, TokenBudget, TokenType, TriggerSource, Value,
  type PreviewProps, type TokenEnricher, type TokenEnricherProps, type TokenPreview,
} from '../../src';
import { readAnswer } from '../../src/tables/items';
import { errorOf, TestApp } from '../support/app';

describe('the answer of a function', () => {
  const app = new TestApp();
  const handler = LambdaFunction.fromFunctionArn(app.stack, 'Rbac', 'arn:aws:lambda:us-east-1:111111111111:function:rbac');
  const enricher = app.enricher({ claims: [ClaimRule.set('limits', FunctionSource.of('rbac', { handler, input: { sub: Value.sub() } }).attribute('limits'))] });

  test.each<[string, object]>([
    ['a map that looks like DynamoDB JSON', { limits: { N: '5' } }],
    ['one that looks so in part', { limits: { L: 'large' }, other: 1 }],
    ['numbers beyond those of DynamoDB', { limits: [1e200, 1e-200, 9007199254740993] }],
    ['an answer that is larger than an item', { limits: 'x'.repeat(500_000) }],
  ])('is JSON as for the function: %s', (_, rbac) => {
    const problems: unknown[] = [];
    const { limits } = readAnswer(rbac, 'rbac', (...problem) => problems.push(problem))!;
    expect([[{ limits }], problems]).toEqual([itemsOf(JSON.stringify(rbac), ['limits']), []]);
    expect(enricher.preview({ items: { rbac } }).denial).toBeUndefined();
  });

  test('a map that looks like DynamoDB JSON becomes a claim', () => {
    expect(enricher.preview({ items: { rbac: { limits: { N: '5' } } } }).idToken!.limits).toEqual({ N: '5' });
  });

  test.each<[string, unknown, string]>([
    ['no map', [], "a map such as { plan: 'gold' }, as the function returns it"],
    ['no number of JSON', { limits: Number.NaN }, 'a number of JSON'],
    ['more than a function may answer', { limits: 'x'.repeat(5_000_000) }, 'answers of at most'],
  ])('%s is an error', (_, rbac, allowed) => {
    expect(errorOf(() => enricher.preview({ items: { rbac } }))).toContain(allowed);
  });
});

test('the claim that names dropped claims is that of a rule, and in the description', () => {
  const app = new TestApp();
  const preview = app.enricher({
    tokenBudget: TokenBudget.httpApi({ onExcess: OnExcess.DROP }), claims: [ClaimRule.set('big', app.source().attribute('v'), { dropOrder: 1 })],
  }).preview({ items: { profile: { v: 'x'.repeat(20_000) } } });
  const { accessToken, claims } = preview;
  expect(accessToken!.claims_dropped).toBe('big');
  expect(claims.find(({ name }) => name === 'claims_dropped')).toMatchObject({ origin: 'RULE', rules: [] });
  expect(preview.describe()).toContain('| `claims_dropped` | none | `"big"` |');
});

test('a denial rests on the same assumptions as tokens', () => {
  const app = new TestApp();
  app.table.addGlobalSecondaryIndex({ indexName: 'byTeam', partitionKey: { name: 'team', type: 'S' as never } });
  const members = TableSource.query('members', { table: app.table, indexName: 'byTeam', key: { team: Value.literal('a') }, limit: 1, onLimit: OnLimit.CUT });
  const enricher = app.enricher({ deny: [DenyRule.when(members.items().mapEach(Value.element('role')).hasMember('bad'), 'Closed')] });
  const items = ['bad', 'good'].map(role => ({ id: role, team: 'a', role }));
  const [denied, issued] = [items, items.toReversed()].map(profile => enricher.preview({ tables: { members: profile } }));
  expect([denied.denial?.reason, issued.denial]).toEqual(['DENIED', undefined]);
  expect(denied.assumptions).toEqual(issued.assumptions);
  expect(denied.assumptions).toContainEqual(expect.stringMatching(/^the order of items/));
});

test('an index with several sort keys orders by each of them', () => {
  const app = new TestApp();
  const [team, since, level] = [['team', 'S'], ['since', 'S'], ['level', 'N']].map(([name, type]) => ({ name, type: type as never }));
  const table = new dynamodb.Table(app.stack, 'Teams', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  table.addGlobalSecondaryIndex({ indexName: 'byTeam', partitionKeys: [team], sortKeys: [since, level] } as never);
  const members = TableSource.query('members', { table, indexName: 'byTeam', key: { team: Value.literal('a') }, limit: 1, onLimit: OnLimit.CUT });
  const enricher = app.enricher({ claims: [ClaimRule.set('first', members.items().mapEach(Value.element('id').asString()))] });
  const items = [['c', 'x', 2], ['b', 'x', 1], ['a', 'y', 0]].map(([id, from, rank]) => ({ id, team: 'a', since: from, level: rank }));
  const { idToken, assumptions } = enricher.preview({ tables: { members: items } });
  expect(idToken!.first).toEqual(['b']);
  expect(assumptions).not.toContainEqual(expect.stringMatching(/^the order of items/));
});

describe('managed login', () => {
  const enricher = new TestApp().enricher({ claims: [ClaimRule.set('mode', Value.untrustedClientMetadata('mode').orElse(Value.literal('none')), { usedForAuthorization: false })] });
  const tokensOf = ({ idToken, accessToken }: TokenPreview): readonly boolean[] => [idToken, accessToken].map(token => token !== undefined);

  test.each<[string, TriggerSource, string[], boolean]>([
    ['with openid', TriggerSource.HOSTED_AUTH, ['openid'], true],
    ['with the admin scope alone', TriggerSource.HOSTED_AUTH, ['aws.cognito.signin.user.admin'], false],
    ['without a scope', TriggerSource.HOSTED_AUTH, [], false],
    ['is not the API, whose only scope is that of the admin', TriggerSource.AUTHENTICATION, ['aws.cognito.signin.user.admin'], true],
  ])('%s', (_, triggerSource, scopes, hasIdToken) => {
    expect(tokensOf(enricher.preview({ triggerSource, scopes }))).toEqual([hasIdToken, true]);
  });

  test.each<[string, TriggerSource, RegExp]>([
    ['managed login', TriggerSource.HOSTED_AUTH, /client metadata of managed login/],
    ['a refresh', TriggerSource.REFRESH_TOKENS, /client metadata of a token refresh/],
  ])('client metadata of %s is an assumption, if rules use it', (_, triggerSource, assumption) => {
    const clientMetadata = { mode: 'x' };
    const assumed = (of: TokenEnricher, props: PreviewProps): readonly string[] =>
      of.preview({ triggerSource, ...props }).assumptions.filter(each => assumption.test(each));
    expect(assumed(enricher, { clientMetadata })).toHaveLength(1);
    expect(assumed(enricher, {})).toEqual([]);
    expect(assumed(new TestApp().enricher(), { clientMetadata })).toEqual([]);
  });
});

describe('explanations', () => {
  test('name the part of a key that has failed, if nothing was read', () => {
    const app = new TestApp();
    const source = app.source('profile', { key: { id: Value.userAttribute('custom:level').toNumber().asString() } });
    const { trace, reads } = app.enricher({ claims: [ClaimRule.set('a', source.attribute('a'))] }).preview({ userAttributes: { 'custom:level': 'abc' } });
    expect([reads, trace[0].explanation]).toEqual([[], expect.stringMatching(/^profile was not read, as userAttribute\("custom:level"\) is 'abc', which toNumber cannot convert$/)]);
  });

  test('name both types of a comparison', () => {
    const app = new TestApp();
    const when = app.source().attribute('level').isGreaterThan(3);
    const { trace } = app.enricher({ claims: [ClaimRule.set('a', Value.literal('x'), { when, tokens: [TokenType.ID] })] }).preview({ items: { profile: { level: '7' } } });
    expect(trace[0].explanation).toBe('profile.level is a string, and 3 is a number');
  });

  test.each<[string, (source: TableSource) => TokenEnricherProps, object, string]>([
    ['a scope', source => ({ scopes: [ScopeRule.addAll(source.attribute('v'))] }), { v: ['a/read', 'b c'] }, "'b c' of profile.v is no scope: printable ASCII without space"],
    ['an element that is no scope', source => ({ scopes: [ScopeRule.addAll(source.attribute('v'))] }), { v: [5] }, '5 of profile.v is no scope'],
    ['a scope of Cognito', source => ({ scopes: [ScopeRule.addAll(source.attribute('v'))] }), { v: ['aws.cognito.signin.user.admin'] },
      "'aws.cognito.signin.user.admin' of profile.v is a scope of Amazon Cognito, which only a constant can add"],
    ['a list', source => ({ claims: [ClaimRule.set('address', source.attribute('v'))] }), { v: ['a'] }, 'profile.v is a list, and address of the ID token cannot be a list or map'],
    ['a group', source => ({ groups: [GroupRule.set({ groups: source.attribute('v') })] }), { v: ['a', 5] }, '5 of profile.v is no string'],
    ['a role', source => ({ groups: [GroupRule.set({ iamRoles: source.attribute('v') })] }), { v: ['admin'] }, "'admin' of profile.v is no ARN of an IAM role"],
    ['a preferred role', source => ({ groups: [GroupRule.set({ preferredRole: source.attribute('v') })] }), { v: 'arn:aws:iam::111111111111:role/a' },
      'profile.v is not one of the IAM roles of the token'],
  ])('name %s that a token cannot contain', (_, rules, profile, says) => {
    const app = new TestApp();
    const { trace } = app.enricher(rules(app.source())).preview({ items: { profile } });
    expect(trace[0]).toMatchObject({ outcome: 'DROPPED', explanation: expect.stringContaining(says) });
  });
});

test('the audience of a resource binding is that of no rule', () => {
  const enricher = new TestApp().enricher({ claims: [ClaimRule.addAudience()] });
  const audience = (props: PreviewProps) => enricher.preview(props).claims.find(({ token, name }) => token === 'ACCESS' && name === 'aud');
  expect(audience({})).toMatchObject({ origin: 'RULE', rules: ['claims[0]'] });
  expect(audience({ resource: 'https://api.example.com' })).toMatchObject({ origin: 'COGNITO', rules: [] });
});
