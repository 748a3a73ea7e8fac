import { CfnParameter, Stack, type App } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { ClaimRule, TokenEnricher, Value } from '../../src';
import { ATTACHMENT_TYPE } from '../../src/core/attachment/contract';
import { DeploymentGraph } from '../support/deployment-graph';
import { DeploymentSteps, stackOf, type Step } from '../support/deployment-steps';
import { LAYOUTS, type Enrich, type Layout } from '../support/layouts';
import { enrich, newApp } from '../support/stacks';

const POOL = 'AWS::Cognito::UserPool';

/** Changes of a live pool: the enricher before and after a deployment. */
const CHANGES = {
  'the enricher comes': [() => undefined, enrich],
  'other rules': [enrich, (scope, pool, props) => enrich(scope, pool, { ...props, claims: [...props?.claims ?? [], ClaimRule.set('other', Value.email())] })],
  'a function of another name': [enrich, (scope, pool, props) => {
    const enricher = enrich(scope, pool, props);
    (enricher.handler.node.defaultChild as CfnFunction).functionName = 'other';
    return enricher;
  }],
  'an enricher of another id': [enrich, (scope, pool, props) => new TokenEnricher(scope, 'Renamed', { userPool: pool, ...props })],
  'an alias comes, or another one': [enrich, (scope, pool, props) => enrich(scope, pool, { ...props, aliasName: 'other' })],
  'the alias goes': [
    (scope, pool, props) => enrich(scope, pool, { ...props, aliasName: 'other' }),
    (scope, pool, props) => enrich(scope, pool, { ...props, aliasName: undefined }),
  ],
  'the enricher goes': [enrich, () => undefined],
} satisfies { readonly [name: string]: readonly [before: Enrich, after: Enrich] };

type Change = keyof typeof CHANGES;
/** Effect on sign-ins during the deployment: they fail for a moment, or CloudFormation rejects the deployment and nothing changes. */
type Outcome = 'no gap' | 'gap' | 'denied' | 'no gap, the enricher first';

const NEVER: { readonly [change in Change]: Outcome } = {
  'the enricher comes': 'no gap',
  'other rules': 'no gap',
  'a function of another name': 'no gap',
  'an enricher of another id': 'no gap',
  'an alias comes, or another one': 'no gap',
  'the alias goes': 'no gap',
  'the enricher goes': 'no gap',
};

/** The outcomes that `docs/attaching.md` promises. */
function expected(holder: string, permission: 'first' | 'after', isSplit: boolean): typeof NEVER {
  if (holder !== POOL) {
    // the stack of the pool cannot remove an export that the other stack still imports
    return { ...NEVER, ...isSplit && { 'the enricher goes': 'no gap, the enricher first' } };
  }
  const outcome = permission === 'first' ? 'no gap' : 'gap';
  // nor can the stack of the function
  const replaced = isSplit ? 'denied' : outcome;
  return {
    ...NEVER,
    'the enricher comes': outcome,
    'a function of another name': replaced,
    'an enricher of another id': replaced,
    'an alias comes, or another one': replaced,
    'the alias goes': replaced,
  };
}

interface Trigger {
  /** The pool, or the resource that sets its trigger. */
  readonly holder: string;
  /** The function or its alias. */
  readonly called: string;
}

function triggerIn(graph: DeploymentGraph): Trigger | undefined {
  return [...graph.resources].flatMap(([holder, { Properties }]) => {
    const arn = Properties?.LambdaConfig?.PreTokenGenerationConfig?.LambdaArn ?? (Properties?.TriggerVersion && Properties.FunctionArn);
    return graph.targetsOf(stackOf(holder), arn).map(called => ({ holder, called }));
  })[0];
}

/** True if another resource sets the trigger while the previous one still does. */
function isTaken(before: DeploymentGraph, after: DeploymentGraph): boolean {
  const [former, now] = [triggerIn(before), triggerIn(after)];
  return former !== undefined && now !== undefined && former.holder !== now.holder;
}

const CODE = ['AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::Lambda::Version', 'AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::RolePolicy'];

/** Checks that the target of the trigger exists, and may be called, at every moment of a deployment. */
function isServed(deployment: DeploymentSteps, before: DeploymentGraph, after: DeploymentGraph): Record<'isThere' | 'isPermitted', boolean> {
  const [former, now] = [triggerIn(before), triggerIn(after)];
  const step = (kind: string, id?: string) => deployment.steps.find(each => each.kind === kind && each.resource === id);
  // the step that changes the target of the pool, or of the alias
  const turn = step('set', now?.holder ?? former!.holder) ?? step('remove', former?.holder) ?? step('set', now?.called);
  const comesFirst = (id: string): boolean => {
    const made = step('set', id);
    const isKept = before.resources.has(id) && !deployment.isReplaced(id);
    return !made || made === turn || isKept || (turn !== undefined && deployment.isBefore(made, turn));
  };
  const goesLast = (id: string): boolean => {
    const gone = step('remove', id);
    return !gone || (turn !== undefined && deployment.isBefore(turn, gone));
  };
  const code = (graph: DeploymentGraph, { called }: Trigger) => [called, ...graph.ofType(...CODE).filter(id => graph.waitsFor(called, id))];
  const permissions = (graph: DeploymentGraph, { called }: Trigger) => graph.ofType('AWS::Lambda::Permission')
    .filter(id => graph.targetsOf(stackOf(id), graph.resources.get(id)!.Properties.FunctionName).includes(called));
  return {
    isThere: (!now || code(after, now).every(comesFirst)) && (!former || code(before, former).every(goesLast)),
    isPermitted: (!now || permissions(after, now).some(comesFirst)) && (!former || permissions(before, former).some(goesLast)),
  };
}

function outcomeOf(before: DeploymentGraph, after: DeploymentGraph, order = after.stacks): Outcome {
  const deployment = new DeploymentSteps(before, after, order);
  if (deployment.denied !== undefined) {
    // as with `cdk deploy --exclusively`
    const enricherFirst = [...order].sort((one, other) => Number(other === 'B') - Number(one === 'B'));
    return order === after.stacks && outcomeOf(before, after, enricherFirst) === 'no gap' ? 'no gap, the enricher first' : 'denied';
  }
  if (isTaken(before, after)) {
    return 'denied';
  }
  const { isThere, isPermitted } = isServed(deployment, before, after);
  expect(isThere).toBe(true);
  return isPermitted ? 'no gap' : 'gap';
}

function graphOf([, build]: Layout, make: Enrich, change: (app: App) => void = () => undefined): DeploymentGraph {
  const app = newApp();
  build(app, make);
  change(app);
  return new DeploymentGraph(app);
}

function changePools(app: App): void {
  app.node.findAll().forEach(each => each instanceof cognito.CfnUserPool && each.addPropertyOverride('MfaConfiguration', 'OFF'));
}

test.each(LAYOUTS.map(layout => [layout[0], layout] as const))('%s: a changed pool keeps its trigger, or it is set again right after', (_, layout) => {
  const [before, after] = [graphOf(layout, enrich), graphOf(layout, enrich, changePools)];
  const { holder } = triggerIn(after)!;
  const deployment = new DeploymentSteps(before, after);
  const [pool] = deployment.steps.filter(({ resource }) => after.resources.get(resource)?.Type === POOL);
  // unless the pool belongs to another template
  expect(pool === undefined).toBe(after.ofType(POOL).length === 0);
  if (pool && pool.resource !== holder) {
    expect(deployment.isBefore(pool, deployment.steps.find(({ resource }) => resource === holder)!)).toBe(true);
  }
});

describe.each(LAYOUTS.map(layout => [layout[0], layout] as const))('%s', (_, layout) => {
  const [, , holder, permission] = layout;

  test.each(Object.keys(CHANGES) as Change[])('%s', change => {
    const [before, after] = CHANGES[change].map(make => graphOf(layout, make));
    const isSplit = before.stacks.includes('B');
    expect(outcomeOf(before, after)).toBe(expected(holder, permission, isSplit)[change]);
  });
});

test('an alias can be added if pool and enricher are in two stacks, and the stack of the enricher exports its function once more', () => {
  const layout = LAYOUTS.find(([name]) => name === 'pool in one stack, enricher and table in another, the permission first')!;
  const between = graphOf(layout, (scope, pool, props) => {
    const enricher = enrich(scope, pool, { ...props, aliasName: 'live' });
    Stack.of(scope).exportValue(enricher.handler.functionArn);
    return enricher;
  });
  expect(outcomeOf(graphOf(layout, enrich), between)).toBe('no gap');
  expect(outcomeOf(between, graphOf(layout, (scope, pool, props) => enrich(scope, pool, { ...props, aliasName: 'live' })))).toBe('no gap');
});

test('a changed pool parameter: the permissions for removing the trigger of the previous pool exist until it is removed', () => {
  const app = newApp();
  const stack = new Stack(app, 'A');
  const { valueAsString: id } = new CfnParameter(stack, 'PoolId');
  enrich(stack, cognito.UserPool.fromUserPoolId(stack, 'Imported', id));
  const graph = new DeploymentGraph(app);
  const deployment = new DeploymentSteps(graph, graph, graph.stacks, ['PoolId']);
  for (const kind of ['set', 'remove'] as const) {
    const steps = deployment.steps.filter(each => each.kind === kind);
    const typeOf = ({ resource }: Step): string => graph.resources.get(resource)!.Type;
    expect(steps.map(typeOf).sort()).toEqual(['AWS::IAM::RolePolicy', 'AWS::Lambda::Permission', ATTACHMENT_TYPE]);
    const custom = steps.find(each => typeOf(each) === ATTACHMENT_TYPE)!;
    const others = steps.filter(each => each !== custom);
    expect(others.map(each => kind === 'set' ? deployment.isBefore(each, custom) : deployment.isBefore(custom, each))).toEqual([true, true]);
  }
});
