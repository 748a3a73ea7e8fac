import { App, Stack, Stage, pipelines } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { ClaimRule, Condition, NamingPolicy, OnExcess, ScopeRule, TokenBudget, TokenEnricher, Value, type NamingRules } from '../../../src';
import { errorOf, TestApp } from '../../support/app';
import { describeCheck, describeWarning } from '../../support/checks';

const X = Value.literal('x');
const claims: NamingRules = { claimPrefix: 'ac.shop.', claimPattern: '[a-z.]+', claimExceptions: ['roles'] };
const scopes: NamingRules = { scopePrefix: 'shop/', scopePattern: 'shop/[a-z]+', scopeExceptions: ['legacy'] };

describeCheck('Naming', {
  invalid: [
    { name: 'a claim with another prefix', props: () => ({ naming: claims, claims: [ClaimRule.set('ac.other', X)] }), says: ['claims[0].name', "'ac.other'", "that starts with 'ac.shop.'", 'claimExceptions'] },
    { name: 'a claim that does not match', props: () => ({ naming: claims, claims: [ClaimRule.set('ac.shop.Role', X)] }), says: ["that matches '[a-z.]+'"] },
    { name: 'a scope with another prefix', props: () => ({ naming: scopes, scopes: [ScopeRule.add('other/read')] }), says: ['scopes[0].template', "'other/read'", "that starts with 'shop/'", 'scopeExceptions'] },
    { name: 'a scope that does not match', props: () => ({ naming: scopes, scopes: [ScopeRule.add('shop/READ')] }), says: ["that matches 'shop/[a-z]+'"] },
    { name: 'one of a list of scopes', props: () => ({ naming: scopes, scopes: [ScopeRule.addAll(Value.literal(['shop/read', 'x']))] }), says: ['scopes[0].value', "'x'"] },
    { name: 'one of the scopes that roles become', props: () => ({ naming: scopes, scopes: [ScopeRule.addAll(Value.groups().lookup({ admins: ['shop/read', 'other/x'] }).flatten().unique())] }), says: ["'other/x'"] },
    { name: 'another prefix before groups', props: () => ({ naming: { scopePrefix: 'shop/' }, scopes: [ScopeRule.addAll(Value.groups().withPrefix('other/'))] }), says: ["'other/...'"] },
    { name: 'another prefix of one choice', props: () => ({ naming: { scopePrefix: 'shop/' }, scopes: [ScopeRule.addAll(Value.choose(Condition.inGroup('a'), Value.literal(['shop/a']), Value.groups().withPrefix('x/')))] }), says: ["'x/...'"] },
    { name: 'another prefix of each', props: () => ({ naming: { scopePrefix: 'shop/' }, scopes: [ScopeRule.addAll(Value.groups().mapEach(Value.template('other/{{element}}')))] }), says: ["'other/...'"] },
    { name: 'one of the constants that are kept', props: () => ({ naming: { scopePrefix: 'shop/' }, scopes: [ScopeRule.addAll(Value.groups().filterOneOf(['shop/a', 'x']))] }), says: ["'x'"] },
    { name: 'the claim that says what was dropped', props: () => ({ naming: claims, tokenBudget: TokenBudget.cookie({ onExcess: OnExcess.DROP, markerClaim: 'dropped' }) }), says: ['tokenBudget.markerClaim', "'dropped'", "that starts with 'ac.shop.'", 'claimExceptions'] },
    { name: 'a template that starts otherwise', props: () => ({ naming: { scopePrefix: 'shop/' }, scopes: [ScopeRule.add('other/{{user.sub}}')] }), says: ["'other/...'"] },
  ],
  valid: [
    { name: 'names as they should be', props: () => ({ naming: { ...claims, ...scopes }, claims: [ClaimRule.set('ac.shop.role', X)], scopes: [ScopeRule.add('shop/read')] }) },
    { name: 'exceptions', props: () => ({ naming: { ...claims, ...scopes }, claims: [ClaimRule.set('roles', X)], scopes: [ScopeRule.add('legacy')] }) },
    { name: 'attributes, the audience and what is suppressed', props: () => ({ naming: claims, claims: [ClaimRule.set('nickname', X), ClaimRule.copyAttributes(['custom:plan']), ClaimRule.addAudience(), ClaimRule.suppress('phone_number')] }) },
    { name: 'a template that starts as it should', props: () => ({ naming: { scopePrefix: 'shop/' }, scopes: [ScopeRule.add('shop/{{user.sub}}'), ScopeRule.suppress('x')] }) },
    { name: 'scopes that roles become', props: () => ({ naming: scopes, scopes: [ScopeRule.addAll(Value.groups().lookup({ admins: ['shop/read', 'shop/write'], staff: ['shop/read'] }).flatten().unique())] }) },
    { name: 'a prefix before groups', props: () => ({ naming: { scopePrefix: 'shop/' }, scopes: [ScopeRule.addAll(Value.groups().withPrefix('shop/')), ScopeRule.addAll(Value.groups().filterPrefix('shop/').unique())] }) },
    { name: 'a claim that says what was dropped', props: () => ({ naming: claims, tokenBudget: TokenBudget.cookie({ onExcess: OnExcess.DROP, markerClaim: 'ac.shop.dropped' }) }) },
    { name: 'the claim that says what was dropped, as long as nobody names it', props: () => ({ naming: claims, tokenBudget: TokenBudget.cookie({ onExcess: OnExcess.DROP }) }) },
    { name: 'a budget by which nothing is dropped', props: () => ({ naming: claims, tokenBudget: TokenBudget.cookie() }) },
    { name: 'scopes where claims alone have names', props: () => ({ naming: claims, scopes: [ScopeRule.add('x')] }) },
  ],
});

describeWarning('UncheckedName', {
  invalid: [{ name: 'a scope with a placeholder under a pattern', props: () => ({ naming: { scopePattern: 'a/.*' }, scopes: [ScopeRule.add('a/{{user.sub}}')] }), says: ['scopes[0].template', 'a/.*'] }, { name: 'a scope of which no start is known', props: () => ({ naming: { scopePrefix: 'a/' }, scopes: [ScopeRule.addAll(Value.groups())] }), says: ['scopes[0].value', "the prefix 'a/'"] }],
  valid: [
    { name: 'a scope that is known', props: () => ({ naming: { scopePattern: 'a/.*' }, scopes: [ScopeRule.add('a/b')] }) },
    { name: 'a prefix of each', props: () => ({ naming: { scopePrefix: 'acme/' }, scopes: [ScopeRule.addAll(Value.groups().mapEach(Value.template('acme/{{element}}')))] }) },
    { name: 'prefixes of every choice', props: () => ({ naming: { scopePrefix: 'acme/' }, scopes: [ScopeRule.addAll(Value.choose(Condition.inGroup('a'), Value.literal(['acme/a']), Value.groups().withPrefix('acme/')))] }) },
    { name: 'members that are kept and sorted', props: () => ({ naming: { scopePrefix: 'acme/' }, scopes: [ScopeRule.addAll(Value.groups().withPrefix('acme/').filter(Value.element().endsWith('x')).sortBy(Value.element()))] }) },
    { name: 'a filter by the prefix, whatever was there before', props: () => ({ naming: { scopePrefix: 'acme/' }, scopes: [ScopeRule.addAll(Value.listOf(Value.groups(), Value.literal('x')).flatten().filterPrefix('acme/x'))] }) },
  ],
});

test('an invalid pattern is an error of the prop', () => {
  const message = errorOf(() => new TestApp().enricher({ naming: { claimPattern: '(?=a)' }, claims: [ClaimRule.set('a', X)] }));
  ['naming.claimPattern: Pattern', '(?=a)'].forEach(text => expect(message).toContain(text));
});

test('a pattern with flags is reported with its fix', () => {
  const message = errorOf(() => new TestApp().enricher({ naming: { scopePattern: '(?i)a/.*' } }));
  ['naming.scopePattern: Pattern', 'the flags (?i)', 'without flags', '[Aa]'].forEach(text => expect(message).toContain(text));
  new TestApp().enricher({ naming: { scopePattern: '[Aa]/.*' } });
});

describe('a policy', () => {
  test('applies to every enricher in its scope, in any order of creation', () => {
    const app = new TestApp();
    app.enricher({ claims: [ClaimRule.set('role', X)] });
    NamingPolicy.of(app.app).add({ claimPrefix: 'ac.' });
    const message = errorOf(() => app.app.synth());
    ['claims[0].name: Naming', "a claim name that starts with 'ac.', required by the naming policy of the app"].forEach(text => expect(message).toContain(text));
  });

  test('of a stack applies in addition to that of the app', () => {
    const app = new TestApp();
    NamingPolicy.of(app.app).add({ claimPrefix: 'ac.' });
    NamingPolicy.of(app.stack).add({ claimPattern: '.*_id' });
    app.enricher({ claims: [ClaimRule.set('role', X)] });
    const message = errorOf(() => app.app.synth());
    ['the naming policy of the app', 'the naming policy of Stack', '2 problems'].forEach(text => expect(message).toContain(text));
  });

  test('in another scope does not apply', () => {
    const app = new TestApp();
    NamingPolicy.of(app.table).add({ claimPrefix: 'ac.' });
    app.enricher({ claims: [ClaimRule.set('role', X)] });
    app.app.synth();
  });

  test('with an invalid pattern fails immediately', () => {
    expect(errorOf(() => NamingPolicy.of(new TestApp().app).add({ scopePattern: '[' }))).toContain('naming.scopePattern: Pattern');
  });
});

describe('a policy and a pipeline, which validates its stages when they are added', () => {
  const synthesize = (claim: string, policyOf: (app: App, stage: Stage) => IConstruct, steps: ReadonlyArray<'policy' | 'addStage'>) => {
    const app = new App({ analyticsReporting: false });
    const stack = new Stack(app, 'Pipeline', { env: { account: '111111111111', region: 'us-east-1' } });
    const input = pipelines.CodePipelineSource.s3(Bucket.fromBucketName(stack, 'Bucket', 'src'), 'a.zip');
    const pipeline = new pipelines.CodePipeline(stack, 'Pipeline', { synth: new pipelines.ShellStep('Synth', { input, commands: ['true'] }) });
    const stage = new Stage(app, 'Dev', { env: { account: '111111111111', region: 'us-east-1' } });
    const staged = new Stack(stage, 'Stack');
    new TokenEnricher(staged, 'TokenEnricher', { userPool: new UserPool(staged, 'Pool'), claims: [ClaimRule.set(claim, Value.literal('x'))] });
    for (const step of steps) {
      if (step === 'policy') {
        NamingPolicy.of(policyOf(app, stage)).add({ claimPrefix: 'ac.' });
      } else {
        pipeline.addStage(stage);
      }
    }
    app.synth();
  };

  test.each<[string, (app: App, stage: Stage) => IConstruct]>([['the app', app => app], ['the stage', (_, stage) => stage]])('apply in both orders: %s', (_, policyOf) => {
    for (const steps of [['policy', 'addStage'], ['addStage', 'policy']] as const) {
      expect(() => synthesize('other', policyOf, steps)).toThrow(/TokenEnricher 'Dev\/Stack\/TokenEnricher' has 1 problem:\n\nclaims\[0\]\.name: Naming/);
      expect(() => synthesize('ac.other', policyOf, steps)).not.toThrow();
    }
  });
});
