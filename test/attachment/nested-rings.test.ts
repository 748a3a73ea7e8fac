import { NestedStack, Stack, type CfnResource } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Attachment, ClaimRule, TableSource, TokenEnricher, Value } from '../../src';
import { newApp, otherFunction } from '../support/stacks';

/** `auth` has the pool, `data` a table, as in every app of Amplify Gen 2. */
interface Layout {
  /** The stack of the enricher: one of these, or a new top-level stack. */
  readonly place: 'auth' | 'data' | 'root' | 'functions' | 'own';
  readonly customResource?: boolean;
  readonly byHand?: boolean;
  /** The way in which `data` depends on `auth`. */
  readonly dependence?: 'reference' | 'declared' | 'reverse' | 'mutual' | 'none';
  /** The function reads the table, or has a role of `data`. */
  readonly uses?: 'table' | 'role';
}

/** Synthesizes a layout. Returns the error, or the nested stacks that wait for each other in the template. */
function outcome({ place, customResource, byHand, dependence = 'reference', uses = 'table' }: Layout): string {
  const app = newApp();
  const root = new Stack(app, 'Root');
  const [auth, data] = [new NestedStack(root, 'auth'), new NestedStack(root, 'data')];
  const userPool = new cognito.UserPool(auth, 'Pool');
  const table = new dynamodb.Table(data, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  if (dependence === 'mutual') {
    userPool.addTrigger(cognito.UserPoolOperation.PRE_SIGN_UP, otherFunction(data));
  }
  if (dependence === 'reference' || dependence === 'mutual') {
    new sns.Topic(data, 'Topic', { displayName: userPool.userPoolId });
  } else if (dependence === 'reverse') {
    new sns.Topic(auth, 'Topic', { displayName: table.tableName });
  } else if (dependence === 'declared') {
    data.addDependency(auth);
  }
  const scope = { auth, data, root, functions: place === 'functions' ? new NestedStack(root, 'functions') : root, own: place === 'own' ? new Stack(app, 'Own') : root }[place];
  try {
    new TokenEnricher(scope, 'TokenEnricher', {
      userPool,
      attachment: byHand ? Attachment.none() : customResource ? Attachment.customResource() : undefined,
      ...uses === 'role' ? { role: new iam.Role(data, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }) } : {},
      claims: [ClaimRule.set('a', uses === 'table' ? TableSource.item('s', { table, key: { id: Value.sub() } }).attribute('a') : Value.literal('x'))],
    });
    return ringIn(app.synth().getStackByName('Root').template.Resources);
  } catch (error) {
    return (error as Error).message;
  }
}

/** The first ring of resources in a template, by an independent walk. */
function ringIn(resources: Record<string, CfnResource & { DependsOn?: string | string[] }>): string {
  const targetsOf = (id: string): string[] => {
    const text = JSON.stringify(resources[id]);
    return Object.keys(resources).filter(other => other !== id && new RegExp(`"(?:Ref":"${other}"|Fn::GetAtt":\\["${other}"|DependsOn":(?:\\[[^\\]]*)?"${other}")`).test(text));
  };
  const visit = (id: string, path: readonly string[]): string | undefined =>
    path.includes(id) ? [...path.slice(path.indexOf(id)), id].join(' -> ') : targetsOf(id).map(next => visit(next, [...path, id])).find(found => found !== undefined);
  return Object.keys(resources).map(id => visit(id, [])).find(found => found !== undefined) ?? '';
}

const FAILING: Readonly<Record<string, Layout>> = {
  'beside the pool': { place: 'auth' },
  'beside the pool, with a custom resource': { place: 'auth', customResource: true },
  'beside the pool, for which the sibling only waits': { place: 'auth', dependence: 'declared' },
  'beside the pool, with a role of the sibling': { place: 'auth', uses: 'role' },
  'beside the table': { place: 'data' },
  'beside a table that the stack of the pool uses, with a custom resource': { place: 'data', customResource: true, dependence: 'reverse' },
  'in the root': { place: 'root' },
  'in a nested stack of its own': { place: 'functions' },
};

/** The layouts after each fix. */
const FIXES: ReadonlyArray<readonly [text: string, change: Partial<Layout>]> = [
  ['create the enricher in Root/data and attach it with Attachment.customResource()', { place: 'data', customResource: true }],
  ['create the enricher in Root/auth and attach it with Attachment.customResource()', { place: 'auth', customResource: true }],
  ['attach it from its own stack with Attachment.customResource()', { customResource: true }],
  ['create the enricher in a stack of its own and attach it with Attachment.customResource()', { place: 'own', customResource: true }],
  ['create Root/data/Table in a stack that does not depend on Root/auth', { dependence: 'none' }],
  ['leave out attachment: Attachment.auto()', { customResource: false }],
  ['create the enricher in the stack of the user pool, Root/auth', { place: 'auth', customResource: false }],
  ['attach the function by hand after the deployment, with Attachment.none()', { byHand: true }],
];

describe.each(Object.entries(FAILING))('an enricher %s', (_, layout) => {
  const message = outcome(layout);

  test('is in a ring of nested stacks', () => {
    expect(message).toMatch(/: Cycle\n {2}given: .*Root\/(data\.NestedStack.* -> .*Root\/auth|auth\.NestedStack.* -> .*Root\/data)\.NestedStack/);
  });

  const offered = FIXES.filter(([text]) => message.includes(text));

  test('has fixes, and none that leads into the ring', () => {
    expect(offered.length).toBeGreaterThan(0);
  });

  test.each(offered)('deploys after the fix: %s', (__, change) => {
    expect(outcome({ ...layout, ...change })).toBe('');
  });

  // beside the pool, there is no need for a custom resource
  const isNeedless = ({ place, customResource }: Partial<Layout>): boolean => place === 'auth' && customResource === true
    && offered.some(([, change]) => change.place === 'auth');

  test.each(FIXES.filter(fix => !offered.includes(fix) && fix[1].place !== layout.place && !isNeedless(fix[1])))('is not offered what does not help: %s', (__, change) => {
    expect(change.dependence === 'none' || outcome({ ...layout, ...change }) !== '').toBe(true);
  });
});

test('an enricher in a ring that is there without it', () => {
  expect(outcome({ place: 'data', dependence: 'mutual' })).toContain('fix:     remove one of these dependencies');
});

test.each<[string, Layout]>([
  ['beside the table, with a custom resource', { place: 'data', customResource: true }],
  ['in the root, with a custom resource', { place: 'root', customResource: true }],
  ['in a nested stack of its own, with a custom resource', { place: 'functions', customResource: true }],
  ['beside the pool, where the table does not use it', { place: 'auth', dependence: 'none' }],
  ['in a top-level stack, with a custom resource', { place: 'own', customResource: true }],
])('an enricher %s is in no ring', (_, layout) => {
  expect(outcome(layout)).toBe('');
});
