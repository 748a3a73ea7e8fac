import { CfnOutput, NestedStack, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Attachment, ClaimRule, Condition, Value } from '../../src';
import { errorOf } from '../support/app';
import { enrich, failure, newApp, poolIn, reads, tableIn } from '../support/stacks';

const WRONG = ClaimRule.set('wrong', Value.userAttribute('custom:typo'));

describe('fails, with the path of the cycle and its fixes, for', () => {
  test('a pool and a table in one stack, and the enricher in another', () => {
    const message = failure(app => {
      const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
      enrich(b, poolIn(a), reads(tableIn(a)));
    });
    ['userPool: Cycle', 'B -> A', 'create the enricher in the stack of the user pool, A', 'Attachment.none()'].forEach(text => expect(message).toContain(text));
  });

  test.each<[string, (scope: Stack, pool: cognito.UserPool, table: dynamodb.Table) => void]>([
    ['a table', (scope, pool, table) => enrich(scope, pool, { claims: [...reads(table).claims, WRONG] })],
    ['a value', (scope, pool, table) => enrich(scope, pool, { claims: [ClaimRule.set('b', Value.literal(table.tableArn)), WRONG] })],
    ['a table, through an alias', (scope, pool, table) => enrich(scope, pool, { aliasName: 'live', claims: [...reads(table).claims, WRONG] })],
    ['nothing, beside a client', (scope, pool) => {
      enrich(scope, pool, { claims: [WRONG] });
      new cognito.UserPoolClient(scope, 'Client', { userPool: pool });
    }],
  ])('a pool in another stack and other problems, where the function uses %s', (_, build) => {
    const message = failure(app => {
      const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
      build(b, poolIn(a), tableIn(a));
    });
    expect(message).toMatch(/^Validation failed/);
    ['userPool: Cycle', 'UnknownAttribute', "'custom:typo'"].forEach(text => expect(message).toContain(text));
  });

  test('a client of the pool in the stack of the enricher, created later', () => {
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
    ['claims[0].value.table: Cycle', 'the function reads Data/Table, whose stack depends on the stack of the function: Data -> A', 'a stack that does not depend on A'].forEach(text => expect(message).toContain(text));
    // it would read the table all the same
    expect(message).not.toContain('Attachment.none()');
  });

  test('a deploy-time value of a stack that uses the stack of the enricher', () => {
    const message = failure(app => {
      const [a, data] = [new Stack(app, 'A'), new Stack(app, 'Data')];
      const pool = poolIn(a);
      enrich(a, pool, { claims: [ClaimRule.set('a', Value.literal(tableIn(data).tableName))] });
      new CfnOutput(data, 'Pool', { value: pool.userPoolId });
    });
    expect(message).toContain('claims[0].value: Cycle');
  });

  test('a stack with a declared dependency on the stack of the pool', () => {
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
    ['userPool: Cycle', 'A/TokenEnricher/Function -> A/UserPool', 'Value.userPoolId()'].forEach(text => expect(message).toContain(text));
  });

  test('a role that refers to the pool', () => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      pool.grant(enrich(stack, pool), 'cognito-idp:AdminGetUser');
    });
    expect(message).toContain('A/TokenEnricher/Function -> A/TokenEnricher/Role/DefaultPolicy -> A/UserPool');
  });

  test('a rule with the id of a client of the pool', () => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      enrich(stack, pool, { claims: [ClaimRule.set('a', Value.email(), { when: Condition.clientId(pool.addClient('Client').userPoolClientId) })] });
    });
    ['userPool: Cycle', 'Condition.client(...)'].forEach(text => expect(message).toContain(text));
  });

  test('a declared dependency', () => {
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
    ['userPool: Cycle', 'A/Nested.NestedStack/Nested.NestedStackResource -> A/UserPool'].forEach(text => expect(message).toContain(text));
  });

  test('a pool whose trigger was set by hand, and a function that depends on the pool', () => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      const enricher = enrich(stack, pool, { attachment: Attachment.none() });
      pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, enricher.handler, enricher.triggerVersion);
      enricher.handler.addEnvironment('POOL', pool.userPoolId);
    });
    ['userPool: Cycle', 'A/UserPool calls'].forEach(text => expect(message).toContain(text));
  });

  test('a cycle that is created between two syntheses', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    const pool = poolIn(stack);
    const enricher = enrich(stack, pool);
    app.synth();
    enricher.handler.addEnvironment('POOL', pool.userPoolId);
    expect(errorOf(() => app.synth({ force: true }))).toContain('userPool: Cycle');
  });

  test('a cycle, even without validation', () => {
    const app = newApp();
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
    enrich(b, poolIn(a), reads(tableIn(a)));
    expect(errorOf(() => app.synth({ skipValidation: true }))).toContain('userPool: Cycle');
  });
});
