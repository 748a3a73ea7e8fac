import { Aws, CfnCondition, CfnParameter, Fn, Lazy, NestedStack, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { Attachment, ClaimRule, Condition, ScopeRule, TokenEnricher, Value } from '../../src';
import { errorOf } from '../support/app';
import { enrich, failure, newApp, otherFunction, poolIn, reads, tableIn, triggerOf } from '../support/stacks';

describe('deployable layouts', () => {
  test('everything in one stack, with a rule for a client of the pool', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    const pool = poolIn(stack);
    enrich(stack, pool, { ...reads(tableIn(stack)), scopes: [], groups: [], deny: [], sources: [] });
    expect(triggerOf(app, 'A')).toMatchObject({ LambdaVersion: 'V2_0' });
  });

  test('the enricher in a nested stack', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    enrich(new NestedStack(stack, 'Nested'), poolIn(stack), reads(tableIn(stack)));
    expect(triggerOf(app, 'A')).toMatchObject({ LambdaArn: { 'Fn::GetAtt': [expect.stringMatching(/^NestedNestedStack/), expect.stringMatching(/^Outputs\./)] } });
  });

  test('the pool in a nested stack', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    enrich(stack, poolIn(new NestedStack(stack, 'Nested')), reads(tableIn(stack)));
    app.synth();
  });

  test('the pool in one stack, enricher and table in another, and a rule for a client of the pool', () => {
    const app = newApp();
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
    const pool = poolIn(a);
    const client = pool.addClient('Client');
    enrich(b, pool, { claims: [...reads(tableIn(b)).claims, ClaimRule.set('b', Value.email(), { when: Condition.client(client) })] });
    expect(triggerOf(app, 'A')).toMatchObject({ LambdaArn: { 'Fn::ImportValue': expect.stringMatching(/^B:/) } });
    // the parameter is next to the client, so that nothing in B refers to A
    expect(app.synth().getStackByName('B').dependencies.map(({ id }) => id)).not.toContain('A');
    expect(JSON.stringify(app.synth().getStackByName('A').template)).toContain('AWS::SSM::Parameter');
  });

  test('a table in a separate stack', () => {
    const app = newApp();
    const [a, data] = [new Stack(app, 'A'), new Stack(app, 'Data')];
    enrich(a, poolIn(a), reads(tableIn(data)));
    app.synth();
  });

  test('a pool wrapped by another construct', () => {
    class Identity extends Construct {
      public readonly userPool: cognito.IUserPool = new cognito.UserPool(this, 'Pool');
    }
    const app = newApp();
    const stack = new Stack(app, 'A');
    enrich(stack, new Identity(stack, 'Identity').userPool);
    expect(triggerOf(app, 'A')).toBeDefined();
  });

  test('an imported pool that belongs to the app, by id and by ARN', () => {
    const app = newApp();
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
    enrich(a, cognito.UserPool.fromUserPoolId(a, 'Imported', poolIn(a).userPoolId));
    enrich(b, cognito.UserPool.fromUserPoolArn(b, 'Imported', poolIn(b).userPoolArn));
    expect([triggerOf(app, 'A'), triggerOf(app, 'B')]).toEqual([expect.anything(), expect.anything()]);
  });

  test('the resource of a UserPool', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    enrich(stack, poolIn(stack).node.defaultChild as cognito.CfnUserPool);
    expect(triggerOf(app, 'A')).toBeDefined();
  });

  test('other triggers are kept', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    const pool = poolIn(stack);
    pool.addTrigger(cognito.UserPoolOperation.PRE_SIGN_UP, otherFunction(stack));
    enrich(stack, pool);
    pool.addTrigger(cognito.UserPoolOperation.POST_CONFIRMATION, otherFunction(new Construct(stack, 'More')));
    const { Resources } = app.synth().getStackByName('A').template;
    const [{ Properties }] = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::Cognito::UserPool');
    expect(Object.keys(Properties.LambdaConfig).sort()).toEqual(['PostConfirmation', 'PreSignUp', 'PreTokenGenerationConfig']);
  });

  test('none(): only the function, with or without a pool', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    new TokenEnricher(stack, 'Alone', { attachment: Attachment.none() });
    enrich(stack, cognito.UserPool.fromUserPoolId(stack, 'Imported', 'us-east-1_abc'), { attachment: Attachment.none() });
    const { Resources } = app.synth().getStackByName('A').template;
    expect(Object.values<any>(Resources).map(({ Type }) => Type)).not.toContain('AWS::Lambda::Permission');
  });

  test('none(), attached by hand with the version of the rules', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    const pool = poolIn(stack);
    const enricher = enrich(stack, pool, { attachment: Attachment.none(), scopes: [ScopeRule.add('a')] });
    pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, enricher.handler, enricher.triggerVersion);
    expect(triggerOf(app, 'A')).toMatchObject({ LambdaVersion: 'V2_0' });
  });

  test.each<[string, (pool: cognito.UserPool, enricher: TokenEnricher) => void]>([
    ['the same function under both keys', (pool, { handler }) => {
      pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION, handler);
      pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, handler, cognito.LambdaVersion.V1_0);
    }],
    ['a trigger of the app, which stays', pool => pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION, otherFunction(pool))],
    ['another trigger of the app', (pool, { handler }) => {
      pool.addTrigger(cognito.UserPoolOperation.PRE_SIGN_UP, otherFunction(pool));
      pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION, handler);
    }],
  ])('none(), and %s', (_, attach) => {
    const app = newApp();
    const pool = poolIn(new Stack(app, 'A'));
    attach(pool, enrich(Stack.of(pool), pool, { attachment: Attachment.none() }));
    app.synth();
  });

  test.each<[string, (pool: cognito.CfnUserPool, other: lambda.Function) => void, readonly string[]]>([
    ['other triggers', (pool, other) => { pool.lambdaConfig = { preSignUp: other.functionArn }; }, ['PreSignUp', 'PreTokenGenerationConfig']],
    ['a lazy value of the app', (pool, other) => { pool.lambdaConfig = Lazy.any({ produce: () => ({ preSignUp: other.functionArn }) }); }, ['PreSignUp', 'PreTokenGenerationConfig']],
    ['nothing', pool => { pool.lambdaConfig = undefined; }, ['PreTokenGenerationConfig']],
    ['what the L2 sets', (pool, other) => (pool.node.scope as cognito.UserPool).addTrigger(cognito.UserPoolOperation.PRE_SIGN_UP, other), ['PreSignUp', 'PreTokenGenerationConfig']],
  ])('a L2 pool whose L1 has %s as lambdaConfig', (_, change, keys) => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    const pool = poolIn(stack);
    change(pool.node.defaultChild as cognito.CfnUserPool, otherFunction(stack));
    enrich(stack, pool);
    const resources = Object.values<any>(app.synth().getStackByName('A').template.Resources);
    expect(Object.keys(resources.find(({ Type }) => Type === 'AWS::Cognito::UserPool').Properties.LambdaConfig).sort()).toEqual(keys);
    expect(resources.filter(({ Type, Properties }) => Type === 'AWS::Lambda::Permission' && Properties.SourceAccount)).toHaveLength(1);
  });

  test('none(), and a function that depends on a pool that does not call it', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    const pool = poolIn(stack);
    enrich(stack, pool, { attachment: Attachment.none() }).handler.addEnvironment('POOL', pool.userPoolId);
    app.synth();
  });
});

describe('fails, with fixes, for', () => {
  test.each<[string, (pool: cognito.UserPool, other: lambda.Function) => void]>([
    ['under the Config key', (pool, other) => pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, other)],
    ['under the legacy key', (pool, other) => pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION, other)],
  ])('a second trigger %s, set before', (_, addTrigger) => {
    const message = errorOf(() => {
      const stack = new Stack(newApp(), 'A');
      const pool = poolIn(stack);
      addTrigger(pool, otherFunction(stack));
      enrich(stack, pool);
    });
    ['userPool: SecondTrigger', 'A/UserPool, whose LambdaConfig has another PreTokenGeneration', 'one pre token generation trigger'].forEach(text => expect(message).toContain(text));
  });

  test.each<[string, (pool: cognito.UserPool, other: lambda.Function) => void]>([
    ['under the legacy key', (pool, other) => pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION, other)],
    ['by an override', (pool, other) => (pool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('LambdaConfig.PreTokenGenerationConfig.LambdaArn', other.functionArn)],
    ['by an override of the legacy key', (pool, other) => (pool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('LambdaConfig.PreTokenGeneration', other.functionArn)],
    ['in place of all of them', (pool, other) => { (pool.node.defaultChild as cognito.CfnUserPool).lambdaConfig = { preTokenGenerationConfig: { lambdaArn: other.functionArn, lambdaVersion: 'V1_0' } }; }],
  ])('a second trigger %s, set later', (_, addTrigger) => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      enrich(stack, pool);
      addTrigger(pool, otherFunction(stack));
    });
    expect(message).toContain('userPool: SecondTrigger');
  });

  test.each<[string, (pool: cognito.CfnUserPool) => void]>([
    ['a deletion override', pool => pool.addPropertyDeletionOverride('LambdaConfig')],
    ['a deletion override of the trigger', pool => pool.addPropertyDeletionOverride('LambdaConfig.PreTokenGenerationConfig')],
    ['other triggers in place of all', pool => { pool.lambdaConfig = { postConfirmation: 'arn:aws:lambda:us-east-1:111122223333:function:welcome' }; }],
  ])('a trigger that %s takes out of the template', (_, takeOut) => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      enrich(stack, pool);
      takeOut(pool.node.defaultChild as cognito.CfnUserPool);
    });
    ['userPool: RemovedTrigger', 'took the trigger of the enricher out', 'remove that change'].forEach(text => expect(message).toContain(text));
    expect(message).not.toContain('another PreTokenGenerationConfig');
  });

  test('a pool in another Region or account', () => {
    const message = failure(app => {
      const [a, b] = ['us-east-1', 'eu-west-1'].map(region => new Stack(app, region, { env: { account: '111122223333', region } }));
      enrich(b, poolIn(a));
    });
    ['userPool: UserPoolLocation', '111122223333/us-east-1', '111122223333/eu-west-1'].forEach(text => expect(message).toContain(text));
  });

  test.each<[string, (pool: cognito.UserPool, handler: lambda.Function) => void]>([
    ['with another version', (pool, handler) => pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, handler, cognito.LambdaVersion.V1_0)],
    ['under the legacy key, which is V1_0', (pool, handler) => pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION, handler)],
  ])('a pool whose trigger was set to the function by hand %s', (_, attach) => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      attach(pool, enrich(stack, pool, { attachment: Attachment.none(), scopes: [ScopeRule.add('a')] }).handler);
    });
    ['userPool: AttachedVersion', 'events of version V1_0', 'V2_0, the version of the rules', 'enricher.triggerVersion'].forEach(text => expect(message).toContain(text));
  });

  test.each<[string, (pool: cognito.UserPool, handler: lambda.Function) => void]>([
    ['under the legacy key, set before', (pool, handler) => {
      pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION, otherFunction(pool));
      pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, handler);
    }],
    ['under the Config key, set later', (pool, handler) => {
      pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION, handler);
      pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, otherFunction(pool));
    }],
    ['by an override', (pool, handler) => {
      pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, handler);
      (pool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('LambdaConfig.PreTokenGeneration', otherFunction(pool).functionArn);
    }],
  ])('a pool whose trigger was set to the function by hand beside another %s', (_, attach) => {
    const message = failure(app => {
      const pool = poolIn(new Stack(app, 'A'));
      attach(pool, enrich(Stack.of(pool), pool, { attachment: Attachment.none() }).handler);
    });
    ['userPool: SecondTrigger', 'one function as PreTokenGeneration and another as PreTokenGenerationConfig', 'remove the other function'].forEach(text => expect(message).toContain(text));
    expect(message).not.toContain('Attachment.none()');
  });

  test('an overridden version', () => {
    expect(failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      enrich(stack, pool, { scopes: [ScopeRule.add('a')] });
      (pool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('LambdaConfig.PreTokenGenerationConfig.LambdaVersion', 'V1_0');
    })).toContain('userPool: AttachedVersion');
  });

  test('a resource with a problem, in addition to problems of the rules', () => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      (pool.node.defaultChild as cognito.CfnUserPool).deletionProtection = 5 as never;
      enrich(stack, pool);
      const table = new dynamodb.CfnTable(stack, 'Broken', { keySchema: 'none' as never });
      new TokenEnricher(stack, 'Second', { userPool: poolIn(new Construct(stack, 'More')), claims: [ClaimRule.set('a', Value.userAttribute('custom:y')), ...reads(dynamodb.Table.fromTableName(stack, 'T', table.ref)).claims] });
    });
    expect(message).toContain("'custom:y'");
  });

  test('a second enricher on the pool', () => {
    expect(failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      enrich(stack, pool);
      new TokenEnricher(stack, 'Second', { userPool: pool });
    })).toContain('userPool: SecondTrigger');
  });

  test('no pool', () => {
    const message = failure(app => new TokenEnricher(new Stack(app, 'A'), 'TokenEnricher', {}));
    ['userPool: UserPool', 'given:   nothing', 'Attachment.none()'].forEach(text => expect(message).toContain(text));
  });

  test.each<[string, (stack: Stack) => object | undefined]>([
    ['a parameter', stack => new CfnParameter(stack, 'Config') as never],
    ['a condition', stack => Fn.conditionIf(new CfnCondition(stack, 'Is', { expression: Fn.conditionEquals('a', 'b') }).logicalId, { PreSignUp: 'arn' }, Aws.NO_VALUE)],
  ])('an L1 pool whose triggers are resolved later, by %s', (kind, config) => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const given = config(stack);
      enrich(stack, new cognito.CfnUserPool(stack, 'Pool', { lambdaConfig: (kind === 'a parameter' ? Fn.ref('Config') : given) as never }));
    });
    ['userPool: OpaqueLambdaConfig', 'A/Pool', 'set lambdaConfig to an object', 'Attachment.none()'].forEach(text => expect(message).toContain(text));
  });

  test.each(['preTokenGeneration', 'preTokenGenerationConfig'])('an L1 pool that has a %s', member => {
    expect(failure(app => {
      const stack = new Stack(app, 'A');
      enrich(stack, new cognito.CfnUserPool(stack, 'Pool', { lambdaConfig: { [member]: member.endsWith('Config') ? { lambdaArn: 'a', lambdaVersion: 'V1_0' } : 'a' } }));
    })).toContain('userPool: SecondTrigger');
  });
});
