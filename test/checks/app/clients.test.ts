import { CfnCondition, CfnParameter, Fn } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Condition, ScopeRule } from '../../../src';
import { errorOf, TestApp } from '../../support/app';

type Id = (app: TestApp) => string;
const other = (app: TestApp, id = 'Other') => new cognito.UserPool(app.stack, id).userPoolId;
const either = (app: TestApp, one: string, two: string) => Fn.conditionIf(new CfnCondition(app.stack, 'Condition').logicalId, one, two).toString();

/** An enricher of the pool of the app, and of a second one, with a rule for an app client. */
function build(id: Id): string {
  const app = new TestApp();
  const second = new cognito.UserPool(app.stack, 'Second');
  const client = new cognito.UserPoolClient(app.stack, 'Named', { userPool: cognito.UserPool.fromUserPoolId(app.stack, 'Pool', id(app)) });
  return errorOf(() => {
    app.enricher({ scopes: [ScopeRule.add('a', { when: Condition.client(client) })] }).attachTo(second);
    app.app.synth();
    throw new Error('no error');
  });
}

test.each<[string, Id]>([
  ['the first pool of the enricher', app => app.userPool.userPoolId],
  ['its second pool', app => (app.stack.node.findChild('Second') as cognito.UserPool).userPoolId],
  ['one of two pools, by a condition', app => either(app, other(app), app.userPool.userPoolId)],
  ['a pool that only the deployment knows', app => new CfnParameter(app.stack, 'Id').valueAsString],
  ['a pool of another app or of a parameter, by a condition', app => either(app, other(app), new CfnParameter(app.stack, 'Id').valueAsString)],
  ['a pool that the app does not create', () => 'us-east-1_abc'],
])('an app client of %s can be named', (_, id) => {
  expect(build(id)).toBe('no error');
});

test.each<[string, Id, string]>([
  ['another pool', app => other(app), 'Stack/Named, an app client of Stack/Other'],
  ['one of two other pools', app => either(app, other(app), other(app, 'Third')), 'an app client of Stack/Other or Stack/Third'],
])('an app client of %s is an error, which names the pools of the enricher', (_, id, given) => {
  const said = build(id);
  expect(said).toContain(given);
  expect(said).toContain('attached to, Stack/UserPool or Stack/Second');
});
