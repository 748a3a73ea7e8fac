import { App, CfnParameter, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Attachment, ClaimRule, TableSource, TokenEnricher, Value, type ReplicaOptions } from '../../src';
import { notesOf } from '../support/notes';
import { enrich, failure, newApp } from '../support/stacks';

const ID = 'us-east-1_abc';
const TYPE = 'AWS::Cognito::UserPoolRegionalConfigurationAttachment';
const ENV = { account: '111122223333', region: 'eu-west-1' };
const SIGN_UP = 'arn:aws:lambda:eu-west-1:111122223333:function:sign-up';

const poolOf = (stack: Stack) => cognito.UserPool.fromUserPoolId(stack, 'Imported', ID);
const configurationIn = (stack: Stack, properties: object = {}, type = TYPE) => new CfnResource(stack, 'Configuration', { type, properties: { UserPoolId: ID, ...properties } });
const resourcesOf = (app: App, stack: string): { readonly [id: string]: any } => app.synth().getStackByName(stack).template.Resources;
const only = (resources: { readonly [id: string]: any }, type: string): any => {
  const found = Object.values(resources).filter(({ Type }) => Type === type);
  expect(found).toHaveLength(1);
  return found[0];
};

function replica(options: (stack: Stack) => ReplicaOptions | undefined, env: object = ENV): { readonly [id: string]: any } {
  const app = newApp();
  const stack = new Stack(app, 'A', { env });
  const given = options(stack);
  enrich(stack, poolOf(stack), { attachment: given && Attachment.replica(given) });
  return resourcesOf(app, 'A');
}

const functionIn = (resources: { readonly [id: string]: any }) => {
  const [[id]] = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function');
  return { 'Fn::GetAtt': [id, 'Arn'] };
};

test.each<[string, (stack: Stack) => ReplicaOptions | undefined]>([
  ['given', stack => ({ configuration: configurationIn(stack, { LambdaConfig: { PreSignUp: SIGN_UP }, Status: 'ACTIVE', UserPoolTags: { a: 'b' } }) })],
  ['found in the stack', stack => configurationIn(stack, { LambdaConfig: { PreSignUp: SIGN_UP }, Status: 'ACTIVE', UserPoolTags: { a: 'b' } }) && {}],
  ['found by auto()', stack => configurationIn(stack, { LambdaConfig: { PreSignUp: SIGN_UP }, Status: 'ACTIVE', UserPoolTags: { a: 'b' } }) && undefined],
])('the existing regional configuration, %s, gets one more property', (_, options) => {
  const resources = replica(options);
  const { Properties, DependsOn } = only(resources, TYPE);
  expect(Properties).toEqual({
    UserPoolId: ID,
    LambdaConfig: { PreSignUp: SIGN_UP, PreTokenGenerationConfig: { LambdaArn: functionIn(resources), LambdaVersion: 'V1_0' } },
    Status: 'ACTIVE',
    UserPoolTags: { a: 'b' },
  });
  expect(DependsOn).toHaveLength(1);
  expect(resources[DependsOn[0]].Type).toBe('AWS::Lambda::Permission');
});

test('a configuration created by the enricher has only the trigger', () => {
  const resources = replica(() => ({ createConfiguration: true }));
  expect(only(resources, TYPE).Properties).toEqual({ UserPoolId: ID, LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: functionIn(resources), LambdaVersion: 'V1_0' } } });
});

test.each<[string, object, unknown]>([
  ['known', ENV, { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:cognito-idp:eu-west-1:111122223333:userpool/${ID}`]] }],
  ['that of the deployment', {}, { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cognito-idp:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:userpool/${ID}`]] }],
])('the ARN in the permission uses the Region of the stack, %s', (_, env, arn) => {
  const resources = replica(() => ({ createConfiguration: true }), env);
  expect(only(resources, 'AWS::Lambda::Permission').Properties.SourceArn).toEqual(arn);
});

test('two Regions: the pool in the first, its replica and the replica of the table in the second', () => {
  const app = newApp();
  const [first, second] = ['us-east-1', 'eu-west-1'].map(region => new Stack(app, region, { env: { account: '111122223333', region } }));
  const table = new dynamodb.TableV2(first, 'Table', { tableName: 'users', partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, replicas: [{ region: 'eu-west-1' }] });
  const rules = (of: dynamodb.ITable) => ({ claims: [ClaimRule.set('plan', TableSource.item('users', { table: of, key: { id: Value.sub() } }).attribute('plan'))] });
  enrich(first, new cognito.UserPool(first, 'Pool'), rules(table));
  new TokenEnricher(second, 'TokenEnricher', {
    userPool: poolOf(second),
    attachment: Attachment.replica({ createConfiguration: true }),
    ...rules(table.replica('eu-west-1')),
  });
  const role = only(resourcesOf(app, 'eu-west-1'), 'AWS::IAM::Role');
  expect(JSON.stringify(role.Properties.Policies)).toContain(':dynamodb:eu-west-1:111122223333:table/users');
});

test.each<[string, Attachment | undefined]>([
  ['chosen', Attachment.replica({ createConfiguration: true })],
  ['picked', undefined],
])('synthesis reports what AWS does not document: %s', (name, attachment) => {
  const app = newApp();
  const stack = new Stack(app, 'A', { env: ENV });
  configurationIn(stack, attachment && { UserPoolId: 'us-east-1_other' });
  enrich(stack, poolOf(stack), { attachment });
  const [info, ...others] = notesOf(app.synth()).filter(({ level }) => level === 'info').map(({ text }) => text);
  expect(others).toEqual([]);
  expect(info).toMatch(/^A\/Imported is attached as the replica in this Region.* but not which Region the events of a replica name/);
  expect(String(info).includes('Attachment.replica()')).toBe(name === 'picked');
});

test('replicas of several pools', () => {
  const app = newApp();
  const stack = new Stack(app, 'A', { env: ENV });
  const [first, second] = ['us-east-1_a', 'us-east-1_b'].map(id => cognito.UserPool.fromUserPoolId(stack, id, id));
  const attachment = Attachment.replica({ createConfiguration: true });
  enrich(stack, first, { attachment }).attachTo(second, attachment);
  const configurations = Object.values(resourcesOf(app, 'A')).filter(({ Type }) => Type === TYPE);
  expect(configurations.map(({ Properties }) => Properties.UserPoolId)).toEqual(['us-east-1_a', 'us-east-1_b']);
});

describe('fails, with fixes, for', () => {
  test.each<[string, (stack: Stack) => ReplicaOptions | undefined, readonly string[]]>([
    ['no configuration', () => ({}), ['attachment: ReplicaConfiguration', `no ${TYPE}`, 'Attachment.replica({ createConfiguration: true })']],
    ['auto() without a configuration', () => undefined, ['attachment: ReplicaConfiguration', 'Attachment.replica({ configuration })']],
    ['a configuration of another pool', stack => configurationIn(stack, { UserPoolId: 'us-east-1_other' }) && {}, ['ReplicaConfiguration', 'no AWS::Cognito']],
    ['two of them', stack => ({ configuration: configurationIn(stack), createConfiguration: true }), ['ReplicaConfiguration', 'remove createConfiguration']],
    ['another resource', stack => ({ configuration: configurationIn(stack, {}, 'AWS::Cognito::UserPool') }), ['ReplicaConfiguration', 'a resource of type AWS::Cognito::UserPool\n']],
    ['triggers that are known later', stack => ({ configuration: configurationIn(stack, { LambdaConfig: Fn.ref(new CfnParameter(stack, 'P').logicalId) }) }), ['OpaqueLambdaConfig']],
    ['another trigger', stack => ({ configuration: configurationIn(stack, { LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: 'a' } } }) }), ['attachment: SecondTrigger', 'PreTokenGenerationConfig']],
    ['another legacy trigger', stack => ({ configuration: configurationIn(stack, { LambdaConfig: { PreTokenGeneration: 'a' } }) }), ['attachment: SecondTrigger', 'another PreTokenGeneration']],
  ])('%s', (_, options, texts) => {
    const message = failure(app => {
      const stack = new Stack(app, 'A', { env: ENV });
      const given = options(stack);
      enrich(stack, poolOf(stack), { attachment: given && Attachment.replica(given) });
    });
    texts.forEach(text => expect(message).toContain(text));
  });

  test.each<[string, (configuration: CfnResource) => void]>([
    ['in the same place', configuration => configuration.addPropertyOverride('LambdaConfig.PreTokenGenerationConfig.LambdaArn', 'a')],
    ['under the legacy key', configuration => configuration.addPropertyOverride('LambdaConfig.PreTokenGeneration', 'a')],
  ])('a trigger that is added later, %s', (_, change) => {
    expect(failure(app => {
      const stack = new Stack(app, 'A', { env: ENV });
      const configuration = configurationIn(stack);
      enrich(stack, poolOf(stack), { attachment: Attachment.replica({ configuration }) });
      change(configuration);
    })).toContain('attachment: SecondTrigger');
  });

  test('a version that is changed later', () => {
    const message = failure(app => {
      const stack = new Stack(app, 'A', { env: ENV });
      const configuration = configurationIn(stack);
      enrich(stack, poolOf(stack), { attachment: Attachment.replica({ configuration }) });
      configuration.addPropertyOverride('LambdaConfig.PreTokenGenerationConfig.LambdaVersion', 'V3_0');
    });
    ['attachment: AttachedVersion', 'events of version V3_0', 'V1_0, the version of the rules'].forEach(text => expect(message).toContain(text));
  });
});
