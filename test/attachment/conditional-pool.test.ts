import { App, CfnCondition, CfnParameter, Fn, Stack, type CfnResource } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Attachment, ClaimRule, Condition, ScopeRule, TokenEnricher, Value } from '../../src';

/** A user pool that a CloudFormation condition creates or leaves out: bring your own user pool. */
function conditional(attachment: Attachment, isL1 = false, setsConditionFirst = true, aliasName?: string): Record<string, any> {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  const existing = new CfnParameter(stack, 'ExistingPoolId', { default: '' });
  const create = new CfnCondition(stack, 'CreatePool', { expression: Fn.conditionEquals(existing.valueAsString, '') });
  const pool = isL1 ? new cognito.CfnUserPool(stack, 'Pool') : new cognito.UserPool(stack, 'Pool');
  const client = new cognito.CfnUserPoolClient(stack, 'Client', { userPoolId: pool.userPoolRef.userPoolId });
  const resource = isL1 ? pool as cognito.CfnUserPool : pool.node.defaultChild as CfnResource;
  const setCondition = () => [resource, client].forEach(each => { each.cfnOptions.condition = create; });
  if (setsConditionFirst) {
    setCondition();
  }
  new TokenEnricher(stack, 'TokenEnricher', {
    userPool: pool,
    attachment,
    aliasName,
    claims: [ClaimRule.set('a', Value.literal('x'), { usedForAuthorization: false })],
    scopes: [ScopeRule.suppress('api/read', { when: Condition.client(client) })],
  });
  if (!setsConditionFirst) {
    setCondition();
  }
  return (stack.node.root as App).synth().getStackByName('Stack').template.Resources;
}

/** The resources that refer to the pool or to its client, and that would fail without them. */
const dangling = (resources: Record<string, any>): string[] => Object.entries(resources)
  .filter(([, { Condition: condition, Properties }]) => condition === undefined && /"(?:Ref|Fn::GetAtt)":(?:\[)?"(?:Pool|Client)/.test(JSON.stringify(Properties ?? {})))
  .map(([id, { Type }]) => `${id} ${Type}`);

test.each<[string, Attachment, boolean, boolean, string | undefined]>([
  ['in the template', Attachment.auto(), false, true, undefined],
  ['in the template, with a condition that is set afterwards', Attachment.auto(), false, false, undefined],
  ['in the template of an L1', Attachment.auto(), true, true, undefined],
  ['in the template, with an alias', Attachment.auto(), false, true, 'live'],
  ['in the template, with the permission first', Attachment.inTemplate({ grantBeforeAttach: true }), false, true, undefined],
  ['with a custom resource', Attachment.customResource(), false, true, undefined],
  ['with a custom resource that replaces a trigger', Attachment.customResource({ replaceTrigger: true }), true, false, undefined],
])('nothing refers to a pool that is not there: %s', (_, ...layout) => {
  const resources = conditional(...layout);
  expect(dangling(resources)).toEqual([]);
  const conditions = Object.values(resources).filter(({ Condition: condition }) => condition === 'CreatePool');
  expect(conditions.map(({ Type }) => Type)).toEqual(expect.arrayContaining(['AWS::Cognito::UserPool', 'AWS::Lambda::Permission', 'AWS::SSM::Parameter']));
});

test('without a condition, nothing has one', () => {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  new TokenEnricher(stack, 'TokenEnricher', { userPool: new cognito.UserPool(stack, 'Pool'), claims: [ClaimRule.set('a', Value.literal('x'))] });
  const { Resources } = (stack.node.root as App).synth().getStackByName('Stack').template;
  expect(Object.values<any>(Resources).filter(({ Condition: condition }) => condition !== undefined)).toEqual([]);
});

test('a condition that the author gives the permission stays', () => {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  const pool = new cognito.UserPool(stack, 'Pool');
  const [one, other] = ['One', 'Other'].map(id => new CfnCondition(stack, id));
  (pool.node.defaultChild as CfnResource).cfnOptions.condition = one;
  new TokenEnricher(stack, 'TokenEnricher', { userPool: pool, claims: [ClaimRule.set('a', Value.literal('x'))] });
  const permission = pool.node.findAll().find(each => (each as CfnResource).cfnResourceType === 'AWS::Lambda::Permission') as CfnResource;
  permission.cfnOptions.condition = other;
  const { Resources } = (stack.node.root as App).synth().getStackByName('Stack').template;
  expect(Object.values<any>(Resources).find(({ Type }) => Type === 'AWS::Lambda::Permission').Condition).toBe('Other');
});
