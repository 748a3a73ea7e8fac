import * as cognito from 'aws-cdk-lib/aws-cognito';
import { ClaimRule, Condition, GroupRule, RuleMode, ScopeRule, Subject, TokenEnricher, TokenType, Value, ItemAttributeType, type TokenEnricherProps } from '../../../src';
import { errorOf, TestApp } from '../../support/app';
import { describeCheck } from '../../support/checks';
import { notesOf } from '../../support/notes';

const ID = { tokens: [TokenType.ID] };
const V1 = cognito.LambdaVersion.V1_0;

describeCheck('TriggerVersion', {
  invalid: [
    { name: 'the access token under V1', props: () => ({ triggerVersion: V1, claims: [ClaimRule.set('x', Value.sub(), { tokens: [TokenType.ACCESS] })] }), says: ['claims[0].tokens', 'V2_0, as it changes the access token', 'rules that V1_0 supports: strings in the ID token', 'use only TokenType.ID'] },
    { name: 'a list under V1', props: () => ({ triggerVersion: V1, claims: [ClaimRule.set('x', Value.groups())] }), says: ['claims[0].value', 'its value can be a list', "join(',') or toJson()", 'remove triggerVersion'] },
    { name: 'a number under V1', props: () => ({ triggerVersion: V1, claims: [ClaimRule.set('x', Value.now())] }), says: ['its value can be a number', 'asString()'] },
    { name: 'a boolean attribute under V1', props: () => ({ triggerVersion: V1, claims: [ClaimRule.copyAttributes(['email', 'email_verified'])] }), says: ['claims[0].names[1]', 'its value can be a boolean'] },
    { name: 'a map under V1', props: () => ({ triggerVersion: V1, claims: [ClaimRule.set('x', Value.objectOf({ a: Value.sub() }))] }), says: ['its value can be a map', 'toJson()'] },
    { name: 'an attribute of a table that is not declared', props: app => ({ triggerVersion: V1, claims: [ClaimRule.set('x', app.source().attribute('a'))] }), says: ['its value can be of any type', '{ valueType: ItemAttributeType.STRING }'] },
    { name: 'scopes under V1', props: () => ({ triggerVersion: V1, scopes: [ScopeRule.add('a')] }), says: ['scopes[0]', 'it changes scopes'] },
    { name: 'reading scopes under V1', props: () => ({ triggerVersion: V1, claims: [ClaimRule.set('x', Value.sub(), { when: Condition.hasScope('a') })] }), says: ['claims[0].when', 'it reads scopes'] },
    { name: 'machines under V2', props: () => ({ triggerVersion: cognito.LambdaVersion.V2_0, scopes: [ScopeRule.add('a', { subjects: [Subject.MACHINE] })] }), says: ['scopes[0].subjects', 'V3_0, as it applies to machine tokens', 'rules that V2_0 supports\n', 'Subject.MACHINE'] },
  ],
  valid: [
    { name: 'texts in the ID token under V1', props: app => ({ triggerVersion: V1, claims: [ClaimRule.set('x', Value.groups().join(',')), ClaimRule.set('y', app.source().attribute('a', { valueType: ItemAttributeType.STRING }))] }) },
    { name: 'groups under V1', props: () => ({ triggerVersion: V1, groups: [GroupRule.set({ groups: Value.groups(), iamRoles: Value.iamRoles() })] }) },
    { name: 'a higher version than needed', props: () => ({ triggerVersion: cognito.LambdaVersion.V3_0, claims: [ClaimRule.set('x', Value.sub())] }) },
    { name: 'a rule in shadow', props: () => ({ triggerVersion: V1, scopes: [ScopeRule.add('a', { mode: RuleMode.SHADOW })] }) },
  ],
});

describe('the event version that the rules require', () => {
  const versionOf = (props: (app: TestApp) => Partial<TokenEnricherProps>): string => {
    const app = new TestApp();
    return app.enricher(props(app)).triggerVersion;
  };

  test.each<[string, (app: TestApp) => Partial<TokenEnricherProps>, string]>([
    ['texts in the ID token', () => ({ claims: [ClaimRule.set('x', Value.email(), ID)] }), 'V1_0'],
    ['a suppressed attribute', () => ({ claims: [ClaimRule.suppress('email')] }), 'V1_0'],
    ['attributes that are kept', () => ({ claims: [ClaimRule.keepOnly(['email'])] }), 'V1_0'],
    ['groups', () => ({ groups: [GroupRule.set({ groups: Value.groups(), iamRoles: Value.iamRoles() })] }), 'V1_0'],
    ['a declared attribute of a table', app => ({ claims: [ClaimRule.set('x', app.source().attribute('a', { valueType: ItemAttributeType.STRING }), ID)] }), 'V1_0'],
    ['a claim without tokens', () => ({ claims: [ClaimRule.set('x', Value.email())] }), 'V2_0'],
    ['the access token', () => ({ claims: [ClaimRule.set('x', Value.email(), { tokens: [TokenType.ACCESS] })] }), 'V2_0'],
    ['a scope', () => ({ scopes: [ScopeRule.add('a')] }), 'V2_0'],
    ['a condition on scopes', () => ({ claims: [ClaimRule.set('x', Value.email(), { ...ID, when: Condition.hasScope('a') })] }), 'V2_0'],
    ['a value of scopes', () => ({ claims: [ClaimRule.set('x', Value.scopes().join(' '), ID)] }), 'V2_0'],
    ['a value that is no string', () => ({ claims: [ClaimRule.set('x', Value.groups(), ID)] }), 'V2_0'],
    ['an attribute of a table', app => ({ claims: [ClaimRule.set('x', app.source().attribute('a'), ID)] }), 'V2_0'],
    ['machines', () => ({ claims: [ClaimRule.set('x', Value.clientId(), { subjects: [Subject.USER, Subject.MACHINE] })] }), 'V3_0'],
    ['machines in shadow', () => ({ claims: [ClaimRule.set('x', Value.clientId(), { subjects: [Subject.MACHINE], mode: RuleMode.SHADOW })] }), 'V1_0'],
    ['a disabled scope', () => ({ scopes: [ScopeRule.add('a', { mode: RuleMode.DISABLED })] }), 'V1_0'],
    ['no rules', () => ({}), 'V1_0'],
  ])('%s', (_, props, version) => {
    expect(versionOf(props)).toBe(version);
  });

  test('is the version of the props if it is higher', () => {
    expect(versionOf(() => ({ triggerVersion: cognito.LambdaVersion.V3_0, claims: [ClaimRule.set('x', Value.email())] }))).toBe('V3_0');
  });
});

describe('FeaturePlan', () => {
  const synth = (featurePlan: cognito.FeaturePlan | undefined, claims: ClaimRule[], change?: (pool: cognito.UserPool) => void): TestApp => {
    const app = new TestApp();
    const userPool = new cognito.UserPool(app.stack, 'Other', { featurePlan });
    new TokenEnricher(app.stack, 'TokenEnricher', { userPool, claims });
    change?.(userPool);
    app.app.synth();
    return app;
  };
  const ACCESS = [ClaimRule.set('x', Value.email(), { tokens: [TokenType.ACCESS] })];

  test('fails for the access token on Lite', () => {
    const message = errorOf(() => synth(cognito.FeaturePlan.LITE, ACCESS));
    ['claims[0].tokens: FeaturePlan', 'V2_0, as it changes the access token', 'Lite', 'FeaturePlan.ESSENTIALS', 'use only TokenType.ID'].forEach(text => expect(message).toContain(text));
  });

  test('fails for a feature plan that is set after the enricher', () => {
    expect(errorOf(() => synth(undefined, ACCESS, pool => { (pool.node.defaultChild as cognito.CfnUserPool).userPoolTier = 'LITE'; }))).toContain('FeaturePlan');
    expect(errorOf(() => synth(undefined, ACCESS, pool => (pool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('UserPoolTier', 'LITE')))).toContain('FeaturePlan');
  });

  test.each([cognito.FeaturePlan.ESSENTIALS, cognito.FeaturePlan.PLUS, undefined])('passes the access token on %s', plan => {
    expect(synth(plan, ACCESS).warnings().filter(text => text.includes('UnknownPlan'))).toEqual([]);
  });

  test('passes the ID token on Lite', () => {
    synth(cognito.FeaturePlan.LITE, [ClaimRule.set('x', Value.email(), ID)]);
  });

  test('warns of a feature plan that is known only at deployment', () => {
    const app = synth(undefined, ACCESS, pool => (pool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('UserPoolTier', { Ref: 'AWS::NoValue' }));
    expect(app.warnings()).toContainEqual(expect.stringContaining('UnknownPlan'));
  });
});

describe('the information about the event version', () => {
  const infos = (props: (app: TestApp) => Partial<TokenEnricherProps>) => {
    const app = new TestApp();
    app.enricher(props(app));
    return notesOf(app.app.synth()).filter(({ level }) => level === 'info').map(({ text }) => text);
  };
  const plan = (app: TestApp) => app.source().attribute('plan');

  test('names the rule, and what would keep V1_0', () => {
    const [info, ...others] = infos(app => ({ claims: [ClaimRule.set('mail', Value.email(), ID), ClaimRule.set('plan', plan(app), ID)] }));
    expect(others).toEqual([]);
    ['the trigger event version is V2_0', 'its value can be of any type (claims[1].value)', 'To keep V1_0', '{ valueType: ItemAttributeType.STRING }', 'cdk-cognito-token-enricher:ChosenVersion']
      .forEach(text => expect(info).toContain(text));
  });

  test('says that a template cannot declare the type', () => {
    const [info] = infos(app => ({ sources: [app.source()], claims: [ClaimRule.set('plan', Value.template('{{profile.plan}}'), ID)] }));
    ['read it with attribute(..., { valueType: ItemAttributeType.STRING }) and not in a template', 'or convert it to a string with asString()']
      .forEach(text => expect(info).toContain(text));
  });

  test.each<[string, (app: TestApp) => Partial<TokenEnricherProps>]>([
    ['a template converts it', app => ({ sources: [app.source()], claims: [ClaimRule.set('plan', Value.template('{{profile.plan | asString}}'), ID)] })],
    ['the type is declared', app => ({ claims: [ClaimRule.set('plan', app.source().attribute('plan', { valueType: ItemAttributeType.STRING }), ID)] })],
    ['another rule needs the version', app => ({ claims: [ClaimRule.set('plan', plan(app), ID)], scopes: [ScopeRule.suppress('profile')] })],
    ['the value is a list for certain', () => ({ claims: [ClaimRule.set('groups', Value.groups(), ID)] })],
    ['the rule sets the access token', app => ({ claims: [ClaimRule.set('plan', plan(app))] })],
    ['the version is chosen', app => ({ claims: [ClaimRule.set('plan', plan(app), ID)], triggerVersion: cognito.LambdaVersion.V2_0 })],
    ['nothing needs more than V1_0', () => ({ claims: [ClaimRule.set('mail', Value.email(), ID)] })],
  ])('is left out if %s', (_, props) => {
    expect(infos(props)).toEqual([]);
  });
});
