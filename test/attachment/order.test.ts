import { NestedStack, Stack, type App } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { ATTACHMENT_TYPE } from '../../src/core/attachment/contract';
import { DeploymentGraph } from '../support/deployment-graph';
import { LAYOUTS } from '../support/layouts';
import { enrich, newApp, poolIn, reads, tableIn } from '../support/stacks';

describe.each(LAYOUTS)('%s', (_, build, holder, permission) => {
  const app = newApp();
  let graph: DeploymentGraph;
  let trigger: string;
  beforeAll(() => {
    build(app, enrich);
    graph = new DeploymentGraph(app);
    [trigger] = graph.ofType(holder);
  });

  test('has no cycle', () => {
    expect(graph.cycle()).toBeUndefined();
  });

  test('the function and its dependencies are created before the trigger, and deleted after it', () => {
    const [handler] = graph.ofType('AWS::Lambda::Function').filter(id => !id.includes('CustomResourceProvider'));
    expect(graph.waitsFor(trigger, handler)).toBe(true);
    expect(graph.ofType('AWS::Lambda::Alias').every(alias => graph.waitsFor(trigger, alias))).toBe(true);
  });

  test(`the permission to call it comes ${permission === 'first' ? 'before the trigger' : 'right after the trigger'}`, () => {
    const permissions = graph.ofType('AWS::Lambda::Permission');
    expect(permissions.some(each => graph.waitsFor(trigger, each))).toBe(permission === 'first');
    expect(permissions.every(each => graph.waitsFor(trigger, each) || graph.waitsFor(each, trigger))).toBe(true);
  });

  test('permissions for setting a trigger exist as long as the trigger', () => {
    graph.ofType(ATTACHMENT_TYPE).forEach(custom => {
      const policies = graph.ofType('AWS::IAM::Policy', 'AWS::IAM::RolePolicy').filter(id => id.includes('Attachment'));
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
])('%s in a nested stack: the stacks depend on each other in one direction', (_, build) => {
  const app = newApp();
  build(app);
  expect(new DeploymentGraph(app).cycle()).toBeUndefined();
});

test('a cycle is found', () => {
  const app = newApp();
  const stack = new Stack(app, 'A');
  const [a, b] = ['A', 'B'].map(name => new cognito.CfnUserPool(stack, name));
  a.userPoolName = b.ref;
  b.userPoolName = a.ref;
  expect(new DeploymentGraph(app).cycle()).toBeDefined();
});
