import { App, CfnOutput, NestedStack, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Attachment, ClaimRule, Condition, Value } from '../../src';
import { DeploymentGraph } from '../support/deployment-graph';
import { enrich, newApp, poolIn, reads, tableIn } from '../support/stacks';

const existing = Attachment.existing();
const permissionFirst = Attachment.inTemplate({ permissionFirst: true });
const POOL = 'AWS::Cognito::UserPool';
const CUSTOM = 'Custom::CognitoTokenEnricherAttachment';

/** A layout, what holds the trigger in it, and whether it may be called as soon as it is there. */
type Layout = readonly [name: string, build: (app: App) => void, holder: string, permission: 'first' | 'after'];

const LAYOUTS: readonly Layout[] = [
  ['everything in one stack', app => {
    const stack = new Stack(app, 'A');
    enrich(stack, poolIn(stack), reads(tableIn(stack)));
  }, POOL, 'after'],
  ['everything in one stack, with an alias and a rule for a client', app => {
    const stack = new Stack(app, 'A');
    const pool = poolIn(stack);
    enrich(stack, pool, { aliasName: 'live', claims: [ClaimRule.set('b', Value.email(), { when: Condition.client(pool.addClient('Client')) })] });
  }, POOL, 'after'],
  ['everything in one stack, the permission first', app => {
    const stack = new Stack(app, 'A');
    enrich(stack, poolIn(stack), { ...reads(tableIn(stack)), attachment: permissionFirst });
  }, POOL, 'first'],
  ['an L1 pool', app => {
    const stack = new Stack(app, 'A');
    enrich(stack, new cognito.CfnUserPool(stack, 'Pool'), reads(tableIn(stack)));
  }, POOL, 'after'],
  ['an L1 pool, the permission first', app => {
    const stack = new Stack(app, 'A');
    enrich(stack, new cognito.CfnUserPool(stack, 'Pool'), { attachment: permissionFirst });
  }, POOL, 'first'],
  ['pool in one stack, enricher and table in another', app => {
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
    enrich(b, poolIn(a), reads(tableIn(b)));
  }, POOL, 'after'],
  ['pool in one stack, enricher and table in another, the permission first', app => {
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
    enrich(b, poolIn(a), { ...reads(tableIn(b)), attachment: permissionFirst });
  }, POOL, 'first'],
  ['a table in a stack of its own', app => {
    const [a, data] = [new Stack(app, 'A'), new Stack(app, 'Data')];
    enrich(a, poolIn(a), reads(tableIn(data)));
  }, POOL, 'after'],
  ['pool and table in one stack, enricher in another', app => {
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
    enrich(b, poolIn(a), { ...reads(tableIn(a)), attachment: existing });
  }, CUSTOM, 'first'],
  ['a table in a stack that uses the pool', app => {
    const [a, data, b] = [new Stack(app, 'A'), new Stack(app, 'Data'), new Stack(app, 'B')];
    const pool = poolIn(a);
    new CfnOutput(data, 'Pool', { value: pool.userPoolId });
    enrich(b, pool, { ...reads(tableIn(data)), attachment: existing });
  }, CUSTOM, 'first'],
  ['the pool\'s client in the stack of the enricher', app => {
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
    const pool = poolIn(a);
    const client = new cognito.UserPoolClient(b, 'Client', { userPool: pool });
    enrich(b, pool, { claims: [ClaimRule.set('b', Value.email(), { when: Condition.client(client) })], attachment: existing });
  }, CUSTOM, 'first'],
  ['a function that refers to its pool', app => {
    const stack = new Stack(app, 'A');
    const pool = poolIn(stack);
    enrich(stack, pool, { attachment: existing }).handler.addEnvironment('POOL', pool.userPoolId);
  }, CUSTOM, 'first'],
  ['a pool of another template', app => {
    const stack = new Stack(app, 'A');
    enrich(stack, cognito.UserPool.fromUserPoolId(stack, 'Imported', 'us-east-1_abc'), reads(tableIn(stack)));
  }, CUSTOM, 'first'],
  ['a replica', app => {
    const stack = new Stack(app, 'A', { env: { account: '111122223333', region: 'eu-west-1' } });
    enrich(stack, cognito.UserPool.fromUserPoolId(stack, 'Imported', 'us-east-1_abc'), { attachment: Attachment.replica({ ownsConfiguration: true }) });
  }, 'AWS::Cognito::UserPoolRegionalConfigurationAttachment', 'first'],
];

describe.each(LAYOUTS)('%s', (_, build, holder, permission) => {
  const app = newApp();
  let graph: DeploymentGraph;
  let trigger: string;
  beforeAll(() => {
    build(app);
    graph = new DeploymentGraph(app);
    [trigger] = graph.ofType(holder);
  });

  test('nothing waits for itself', () => {
    expect(graph.cycle()).toBeUndefined();
  });

  test('the function and all that it needs is there before the trigger, and goes after it', () => {
    const [handler] = graph.ofType('AWS::Lambda::Function').filter(id => !id.includes('CustomResourceProvider'));
    expect(graph.waitsFor(trigger, handler)).toBe(true);
    expect(graph.ofType('AWS::Lambda::Alias').every(alias => graph.waitsFor(trigger, alias))).toBe(true);
  });

  test(`the permission to call it comes ${permission === 'first' ? 'before the trigger' : 'right after the trigger'}`, () => {
    const permissions = graph.ofType('AWS::Lambda::Permission');
    expect(permissions.some(each => graph.waitsFor(trigger, each))).toBe(permission === 'first');
    expect(permissions.every(each => graph.waitsFor(trigger, each) || graph.waitsFor(each, trigger))).toBe(true);
  });

  test('what sets a trigger may do so as long as it exists', () => {
    graph.ofType(CUSTOM).forEach(custom => {
      const policies = graph.ofType('AWS::IAM::Policy').filter(id => id.includes('Attachment'));
      expect(policies.filter(each => graph.waitsFor(custom, each))).toHaveLength(1);
      const provider = graph.ofType('AWS::Lambda::Function').find(id => id.includes('CustomResourceProvider'))!;
      expect(graph.waitsFor(custom, provider)).toBe(true);
    });
  });
});

test.each<[string, (app: App) => void]>([
  ['the enricher', app => {
    const stack = new Stack(app, 'A');
    enrich(new NestedStack(stack, 'Nested'), poolIn(stack), reads(tableIn(stack)));
  }],
  ['the pool', app => {
    const stack = new Stack(app, 'A');
    enrich(stack, poolIn(new NestedStack(stack, 'Nested')), reads(tableIn(stack)));
  }],
])('%s in a nested stack: the stacks wait for each other in one direction', (_, build) => {
  const app = newApp();
  build(app);
  expect(new DeploymentGraph(app).cycle()).toBeUndefined();
});

test('a cycle is one', () => {
  const app = newApp();
  const stack = new Stack(app, 'A');
  const [a, b] = ['A', 'B'].map(name => new cognito.CfnUserPool(stack, name));
  a.userPoolName = b.ref;
  b.userPoolName = a.ref;
  expect(new DeploymentGraph(app).cycle()).toBeDefined();
});
