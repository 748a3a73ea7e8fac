import { CfnCondition, CfnParameter, Fn, Stack, type App } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Attachment, ClaimRule, TokenEnricher, TokenType, Value } from '../../src';
import { describeWarning } from '../support/checks';
import { textsOf } from '../support/notes';
import { newApp } from '../support/stacks';

const claims = [ClaimRule.set('a', Value.literal('x'), { usedForAuthorization: false, tokens: [TokenType.ID] })];
const OPERATION = cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG;
const COGNITO = new ServicePrincipal('cognito-idp.amazonaws.com');

interface Parts {
  readonly stack: Stack;
  readonly pool: cognito.UserPool;
  readonly enricher: TokenEnricher;
}

type Add = (parts: Parts) => void;

/** A trigger that is written into the template, which adds no permission. */
const override = ({ pool, enricher: { handler, alias, triggerVersion } }: Parts): void =>
  (pool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('LambdaConfig.PreTokenGenerationConfig', { LambdaArn: (alias ?? handler).functionArn, LambdaVersion: triggerVersion });

interface Layout {
  readonly aliasName?: string;
  /** The pool is in the props. */
  readonly isNamed?: boolean;
}

function warnings(add: Add, { aliasName, isNamed = true }: Layout = {}): readonly string[] {
  const app = newApp();
  const stack = new Stack(app, 'A');
  const pool = new cognito.UserPool(stack, 'Pool');
  const enricher = new TokenEnricher(stack, 'TokenEnricher', { ...isNamed && { userPool: pool }, aliasName, attachment: Attachment.none(), claims });
  add({ stack, pool, enricher });
  return messages(app);
}

const messages = (app: App) => textsOf(app.synth()).filter(text => text.includes('MissingPermission'));

const allow = (principal: string, functionName: string, sourceArn?: string): Add => ({ stack }) =>
  void new lambda.CfnPermission(stack, 'Permission', { action: 'lambda:InvokeFunction', principal, functionName, sourceArn });

const IN_TEMPLATE: Record<string, [Add, Layout?]> = {
  'by an override': [override],
  'to the alias': [override, { aliasName: 'live' }],
  'without userPool in the props': [override, { isNamed: false }],
  'under the legacy key': [({ pool, enricher }) => { (pool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('LambdaConfig.PreTokenGeneration', enricher.handler.functionArn); }],
  'by a condition': [({ stack, pool, enricher: { handler } }) => {
    new CfnCondition(stack, 'C');
    (pool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('LambdaConfig', { 'Fn::If': ['C', { PreTokenGeneration: handler.functionArn }, { Ref: 'AWS::NoValue' }] });
  }],
  'with addTrigger of an imported function, which adds no permission': [({ stack, pool, enricher }) =>
    pool.addTrigger(OPERATION, lambda.Function.fromFunctionArn(stack, 'Imported', enricher.handler.functionArn), enricher.triggerVersion)],
  'with a permission for another service': [parts => {
    override(parts);
    parts.enricher.handler.addPermission('Events', { principal: new ServicePrincipal('events.amazonaws.com') });
  }],
  'with a permission for another function': [parts => {
    override(parts);
    new lambda.Function(parts.stack, 'Other', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'i.h', code: lambda.Code.fromInline('x') }).addPermission('P', { principal: COGNITO });
  }],
  'with a permission for another user pool': [parts => {
    override(parts);
    parts.enricher.handler.addPermission('P', { principal: COGNITO, sourceArn: new cognito.UserPool(parts.stack, 'Other').userPoolArn });
  }],
};

test.each(Object.keys(IN_TEMPLATE))('a pool that calls the function %s, without a permission, is a warning', name => {
  const [add, layout] = IN_TEMPLATE[name];
  const [warning, ...others] = warnings(add, layout);
  expect(others).toEqual([]);
  ['A/Pool calls the function', 'every sign-in fails', `enricher.${layout?.aliasName ? 'alias' : 'handler'}.addPermission`].forEach(text => expect(warning).toContain(text));
});

const ALLOWED: Record<string, [Add, Layout?]> = {
  'addTrigger': [({ pool, enricher }) => pool.addTrigger(OPERATION, enricher.handler, enricher.triggerVersion)],
  'addTrigger with the alias': [({ pool, enricher }) => pool.addTrigger(OPERATION, enricher.alias!, enricher.triggerVersion), { aliasName: 'live' }],
  'the fix': [({ pool, enricher }) => { enricher.handler.addPermission('Cognito', { principal: COGNITO, sourceArn: pool.userPoolArn, scope: pool }); }],
  'the fix, for the alias': [({ pool, enricher }) => { enricher.alias!.addPermission('Cognito', { principal: COGNITO, sourceArn: pool.userPoolArn, scope: pool }); }, { aliasName: 'live' }],
  'a permission without a source': [parts => allow('cognito-idp.amazonaws.com', parts.enricher.handler.functionName)(parts)],
  'a permission for all user pools': [parts => allow('cognito-idp.amazonaws.com', parts.enricher.handler.functionArn, 'arn:aws:cognito-idp:*:*:userpool/*')(parts)],
  'a permission for all callers': [parts => allow('*', parts.enricher.handler.functionArn)(parts)],
  'a permission for a principal that is a deploy-time value': [parts => allow(Fn.sub('cognito-idp.${AWS::URLSuffix}'), parts.enricher.handler.functionArn)(parts)],
  'a permission for a function by its name': [parts => allow('cognito-idp.amazonaws.com', 'A-TokenEnricher')(parts)],
  'a permission for a function that is a parameter': [parts => allow('cognito-idp.amazonaws.com', new CfnParameter(parts.stack, 'Function').valueAsString)(parts)],
};

test.each(Object.keys(ALLOWED))('there is none with %s', name => {
  const [add, layout] = ALLOWED[name];
  expect(warnings(parts => {
    override(parts);
    add(parts);
  }, layout)).toEqual([]);
});

test('there is none if nothing calls the function, or another trigger of the pool has a function without a permission', () => {
  expect(warnings(() => undefined)).toEqual([]);
  expect(warnings(({ pool }) => { (pool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('LambdaConfig.PreSignUp', 'arn:aws:lambda:us-east-1:111122223333:function:x'); })).toEqual([]);
});

test('there is none for an imported pool', () => {
  const app = newApp();
  const stack = new Stack(app, 'A');
  new TokenEnricher(stack, 'TokenEnricher', { userPool: cognito.UserPool.fromUserPoolId(stack, 'Pool', 'us-east-1_abc'), attachment: Attachment.none(), claims });
  expect(messages(app)).toEqual([]);
});

test('the fix works across stacks', () => {
  const app = newApp();
  const [auth, own] = [new Stack(app, 'Auth'), new Stack(app, 'Own')];
  const pool = new cognito.UserPool(auth, 'Pool');
  const enricher = new TokenEnricher(own, 'TokenEnricher', { userPool: pool, attachment: Attachment.none(), claims });
  const parts = { stack: own, pool, enricher };
  override(parts);
  enricher.handler.addPermission('Cognito', { principal: COGNITO, sourceArn: pool.userPoolArn, scope: pool });
  expect(messages(app)).toEqual([]);
});

describeWarning('MissingPermission', {
  invalid: [{
    name: 'a trigger without a permission',
    props: ({ stack, userPool: pool }) => {
      override({ stack, pool, enricher: new TokenEnricher(stack, 'ByHand', { userPool: pool, attachment: Attachment.none(), claims }) });
      return { userPool: cognito.UserPool.fromUserPoolId(stack, 'Other', 'us-east-1_abc'), attachment: Attachment.none(), claims };
    },
    says: ['userPool: ', 'calls the function'],
  }],
  valid: [{
    name: 'a trigger that addTrigger sets',
    props: ({ stack, userPool }) => {
      const enricher = new TokenEnricher(stack, 'ByHand', { userPool, attachment: Attachment.none(), claims });
      userPool.addTrigger(OPERATION, enricher.handler, enricher.triggerVersion);
      return { userPool: cognito.UserPool.fromUserPoolId(stack, 'Other', 'us-east-1_abc'), attachment: Attachment.none(), claims };
    },
  }],
});
