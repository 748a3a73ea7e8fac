import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  ClaimRule, Condition, DenyRule, FunctionSource, GroupRule, IfAbsent, ItemAttributeType, OnError, OnExcess, OnLimit, RuleMode, ScopeRule,
  SortKeyCondition, Subject, TableSource, TokenBudget, TokenType, Value, type TokenEnricherProps,
} from '../../src';
import { TestApp } from '../support/app';

function sections(rules: (app: TestApp) => Partial<TokenEnricherProps>): ReadonlyMap<string, readonly string[]> {
  const app = new TestApp();
  const [, ...parts] = app.enricher(rules(app)).describe().split('\n## ');
  return new Map(parts.map(part => {
    const [title, ...lines] = part.split('\n');
    return [title, lines.filter(line => line !== '').map(line => line.replace(/^- /, ''))];
  }));
}

test('each rule says what it does, when, for whom, and who controls it', () => {
  const described = sections(app => {
    const profile = app.source('profile');
    return {
      deny: [DenyRule.when(profile.attribute('suspended').isTrue(), 'suspended')],
      claims: [
        ClaimRule.set('plan', profile.attribute('plan', { valueType: ItemAttributeType.STRING }), {
          when: Condition.inGroup('staff'), tokens: [TokenType.ACCESS], ifAbsent: IfAbsent.DENY, usedForAuthorization: true, description: 'Plan of staff',
        }),
        ClaimRule.suppress('email', { mode: RuleMode.SHADOW }),
        ClaimRule.set('level', Value.userAttribute('custom:level'), { mode: RuleMode.DISABLED }),
      ],
      scopes: [ScopeRule.add('orders/read', { subjects: [Subject.USER, Subject.MACHINE] })],
      groups: [GroupRule.set({ groups: Value.groups().filterPrefix('app-'), iamRoles: Value.listOf() })],
      trustedAttributes: {},
    };
  });
  expect([...described.keys()]).toEqual(['deny[0]', 'claims[0]: Plan of staff', 'claims[1]', 'claims[2]', 'scopes[0]', 'groups[0]', 'source profile']);
  expect(described.get('deny[0]')).toEqual(['effect: `deny: suspended`', 'condition: `profile.suspended.isTrue()`', 'for: users', 'controlled by: operators']);
  expect(described.get('claims[0]: Plan of staff')).toEqual([
    'effect: `set plan = profile.plan`', 'condition: `inGroup("staff")`', 'for: users', 'tokens: access', 'without a value: the token is denied',
    'used for authorization: the token is denied if the value cannot be determined', 'controlled by: operators',
  ]);
  expect(described.get('claims[1]')).toContain('shadow: evaluated and logged, without effect');
  expect(described.get('claims[2]')).toEqual(expect.arrayContaining(['disabled', 'controlled by: Amazon Cognito; those who can write `custom:level`']));
  expect(described.get('scopes[0]')).toContain('for: users and machines');
  expect(described.get('groups[0]')![0]).toBe('effect: `set groups = groups().filterPrefix("app-"), iamRoles = listOf()`');
});

test('each source says what it reads, by which key, and what happens if it fails', () => {
  const described = sections(app => {
    const handler = lambda.Function.fromFunctionArn(app.stack, 'Handler', 'arn:aws:lambda:us-east-1:111122223333:function:rbac');
    const roles = TableSource.query('roles', {
      table: app.table, indexName: 'byOwner', key: { owner: Value.sub() }, sort: SortKeyCondition.beginsWith('sk', Value.literal('ROLE#')), limit: 5, onLimit: OnLimit.CUT, onError: OnError.OMIT,
    });
    const rbac = FunctionSource.of('rbac', { handler, input: { sub: Value.sub(), tenant: Value.untrustedClientMetadata('tenant') } });
    const open = FunctionSource.of('open', { handler, input: { tenant: Value.untrustedClientMetadata('tenant') } });
    const claims = { roles: roles.items().mapEach(Value.element('role')), level: rbac.attribute('level'), open: open.attribute('level') };
    return { claims: Object.entries(claims).map(([name, value]) => ClaimRule.set(name, value)) };
  });
  expect(described.get('source roles')).toEqual([
    expect.stringMatching(/^table: `<.*Table.*>`$/), 'index: `byOwner`', 'key: `owner = sub()`', 'sort: `sk BEGINS_WITH "ROLE#"`', 'limit: 5 (the first ones are used)', 'attributes: `role`',
    'if a read fails: values are left out', 'chosen by: operators',
  ]);
  expect(described.get('source open')!.at(-1)).toBe('chosen by: users');
  expect(described.get('source rbac')).toEqual([
    'function: `arn:aws:lambda:us-east-1:111122223333:function:rbac`', 'input: `sub = sub(), tenant = untrustedClientMetadata("tenant")`', 'attributes: `level`',
    'if a read fails: the token is denied', 'chosen by: operators',
  ]);
});

test('a budget is described', () => {
  const described = sections(() => ({ claims: [ClaimRule.set('a', Value.sub(), { dropOrder: 2 })], tokenBudget: TokenBudget.ofLength(4000, { onExcess: OnExcess.DROP, tokens: [TokenType.ACCESS] }) }));
  expect(described.get('token budget')).toEqual(['at most 4000 characters: access token', expect.stringMatching(/^a longer token: loses claims, which `.+` lists$/)]);
  expect(described.get('claims[0]')).toContain('dropped from a token that is too long: 2');
});

test('the description does not depend on the order of synthesis or on the stage', () => {
  const describe = (): string => {
    const app = new TestApp();
    return app.enricher({ claims: [ClaimRule.set('table', Value.literal(app.table.tableName)), ClaimRule.set('plan', app.source().attribute('plan'))] }).describe();
  };
  expect(describe()).toBe(describe());
  expect(describe()).toMatch(/^# Tokens of TokenEnricher\n\nTrigger event version V2_0\.\n/);
  expect(describe()).not.toMatch(/Token\[/);
});

test('backticks in values are quoted', () => {
  expect(sections(() => ({ claims: [ClaimRule.set('a', Value.literal('`x`'))] })).get('claims[0]')![0]).toBe('effect: `` set a = "`x`" ``');
});

test('each part of a deep value is described once', () => {
  const deepest = Array.from({ length: 60 }).reduce((value: Value) => Value.firstOf(value), Value.sub());
  expect(new TestApp().enricher({ claims: [ClaimRule.set('a', deepest)] }).describe()).toContain(`set a = ${'firstOf('.repeat(60)}sub()`);
});
