import { ClaimRule, OnError, ScopeRule, TokenEnricher, TokenType, Value } from '../../src';
import { compileAndCheck } from '../../src/checks/compile-and-check';
import { OPERATORS } from '../../src/core/operators';
import { parseTemplate } from '../../src/template/parse';
import { PEER_NAMES } from '../../src/template/peer-names';
import cases from '../cases/templates.json';
import { errorOf, TestApp } from '../support/app';
import { run, type RequestParts } from '../support/evaluate';

interface Valid extends RequestParts {
  readonly template: string;
  readonly user?: Record<string, string>;
  readonly gives: unknown;
}

const test1 = new TestApp();
const PROFILE = test1.source('profile', { onError: OnError.OMIT });

/** The result of a claim with a template. */
function evaluateTemplate({ template, user, gives, ...parts }: Valid): unknown {
  void gives;
  const { document, problems } = compileAndCheck({
    deny: [], scopes: [], groups: [], trustedAttributes: {}, sources: [PROFILE], claims: [ClaimRule.set('claim', Value.template(template))],
  }, test1.stack);
  expect(problems).toEqual([]);
  const { decision: { trace: [{ outcome }], changes } } = run({ ...document, triggerVersion: 'V2_0' }, { ...parts, userAttributes: user ?? {} });
  return changes.tokens.ACCESS.set.claim ?? outcome;
}

test.each(cases.valid as unknown as Valid[])('$template gives $gives', each => {
  expect(evaluateTemplate(each)).toEqual(each.gives);
});

describe('fails for', () => {
  test.each(cases.invalid)('$template', ({ template, says }) => {
    const app = new TestApp();
    const message = errorOf(() => app.enricher({ sources: [app.source()], claims: [ClaimRule.set('claim', Value.template(template))] }));
    expect(message).toContain('claims[0].value');
    says.forEach(part => expect(message).toContain(part));
  });
});

describe('the name of a transform in other products', () => {
  const peers = [...OPERATORS.values()].flatMap(({ name }) => (PEER_NAMES[name] ?? []).map(peer => ({ name, peer })));
  const problemOf = (template: string) => parseTemplate(template, ['profile']).problems[0]?.message;

  test.each(peers)('$peer is $name', ({ peer, name }) => {
    const call = problemOf(`{{user.email | ${peer}}}`);
    expect(call).toContain(`'${name}'`);
    expect(call).toContain(`; ${peer} is `);
    expect(problemOf(`{{user.email | ${peer.toUpperCase()}('x') | upper}}`)).toContain(`'${name}'`);
  });

  test.each([
    ['{{user.email | String.toUpperCase}}', "; String.toUpperCase is 'upper' here"],
    ['{{user.email | Time.now}}', "; Time.now is 'toRfc3339' here, or 'now', which is not available as a transform in templates"],
    ["{{user.email | LookupValue('a')}}", "; LookupValue is 'lookup' here, which is not available as a transform in templates"],
    ['{{String.toUpperCase(user.email)}}', "; String.toUpperCase is 'upper' here"],
    ['{{!user.email}}', "; ! is 'none' here"],
  ])('%s', (template, says) => expect(problemOf(template)).toContain(says));

  test.each(['{{user.email | sorting}}', '{{user.email | String.toUpper}}', '{{sortable}}', '{{Time.nowadays}}'])('%s is not such a name', template => {
    expect(problemOf(template)).not.toContain(' here');
  });
});

describe('limits of a template', () => {
  const build = (template: string) => {
    const app = new TestApp();
    return () => app.enricher({ claims: [ClaimRule.set('claim', Value.template(template))] });
  };

  test.each([
    ['4,096 characters', 'é'.repeat(4096), 'é'.repeat(4097), 'at most 4096 characters'],
    ['32 placeholders', '{{user.name}}'.repeat(32), '{{user.name}}'.repeat(33), 'at most 32 placeholders'],
    ['8 transforms of a value', `{{user.name${' | trim'.repeat(8)}}}`, `{{user.name${' | trim'.repeat(9)}}}`, 'at most 8 transforms'],
    ['8 fallbacks in a placeholder', `{{user.name${' || user.email'.repeat(8)}}}`, `{{user.name${' || user.email'.repeat(9)}}}`, 'at most 8 fallbacks'],
  ])('%s, and not one more', (_, allowed, tooMuch, says) => {
    expect(build(allowed)).not.toThrow();
    expect(errorOf(build(tooMuch))).toContain(says);
  });
});

test('a placeholder in single braces stays unchanged, with a warning', () => {
  const app = new TestApp();
  const enricher = app.enricher({ claims: [ClaimRule.set('claim', Value.template('Hello {user.email}'))] });
  expect(enricher.preview().accessToken?.claim).toBe('Hello {user.email}');
  expect(app.warnings()).toEqual([expect.stringContaining('SingleBraces')]);
});

test('the template of a scope is one scope', () => {
  const app = new TestApp();
  const enricher = app.enricher({ scopes: [ScopeRule.add('a:{{user.custom:plan}}')] });
  expect(enricher.preview({ userAttributes: { 'custom:plan': 'x' } }).accessToken?.scope).toBe('openid a:x');
  expect(enricher.preview({ userAttributes: { 'custom:plan': 'x openid' } }).accessToken?.scope).toBe('openid');
});

test('templates can name sources that other rules or keys use', () => {
  const app = new TestApp();
  const user = app.source('user1');
  const tenant = app.source('tenant', { key: { id: user.attribute('tenant') } });
  const enricher: TokenEnricher = app.enricher({
    claims: [
      ClaimRule.set('tenant', tenant.attribute('name'), { tokens: [TokenType.ACCESS] }),
      ClaimRule.set('title', Value.template('{{user1.title}} of {{tenant.name}}'), { tokens: [TokenType.ACCESS] }),
    ],
  });
  const { accessToken } = enricher.preview({ items: { user1: { tenant: 't1', title: 'CTO' }, tenant: { name: 'ACME' } } });
  expect(accessToken).toMatchObject({ tenant: 'ACME', title: 'CTO of ACME' });
});
