import { App, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { ClaimRule, Condition, ScopeRule, TableSource, TokenType, Value } from '../../src';
import { compileAndCheck } from '../../src/checks/compile-and-check';
import { buildEvent } from '../../src/core/cognito/token-request';
import type { RulesetDocument } from '../../src/core/document/document';

/** Number of departments in the table of `lookup`. */
const DEPARTMENTS = 20;

/** A typical mix of ten rules, based on examples. Each sets its own claim or scope. */
const MIX: ReadonlyArray<(index: number, tenant: Value) => ClaimRule | ScopeRule> = [
  index => ClaimRule.set(`plan${index}`, Value.userAttribute('custom:plan'), { tokens: [TokenType.ACCESS] }),
  index => ClaimRule.set(`department${index}`, Value.userAttribute('custom:department'), { tokens: [TokenType.ID, TokenType.ACCESS] }),
  index => ClaimRule.set(`display${index}`, Value.template('{{user.given_name}} {{user.family_name}}'), { tokens: [TokenType.ID] }),
  index => ClaimRule.set(`contact${index}`, Value.template('{{user.email | lower}} ({{user.nickname || "none"}})'), { tokens: [TokenType.ID] }),
  index => ClaimRule.set(`staff${index}`, Value.literal(true), { tokens: [TokenType.ACCESS], when: Condition.inGroup(`group-${index}`, 'staff') }),
  index => ClaimRule.set(`admin${index}`, Value.literal(true), {
    tokens: [TokenType.ACCESS],
    when: Condition.all(Condition.inGroup('admins'), Condition.hasScope('orders/read')),
  }),
  index => ClaimRule.set(`unit${index}`, Value.userAttribute('custom:department').lookup(departments()), { tokens: [TokenType.ACCESS] }),
  (index, tenant) => ClaimRule.set(`tenant${index}`, tenant, { tokens: [TokenType.ACCESS] }),
  index => ScopeRule.add(`orders/part${index}`, { when: Condition.inGroup('staff') }),
  index => ScopeRule.add(`plan${index}/{{user.custom:plan}}`),
];

function departments(): Record<string, string> {
  return Object.fromEntries(Array.from({ length: DEPARTMENTS }, (_, index) => [`department-${index}`, `unit-${index}`]));
}

/**
 * Creates a number of rules.
 *
 * @param tenant value with the tenant of a user
 */
export function mixedRules(count: number, tenant: Value): ReadonlyArray<ClaimRule | ScopeRule> {
  return Array.from({ length: count }, (_, index) => MIX[index % MIX.length](index, tenant));
}

/** Compiles a document with a number of rules. */
export function documentOfRules(count: number): RulesetDocument {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  const table = new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  const profile = TableSource.item('profile', { table, key: { id: Value.sub() } });
  const rules = mixedRules(count, profile.attribute('tenant'));
  const { document, problems } = compileAndCheck({
    deny: [],
    claims: rules.filter(rule => rule instanceof ClaimRule),
    scopes: rules.filter(rule => rule instanceof ScopeRule),
    groups: [],
    sources: [],
    trustedAttributes: {},
  }, stack);
  if (problems.length > 0) {
    throw new Error(`the rules of the benchmark are invalid: ${JSON.stringify(problems)}`);
  }
  return document;
}

/** The event for which all rules are evaluated, and the item of its user. */
export const EVENT = buildEvent('V2_0', {
  triggerSource: 'TokenGeneration_HostedAuth',
  region: 'eu-central-1',
  userPoolId: 'eu-central-1_Example00',
  userName: 'jane',
  clientId: '1example23456789',
  userAttributes: {
    'sub': '11111111-2222-4333-8444-555555555555',
    'email': 'Jane.Doe@example.com',
    'email_verified': 'true',
    'given_name': 'Jane',
    'family_name': 'Doe',
    'custom:plan': 'gold',
    'custom:department': 'department-7',
  },
  groups: ['staff', 'sales', 'emea'],
  iamRoles: [],
  scopes: ['openid', 'profile', 'orders/read'],
});
export const ITEM = { tenant: { S: 'tenant-1' } };
