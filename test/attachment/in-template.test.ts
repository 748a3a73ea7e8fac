import { App, CfnOutput, NestedStack, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { Attachment, ClaimRule, Condition, ScopeRule, TableSource, TokenEnricher, Value, type TokenEnricherProps } from '../../src';
import { errorOf } from '../support/app';

const newApp = () => new App({ analyticsReporting: false });
const tableIn = (scope: Construct) => new dynamodb.Table(scope, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
const poolIn = (scope: Construct) => new cognito.UserPool(scope, 'UserPool');
const reads = (table: dynamodb.ITable) => ({ claims: [ClaimRule.set('a', TableSource.item('profile', { table, key: { id: Value.sub() } }).attribute('a'))] });
const enrich = (scope: Construct, userPool: cognito.IUserPoolRef, props: Partial<TokenEnricherProps> = {}) => new TokenEnricher(scope, 'TokenEnricher', { userPool, ...props });
const otherFunction = (scope: Construct) => new lambda.Function(scope, 'Other', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'i.h', code: lambda.Code.fromInline('x') });

/** The trigger in the template of the stack that the pool is in. */
function triggerOf(app: App, stack: string): unknown {
  const { Resources } = app.synth().getStackByName(stack).template;
  const [pool] = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::Cognito::UserPool');
  return pool.Properties.LambdaConfig?.PreTokenGenerationConfig;
}

describe('layouts that can be deployed', () => {
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
    // the parameter is beside the client, so that nothing of B refers to A
    expect(app.synth().getStackByName('B').dependencies.map(({ id }) => id)).not.toContain('A');
    expect(JSON.stringify(app.synth().getStackByName('A').template)).toContain('AWS::SSM::Parameter');
  });

  test('a table in a stack of its own', () => {
    const app = newApp();
    const [a, data] = [new Stack(app, 'A'), new Stack(app, 'Data')];
    enrich(a, poolIn(a), reads(tableIn(data)));
    app.synth();
  });

  test('a pool that another construct wraps', () => {
    class Identity extends Construct {
      public readonly userPool: cognito.IUserPool = new cognito.UserPool(this, 'Pool');
    }
    const app = newApp();
    const stack = new Stack(app, 'A');
    enrich(stack, new Identity(stack, 'Identity').userPool);
    expect(triggerOf(app, 'A')).toBeDefined();
  });

  test('an import of a pool that is the app\'s, by id and by ARN', () => {
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

  test('other triggers stay', () => {
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

  test('none: the function alone, with or without a pool', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    new TokenEnricher(stack, 'Alone', { attachment: Attachment.none() });
    enrich(stack, cognito.UserPool.fromUserPoolId(stack, 'Imported', 'us-east-1_abc'), { attachment: Attachment.none() });
    const { Resources } = app.synth().getStackByName('A').template;
    expect(Object.values<any>(Resources).map(({ Type }) => Type)).not.toContain('AWS::Lambda::Permission');
  });

  test('none, attached by hand with the version of the rules', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    const pool = poolIn(stack);
    const enricher = enrich(stack, pool, { attachment: Attachment.none(), scopes: [ScopeRule.add('a')] });
    pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, enricher.handler, enricher.triggerVersion);
    expect(triggerOf(app, 'A')).toMatchObject({ LambdaVersion: 'V2_0' });
  });

  test('none, and a function that depends on a pool that does not call it', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    const pool = poolIn(stack);
    enrich(stack, pool, { attachment: Attachment.none() }).handler.addEnvironment('POOL', pool.userPoolId);
    app.synth();
  });
});

describe('fails, with the ways out, for', () => {
  /** The message of the constructor or of synthesis. */
  function failure(build: (app: App) => void): string {
    return errorOf(() => {
      const app = newApp();
      build(app);
      app.synth();
    });
  }

  test('a pool and a table in one stack, and the enricher in another', () => {
    const message = failure(app => {
      const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
      enrich(b, poolIn(a), reads(tableIn(a)));
    });
    ['userPool: Cycle', 'B -> A', 'create the enricher in the stack of the user pool, A', 'Attachment.none()'].forEach(text => expect(message).toContain(text));
  });

  test('a client of the pool in the stack of the enricher, made later', () => {
    const message = failure(app => {
      const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
      const pool = poolIn(a);
      enrich(b, pool);
      new cognito.UserPoolClient(b, 'Client', { userPool: pool });
    });
    expect(message).toContain('B -> A');
  });

  test('a table in a stack that uses the pool', () => {
    const message = failure(app => {
      const [a, data] = [new Stack(app, 'A'), new Stack(app, 'Data')];
      const pool = poolIn(a);
      enrich(a, pool, reads(tableIn(data)));
      new CfnOutput(data, 'Pool', { value: pool.userPoolId });
    });
    ['claims[0].value.table: Cycle', 'the function reads Data/Table/Resource, whose stack depends on that of the function: Data -> A', 'a stack that does not depend on A'].forEach(text => expect(message).toContain(text));
  });

  test('a deploy-time value of a stack that uses the enricher\'s', () => {
    const message = failure(app => {
      const [a, data] = [new Stack(app, 'A'), new Stack(app, 'Data')];
      const pool = poolIn(a);
      enrich(a, pool, { claims: [ClaimRule.set('a', Value.literal(tableIn(data).tableName))] });
      new CfnOutput(data, 'Pool', { value: pool.userPoolId });
    });
    expect(message).toContain('claims[0].value: Cycle');
  });

  test('a stack that depends on the pool\'s stack by declaration', () => {
    const message = failure(app => {
      const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
      b.addDependency(a);
      enrich(b, poolIn(a));
    });
    expect(message).toContain('B -> A');
  });

  test('a function that refers to the pool, in its stack', () => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      enrich(stack, pool).handler.addEnvironment('POOL', pool.userPoolId);
    });
    ['userPool: Cycle', 'A/TokenEnricher/Function/Resource -> A/UserPool/Resource', 'Value.userPoolId()'].forEach(text => expect(message).toContain(text));
  });

  test('a role that refers to the pool', () => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      pool.grant(enrich(stack, pool), 'cognito-idp:AdminGetUser');
    });
    expect(message).toContain('A/TokenEnricher/Function/Resource -> A/TokenEnricher/Role/DefaultPolicy/Resource -> A/UserPool/Resource');
  });

  test('a rule that holds the id of a client of the pool', () => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      enrich(stack, pool, { claims: [ClaimRule.set('a', Value.email(), { when: Condition.clientId(pool.addClient('Client').userPoolClientId) })] });
    });
    ['userPool: Cycle', 'Condition.client(...)'].forEach(text => expect(message).toContain(text));
  });

  test('a dependency that is declared', () => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      enrich(stack, pool).node.addDependency(pool);
    });
    expect(message).toContain('userPool: Cycle');
  });

  test('an enricher in a nested stack that refers to the pool', () => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      const nested = new NestedStack(stack, 'Nested');
      enrich(nested, pool);
      new cognito.UserPoolClient(nested, 'Client', { userPool: pool });
    });
    ['userPool: Cycle', 'A/Nested.NestedStack/Nested.NestedStackResource -> A/UserPool/Resource'].forEach(text => expect(message).toContain(text));
  });

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
    ['userPool: SecondTrigger', 'A/UserPool/Resource, whose LambdaConfig has another PreTokenGeneration', 'one pre token generation trigger'].forEach(text => expect(message).toContain(text));
  });

  test.each<[string, (pool: cognito.UserPool, other: lambda.Function) => void]>([
    ['under the legacy key', (pool, other) => pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION, other)],
    ['by an override', (pool, other) => (pool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('LambdaConfig.PreTokenGenerationConfig.LambdaArn', other.functionArn)],
    ['by an override of the legacy key', (pool, other) => (pool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('LambdaConfig.PreTokenGeneration', other.functionArn)],
    ['in place of all of them', (pool, other) => { (pool.node.defaultChild as cognito.CfnUserPool).lambdaConfig = { preTokenGenerationConfig: { lambdaArn: other.functionArn, lambdaVersion: 'V1_0' } }; }],
    ['by deleting', pool => (pool.node.defaultChild as cognito.CfnUserPool).addPropertyDeletionOverride('LambdaConfig')],
  ])('a second trigger %s, set later', (_, addTrigger) => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      enrich(stack, pool);
      addTrigger(pool, otherFunction(stack));
    });
    expect(message).toContain('userPool: SecondTrigger');
  });

  test('a pool in another Region or account', () => {
    const message = failure(app => {
      const [a, b] = ['us-east-1', 'eu-west-1'].map(region => new Stack(app, region, { env: { account: '111122223333', region } }));
      enrich(b, poolIn(a));
    });
    ['userPool: UserPoolLocation', '111122223333/us-east-1', '111122223333/eu-west-1'].forEach(text => expect(message).toContain(text));
  });

  test('a pool that calls the function by hand, and a function that depends on it', () => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      const enricher = enrich(stack, pool, { attachment: Attachment.none() });
      pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, enricher.handler, enricher.triggerVersion);
      enricher.handler.addEnvironment('POOL', pool.userPoolId);
    });
    ['userPool: Cycle', 'A/UserPool/Resource'].forEach(text => expect(message).toContain(text));
  });

  test.each<[string, (pool: cognito.UserPool, handler: lambda.Function) => void]>([
    ['with another version', (pool, handler) => pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, handler, cognito.LambdaVersion.V1_0)],
    ['under the legacy key, which is V1_0', (pool, handler) => pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION, handler)],
  ])('a pool that calls the function by hand %s', (_, attach) => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      attach(pool, enrich(stack, pool, { attachment: Attachment.none(), scopes: [ScopeRule.add('a')] }).handler);
    });
    ['userPool: AttachedVersion', 'events of V1_0', 'V2_0, the version of the rules', 'enricher.triggerVersion'].forEach(text => expect(message).toContain(text));
  });

  test('an override of the version', () => {
    expect(failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      enrich(stack, pool, { scopes: [ScopeRule.add('a')] });
      (pool.node.defaultChild as cognito.CfnUserPool).addPropertyOverride('LambdaConfig.PreTokenGenerationConfig.LambdaVersion', 'V1_0');
    })).toContain('userPool: AttachedVersion');
  });

  test('a cycle that comes between two times of synthesis', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    const pool = poolIn(stack);
    const enricher = enrich(stack, pool);
    app.synth();
    enricher.handler.addEnvironment('POOL', pool.userPoolId);
    expect(errorOf(() => app.synth({ force: true }))).toContain('userPool: Cycle');
  });

  test('a cycle, also where nothing is validated', () => {
    const app = newApp();
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
    enrich(b, poolIn(a), reads(tableIn(a)));
    expect(errorOf(() => app.synth({ skipValidation: true }))).toContain('userPool: Cycle');
  });

  test('a resource with a mistake of its own, beside what the rules have', () => {
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

  test.each<[string, (stack: Stack) => cognito.IUserPoolRef | undefined]>([
    ['an imported pool', stack => cognito.UserPool.fromUserPoolId(stack, 'Imported', 'us-east-1_abc')],
    ['an L1 pool', stack => new cognito.CfnUserPool(stack, 'Pool')],
    ['no pool', () => undefined],
  ])('%s', (_, pool) => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      new TokenEnricher(stack, 'TokenEnricher', { userPool: pool(stack) });
    });
    ['userPool: UserPool', 'a UserPool that the app creates', 'Attachment.none()'].forEach(text => expect(message).toContain(text));
  });
});
