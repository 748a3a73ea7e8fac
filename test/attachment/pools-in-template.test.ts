import { Lazy, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Attachment, ScopeRule } from '../../src';
import { enrich, failure, newApp, poolIn, reads, tableIn, triggerOf } from '../support/stacks';

describe('an L1 pool', () => {
  const SIGN_UP = 'arn:aws:lambda:us-east-1:111122223333:function:sign-up';

  test.each<[string, cognito.CfnUserPoolProps['lambdaConfig'], (pool: cognito.CfnUserPool) => void]>([
    ['given', { preSignUp: SIGN_UP }, () => undefined],
    ['given lazily', Lazy.any({ produce: () => ({ preSignUp: SIGN_UP }) }), () => undefined],
    ['set later by an override', undefined, pool => pool.addPropertyOverride('LambdaConfig.PreSignUp', SIGN_UP)],
  ])('keeps its other triggers, %s', (_, lambdaConfig, later) => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    const pool = new cognito.CfnUserPool(stack, 'Pool', { lambdaConfig });
    const { handler } = enrich(stack, pool, { scopes: [ScopeRule.add('a')] });
    later(pool);
    const { Resources } = app.synth().getStackByName('A').template;
    const functionArn = { 'Fn::GetAtt': [stack.getLogicalId(handler.node.defaultChild as lambda.CfnFunction), 'Arn'] };
    expect(Resources.Pool.Properties.LambdaConfig).toEqual({ PreSignUp: SIGN_UP, PreTokenGenerationConfig: { LambdaArn: functionArn, LambdaVersion: 'V2_0' } });
    const [permission, ...more] = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::Lambda::Permission');
    expect(more).toEqual([]);
    expect(permission.Properties).toEqual({
      Action: 'lambda:InvokeFunction',
      FunctionName: functionArn,
      Principal: 'cognito-idp.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
      SourceArn: { 'Fn::GetAtt': ['Pool', 'Arn'] },
    });
  });

  test('in another stack', () => {
    const app = newApp();
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
    enrich(b, new cognito.CfnUserPool(a, 'Pool'), reads(tableIn(b)));
    expect(triggerOf(app, 'A')).toMatchObject({ LambdaArn: { 'Fn::ImportValue': expect.stringMatching(/^B:/) } });
    expect(Object.values<any>(app.synth().getStackByName('A').template.Resources).map(({ Type }) => Type)).toContain('AWS::Lambda::Permission');
  });

  test('fails for a trigger that is added later', () => {
    expect(failure(app => {
      const stack = new Stack(app, 'A');
      const pool = new cognito.CfnUserPool(stack, 'Pool');
      enrich(stack, pool);
      pool.lambdaConfig = { preTokenGeneration: 'a' };
    })).toContain('userPool: SecondTrigger');
  });
});

describe('permission before the trigger', () => {
  test.each<[string, (stack: Stack) => cognito.IUserPoolRef]>([
    ['an L2 pool', poolIn],
    ['an L1 pool', stack => new cognito.CfnUserPool(stack, 'Pool')],
  ])('of %s, for the pools of the account', (_, pool) => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    enrich(stack, pool(stack), { attachment: Attachment.inTemplate({ grantBeforeAttach: true }) });
    const { Resources } = app.synth().getStackByName('A').template;
    const permissions = Object.entries<any>(Resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Permission');
    const [, { DependsOn: first }] = Object.entries<any>(Resources).find(([, { Type }]) => Type === 'AWS::Cognito::UserPool')!;
    expect(permissions).toHaveLength(2);
    const [id, { Properties }] = permissions.find(([name]) => first.includes(name))!;
    expect(first).toEqual([id]);
    expect(Properties.SourceAccount).toEqual({ Ref: 'AWS::AccountId' });
    expect(Properties.SourceArn).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cognito-idp:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':userpool/*']] });
  });
});
