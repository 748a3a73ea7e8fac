import { CfnOutput, Stack, type App } from 'aws-cdk-lib';
import type * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Attachment } from '../../src';
import { DeploymentGraph } from '../support/deployment-graph';
import { enrich, newApp, poolIn, reads, tableIn } from '../support/stacks';

interface Layout {
  /** The stack of the enricher: that of the pool, that of the table, or another one. */
  readonly place: 'auth' | 'data' | 'own';
  readonly attachment?: Attachment;
  /** The way in which one of the stacks depends on the other one. */
  readonly dependence?: 'declared' | 'reference' | 'reverse' | 'none';
  /** Another part of the stack of the enricher uses the pool, as an authorization does. */
  readonly usesPool?: boolean;
  readonly isImported?: boolean;
}

/** Returns the error, or an empty string if the stacks can be deployed. */
function outcome({ place, attachment, dependence = 'none', usesPool, isImported }: Layout): string {
  const app = newApp();
  const [data, auth, own] = ['Data', 'Auth', 'Own'].map(id => new Stack(app, id));
  const table = tableIn(data);
  const pool = poolIn(auth);
  if (dependence === 'declared') {
    auth.addDependency(data);
  } else if (dependence === 'reference') {
    new CfnOutput(auth, 'Table', { value: table.tableName });
  } else if (dependence === 'reverse') {
    data.addDependency(auth);
  }
  const scope = { data, auth, own }[place];
  if (usesPool) {
    new CfnOutput(scope, 'Pool', { value: pool.userPoolId });
  }
  const userPool = isImported ? { ...pool, node: pool.node, userPoolRef: pool.userPoolRef } as unknown as cognito.IUserPoolRef : pool;
  return synthesized(app, () => enrich(scope, userPool, { ...reads(table), attachment }));
}

function synthesized(app: App, build: () => void): string {
  try {
    build();
    app.synth();
    return new DeploymentGraph(app).cycle() ? 'a cycle that nothing reports' : '';
  } catch (error) {
    return (error as Error).message;
  }
}

const FAILING: Readonly<Record<string, Layout>> = {
  'beside the table, on which the stack of the pool is declared to depend': { place: 'data', attachment: Attachment.customResource(), dependence: 'declared' },
  'beside the table, which the stack of the pool uses': { place: 'data', attachment: Attachment.customResource(), dependence: 'reference' },
  'that replaces a trigger': { place: 'data', attachment: Attachment.customResource({ replaceTrigger: true }), dependence: 'reference' },
  'on a wrapped pool': { place: 'data', attachment: Attachment.customResource(), dependence: 'reference', isImported: true },
};

/** The layouts after each fix. */
const FIXES: ReadonlyArray<readonly [text: string, change: Partial<Layout>]> = [
  ['leave out attachment', { attachment: undefined }],
  ['create the enricher in the stack of the user pool, Auth, and leave out attachment', { place: 'auth', attachment: undefined }],
  ['create the enricher in a stack of its own', { place: 'own' }],
  ['attach the function by hand', { attachment: Attachment.none() }],
];

describe.each(Object.entries(FAILING))('a custom resource %s', (_, layout) => {
  const message = outcome(layout);

  test('is in a cycle, which the enricher reports', () => {
    expect(message).toMatch(/^Validation failed/);
    ['userPool: Cycle', 'refers to Auth/UserPool', 'Auth -> Data'].forEach(text => expect(message).toContain(text));
    // it would lose its users
    expect(message).not.toContain('create Auth/UserPool');
  });

  test.each(FIXES)('deploys after the fix: %s', (text, change) => {
    expect(message).toContain(text);
    expect(outcome({ ...layout, ...change })).toBe('');
  });
});

test.each<[string, (pool: cognito.UserPool, auth: Stack) => Attachment]>([
  ['the role for text messages', (_, auth) => Attachment.customResource({ smsRole: new iam.Role(auth, 'Sms', { assumedBy: new iam.ServicePrincipal('cognito-idp.amazonaws.com') }) })],
  ['the key of custom sender triggers', (_, auth) => Attachment.customResource({ customSenderKey: new kms.Key(auth, 'Key') })],
])('%s is part of the cycle too', (_, attachmentOf) => {
  const app = newApp();
  const [data, auth] = ['Data', 'Auth'].map(id => new Stack(app, id));
  const pool = poolIn(auth);
  auth.addDependency(data);
  const message = synthesized(app, () => enrich(data, pool, { attachment: attachmentOf(pool, auth) }));
  expect(message).toMatch(/^Validation failed/);
  expect(message).toContain('userPool: Cycle');
});

test('a pool that waits for the custom resource that sets its trigger', () => {
  const app = newApp();
  const stack = new Stack(app, 'A');
  const pool = poolIn(stack);
  const message = synthesized(app, () => pool.node.addDependency(enrich(stack, pool, { attachment: Attachment.customResource() })));
  ['userPool: Cycle', 'resources that depend on each other', 'leave out attachment'].forEach(text => expect(message).toContain(text));
});

test('a cycle is an error even without validation', () => {
  const app = newApp();
  const [data, auth] = ['Data', 'Auth'].map(id => new Stack(app, id));
  auth.addDependency(data);
  enrich(data, poolIn(auth), { attachment: Attachment.customResource() });
  expect(() => app.synth({ skipValidation: true })).toThrow('userPool: Cycle');
});

test.each<[string, Layout]>([
  ['beside the table, which does not use the pool', { place: 'data', attachment: Attachment.customResource() }],
  ['beside the table, which uses the pool', { place: 'data', attachment: Attachment.customResource(), dependence: 'reverse', usesPool: true }],
  ['beside the pool', { place: 'auth', attachment: Attachment.customResource(), dependence: 'reference' }],
  ['in a stack of its own, with an authorization', { place: 'own', attachment: Attachment.customResource(), dependence: 'declared', usesPool: true }],
  ['that needs no custom resource', { place: 'data', dependence: 'reference' }],
])('there is no cycle: %s', (_, layout) => {
  expect(outcome(layout)).toBe('');
});
