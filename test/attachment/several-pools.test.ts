import { Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { ClaimRule, Condition, ScopeRule, TokenType, Value, type TokenEnricherProps } from '../../src';
import { textsOf } from '../support/notes';
import { enrich, failure, newApp } from '../support/stacks';

const attributes = (...names: readonly string[]) => Object.fromEntries(names.map(name => [name, new cognito.StringAttribute()]));

/** An enricher on one pool that meets the needs of the rules, and on another one. */
function attachedTo(
  rules: Partial<TokenEnricherProps>, first: cognito.UserPoolProps, second: cognito.UserPoolProps, writeAttributes?: cognito.ClientAttributes,
): string {
  return failure(app => {
    const stack = new Stack(app, 'A');
    const enricher = enrich(stack, new cognito.UserPool(stack, 'First', first), rules);
    const pool = new cognito.UserPool(stack, 'Second', second);
    pool.addClient('Client', { writeAttributes });
    enricher.attachTo(pool);
  });
}

const PLAN = { claims: [ClaimRule.set('plan', Value.userAttribute('custom:plan'), { tokens: [TokenType.ID] })] };
const LOCKED = new cognito.ClientAttributes().withStandardAttributes({ email: true });

describe('each pool is checked, and messages name it:', () => {
  test.each<[string, () => string, readonly string[]]>([
    ['its schema', () => attachedTo(PLAN, { customAttributes: attributes('plan') }, {}, LOCKED), ['UnknownAttribute', ', for A/Second']],
    ['its plan', () => attachedTo(
      { scopes: [ScopeRule.add('a')] }, { featurePlan: cognito.FeaturePlan.PLUS }, { featurePlan: cognito.FeaturePlan.LITE },
    ), ['feature plan Lite', ', for A/Second']],
    ['who writes its attributes', () => attachedTo(
      { scopes: [ScopeRule.add('a', { when: Value.userAttribute('custom:plan').isEqualTo('gold') })] },
      { customAttributes: attributes('plan') }, { customAttributes: attributes('plan') },
    ), ['custom:plan', ', for A/Second']],
  ])('%s', (_, run, texts) => {
    const message = run();
    texts.forEach(text => expect(message).toContain(text));
    expect(message).not.toContain('for A/First');
  });

  test('a problem of all pools is reported once, and names none', () => {
    const message = attachedTo(PLAN, {}, {}, LOCKED);
    expect(message).toContain('has 1 problem');
    expect(message).not.toContain(', for A/');
  });
});

test('a warning of some pools is given once, and names them', () => {
  const app = newApp();
  const stack = new Stack(app, 'A');
  const [first, second, third] = ['First', 'Second', 'Third'].map(id => new cognito.UserPool(stack, id));
  [first, second].forEach(pool => pool.addClient('Public'));
  third.addClient('Confidential', { generateSecret: true });
  const enricher = enrich(stack, first, { scopes: [ScopeRule.add('a', { when: Value.clientId().isEqualTo('x') })] });
  [second, third].forEach(pool => enricher.attachTo(pool));
  const warnings = textsOf(app.synth()).filter(text => text.includes('PublicClientGrants'));
  expect(warnings).toEqual([expect.stringContaining('scopes[0].when: A/First, A/Second: the rule grants')]);
});

test('all pools use one event version', () => {
  const app = newApp();
  const stack = new Stack(app, 'A');
  const enricher = enrich(stack, new cognito.UserPool(stack, 'First'), { scopes: [ScopeRule.add('a')] });
  enricher.attachTo(new cognito.UserPool(stack, 'Second'));
  const { Resources } = app.synth().getStackByName('A').template;
  const versions = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::Cognito::UserPool')
    .map(({ Properties }) => Properties.LambdaConfig.PreTokenGenerationConfig.LambdaVersion);
  expect(versions).toEqual(['V2_0', 'V2_0']);
});

test('rules can name clients of all pools', () => {
  const app = newApp();
  const stack = new Stack(app, 'A');
  const [first, second] = ['First', 'Second'].map(id => new cognito.UserPool(stack, id));
  const [one, other] = [first.addClient('Web'), second.addClient('Web')];
  enrich(stack, first, { claims: [ClaimRule.set('a', Value.email(), { when: Condition.client(one, other) })] }).attachTo(second);
  app.synth();
});
