import { App, CfnCondition, CfnParameter, Fn, Stack, type CfnResource } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Attachment, AttachmentMonitor, ClaimRule, Condition, ScopeRule, TokenEnricher, Value } from '../../src';

/** A user pool that a CloudFormation condition creates or leaves out: bring your own user pool. */
function conditional(
  attachment: Attachment, isL1 = false, setsConditionFirst = true, aliasName?: string,
  setConditionOf = (each: CfnResource, to: CfnCondition) => { each.cfnOptions.condition = to; },
): Record<string, any> {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  const existing = new CfnParameter(stack, 'ExistingPoolId', { default: '' });
  const create = new CfnCondition(stack, 'CreatePool', { expression: Fn.conditionEquals(existing.valueAsString, '') });
  const pool = isL1 ? new cognito.CfnUserPool(stack, 'Pool') : new cognito.UserPool(stack, 'Pool');
  const client = new cognito.CfnUserPoolClient(stack, 'Client', { userPoolId: pool.userPoolRef.userPoolId });
  const resource = isL1 ? pool as cognito.CfnUserPool : pool.node.defaultChild as CfnResource;
  const setCondition = () => [resource, client].forEach(each => setConditionOf(each, create));
  if (setsConditionFirst) {
    setCondition();
  }
  const enricher = new TokenEnricher(stack, 'TokenEnricher', {
    userPool: pool,
    attachment,
    aliasName,
    claims: [ClaimRule.set('a', Value.literal('x'), { usedForAuthorization: false })],
    scopes: [ScopeRule.suppress('api/read', { when: Condition.client(client) })],
  });
  new AttachmentMonitor(stack, 'Monitor', { enricher, userPool: pool });
  if (!setsConditionFirst) {
    setCondition();
  }
  return (stack.node.root as App).synth().getStackByName('Stack').template.Resources;
}

/** The resources that refer to the pool or to its client, and that would fail without them. */
const dangling = (resources: Record<string, any>): string[] => Object.entries(resources)
  .filter(([, { Condition: condition, Properties }]) => condition === undefined && /"(?:Ref|Fn::GetAtt)":(?:\[)?"(?:Pool|Client)/.test(JSON.stringify(Properties ?? {})))
  .map(([id, { Type }]) => `${id} ${Type}`);

const OVERRIDE = (each: CfnResource) => { each.addOverride('Condition', 'CreatePool'); };

test.each<[string, ...Parameters<typeof conditional>]>([
  ['in the template', Attachment.auto(), false, true, undefined],
  ['in the template, with a condition that is set afterwards', Attachment.auto(), false, false, undefined],
  ['in the template of an L1', Attachment.auto(), true, true, undefined],
  ['in the template, with an alias', Attachment.auto(), false, true, 'live'],
  ['in the template, with the permission first', Attachment.inTemplate({ grantBeforeAttach: true }), false, true, undefined],
  ['with a custom resource', Attachment.customResource(), false, true, undefined],
  ['with a custom resource that replaces a trigger', Attachment.customResource({ replaceTrigger: true }), true, false, undefined],
  ['in the template, with an override', Attachment.auto(), false, true, undefined, OVERRIDE],
  ['in the template, with an override that is set afterwards', Attachment.auto(), true, false, 'live', OVERRIDE],
  ['with a custom resource, with an override', Attachment.customResource({ replaceTrigger: true }), false, true, undefined, OVERRIDE],
])('nothing refers to a pool that is not there: %s', (_, ...layout) => {
  const resources = conditional(...layout);
  expect(dangling(resources)).toEqual([]);
  const conditions = Object.values(resources).filter(({ Condition: condition }) => condition === 'CreatePool');
  expect(conditions.map(({ Type }) => Type)).toEqual(expect.arrayContaining(['AWS::Cognito::UserPool', 'AWS::Lambda::Permission', 'AWS::SSM::Parameter']));
  // a monitor that stays would raise its alarm, as it cannot read the pool
  expect(Object.entries(resources).filter(([id, { Condition: condition }]) => id.startsWith('Monitor') && condition !== 'CreatePool')).toEqual([]);
  expect(Object.entries(resources).filter(([id, { Condition: condition }]) => /^TokenEnricher(?:Role|Function|LogGroup|Alias)/.test(id) && condition !== undefined)).toEqual([]);
});

test.each<[string, (pool: CfnResource) => void]>([
  ['without a condition', () => undefined],
  ['with a condition that an override removes', pool => {
    pool.cfnOptions.condition = new CfnCondition(pool.stack, 'CreatePool');
    pool.addDeletionOverride('Condition');
  }],
])('%s, nothing has one', (_, change) => {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  const userPool = new cognito.UserPool(stack, 'Pool');
  const enricher = new TokenEnricher(stack, 'TokenEnricher', { userPool, claims: [ClaimRule.set('a', Value.literal('x'))] });
  new AttachmentMonitor(stack, 'Monitor', { enricher, userPool });
  change(userPool.node.defaultChild as CfnResource);
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
