import { App, CfnParameter, Stack, type Environment } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Attachment, TriggerRemoval, type TokenEnricherProps } from '../../src';
import { notesOf } from '../support/notes';
import { enrich, failure, newApp, otherFunction, poolIn, reads, tableIn } from '../support/stacks';

const ID = 'us-east-1_abc';
const ARN = `arn:aws:cognito-idp:us-east-1:111122223333:userpool/${ID}`;
const ENV = { account: '111122223333', region: 'us-east-1' };

interface Resource {
  readonly Type: string;
  readonly Properties: any;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}
type Resources = { readonly [id: string]: Resource };

const resourcesOf = (app: App, stack = 'A'): Resources => app.synth().getStackByName(stack).template.Resources;
const ofType = (resources: Resources, type: string): ReadonlyArray<readonly [string, Resource]> =>
  Object.entries(resources).filter(([, { Type }]) => Type === type);

interface Attached { readonly custom: Resource; readonly policy: Resource; readonly permission: Resource; readonly ids: readonly string[] }

/** The resources of an attachment: exactly one of each. */
function attachmentIn(resources: Resources): Attached {
  const policies = ['AWS::IAM::Policy', 'AWS::IAM::RolePolicy'].flatMap(type => ofType(resources, type)).filter(([id]) => id.includes('Attachment'));
  const found = [ofType(resources, 'Custom::CognitoTokenEnricherAttachment'), policies, ofType(resources, 'AWS::Lambda::Permission')];
  expect(found.map(({ length }) => length)).toEqual([1, 1, 1]);
  const [[, custom], [policyId, policy], [permissionId, permission]] = found.map(([each]) => each);
  return { custom, policy, permission, ids: [permissionId, policyId] };
}

function attached(pool: (stack: Stack) => cognito.IUserPoolRef, props: Partial<TokenEnricherProps> = {}, env?: Environment): Attached {
  const app = newApp();
  const stack = new Stack(app, 'A', { env });
  enrich(stack, pool(stack), props);
  return attachmentIn(resourcesOf(app));
}

const byArn = (stack: Stack) => cognito.UserPool.fromUserPoolArn(stack, 'Imported', ARN);
const byId = (stack: Stack) => cognito.UserPool.fromUserPoolId(stack, 'Imported', ID);
const arnOf = (id: unknown) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cognito-idp:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':userpool/', id]] });

describe('an existing pool', () => {
  test('the log of the custom resource is kept for one month, in one log group for each stack', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    enrich(stack, byArn(stack)).attachTo(cognito.UserPool.fromUserPoolId(stack, 'Second', 'us-east-1_def'));
    const [[id, group], ...others] = ofType(resourcesOf(app), 'AWS::Logs::LogGroup').filter(([name]) => name.includes('CustomResourceProvider'));
    expect(others).toEqual([]);
    expect(group).toMatchObject({ DeletionPolicy: 'Delete', Properties: { RetentionInDays: 30 } });
    const [[, provider]] = ofType(resourcesOf(app), 'AWS::Lambda::Function').filter(([name]) => name.includes('CustomResourceProvider'));
    expect(provider.Properties.LoggingConfig).toEqual({ LogGroup: { Ref: id } });
  });

  test('imported by ARN: a custom resource with a separate policy, after the permission', () => {
    const app = newApp();
    const stack = new Stack(app, 'A', { env: ENV });
    enrich(stack, byArn(stack));
    const resources = resourcesOf(app);
    const { custom, policy, permission, ids } = attachmentIn(resources);
    const [[functionId]] = ofType(resources, 'AWS::Lambda::Function').filter(([, { Properties }]) => Properties.Handler === 'index.handler');
    const functionArn = { 'Fn::GetAtt': [functionId, 'Arn'] };
    expect(custom.Properties).toEqual({
      ServiceToken: { 'Fn::GetAtt': [expect.stringContaining('CustomResourceProviderHandler'), 'Arn'] },
      UserPoolId: ID,
      FunctionArn: functionArn,
      TriggerVersion: 'V1_0',
      OnConflict: 'FAIL',
      OnRemoval: 'REMOVE',
      OnDynamicClients: 'ALLOW',
    });
    expect([...custom.DependsOn!].sort()).toEqual([...ids, functionId].sort());
    expect(permission.Properties).toEqual({
      Action: 'lambda:InvokeFunction', FunctionName: functionArn, Principal: 'cognito-idp.amazonaws.com', SourceAccount: ENV.account, SourceArn: ARN,
    });
    expect(policy.Properties).toEqual({
      PolicyName: expect.stringMatching(/^SetTrigger/),
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['cognito-idp:DescribeUserPool', 'cognito-idp:UpdateUserPool'], Resource: ARN }],
      },
      Roles: [{ Ref: expect.stringContaining('CustomResourceProviderRole') }],
    });
  });

  test('the role of the custom resource itself may only write its log', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    enrich(stack, byId(stack));
    const [[, role]] = ofType(resourcesOf(app), 'AWS::IAM::Role').filter(([id]) => id.includes('CustomResourceProvider'));
    expect(role.Properties.Policies).toBeUndefined();
    expect(role.Properties.ManagedPolicyArns).toEqual([{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' }]);
  });

  test.each<[string, (stack: Stack) => unknown, unknown]>([
    ['a literal', () => ID, ID],
    ['a parameter', stack => new CfnParameter(stack, 'PoolId').valueAsString, { Ref: 'PoolId' }],
  ])('imported by id, %s: the ARN is of the Region of the deployment', (_, idOf, id) => {
    const { custom, policy, permission } = attached(stack => cognito.UserPool.fromUserPoolId(stack, 'Imported', idOf(stack) as string));
    const arn = typeof id === 'string' ? { 'Fn::Join': ['', [...(arnOf(id)['Fn::Join'][1] as unknown[]).slice(0, 6), `:userpool/${id}`]] } : arnOf(id);
    expect(custom.Properties.UserPoolId).toEqual(id);
    expect([permission.Properties.SourceArn, policy.Properties.PolicyDocument.Statement[0].Resource]).toEqual([arn, arn]);
  });

  test('a pool of the app, from another stack, if its template cannot reference the function', () => {
    const app = newApp();
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
    const pool = poolIn(a);
    enrich(b, pool, { attachment: Attachment.customResource(), ...reads(tableIn(a)) });
    const { custom } = attachmentIn(resourcesOf(app, 'B'));
    expect(custom.Properties).toMatchObject({ UserPoolId: { 'Fn::ImportValue': expect.stringMatching(/^A:/) }, PoolDefinition: expect.any(String) });
    expect(app.synth().getStackByName('B').dependencies.map(({ id }) => id)).toContain('A');
    expect(ofType(resourcesOf(app, 'A'), 'AWS::Cognito::UserPool')[0][1].Properties.LambdaConfig).toBeUndefined();
  });

  test('a pool of the app: if its definition changes, the trigger is set again', () => {
    const definition = (mfa: cognito.Mfa): unknown => {
      const app = newApp();
      const stack = new Stack(app, 'A');
      enrich(stack, new cognito.UserPool(stack, 'Pool', { mfa, mfaSecondFactor: { sms: false, otp: true } }), { attachment: Attachment.customResource() });
      return attachmentIn(resourcesOf(app)).custom.Properties.PoolDefinition;
    };
    expect(definition(cognito.Mfa.OFF)).toBe(definition(cognito.Mfa.OFF));
    expect(definition(cognito.Mfa.OFF)).not.toBe(definition(cognito.Mfa.REQUIRED));
  });

  test('options', () => {
    const attachment = Attachment.customResource({ replaceTrigger: true, onRemoval: TriggerRemoval.RESTORE, reattachOnDeploy: true });
    const { custom } = attached(byId, { attachment });
    expect(custom.Properties).toMatchObject({ OnConflict: 'REPLACE', OnRemoval: 'RESTORE', Nonce: expect.stringMatching(/^\d{4}-/) });
  });

  test('the replaced trigger is determined first, by a resource that may read the pool', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    enrich(stack, byId(stack), { attachment: Attachment.customResource({ replaceTrigger: true }) });
    const resources = resourcesOf(app);
    const [[id, former]] = ofType(resources, 'Custom::CognitoTokenEnricherFormerTrigger');
    const { custom, ids: [, policy] } = attachmentIn(resources);
    expect(former.Properties).toEqual({ ServiceToken: custom.Properties.ServiceToken, UserPoolId: ID });
    expect(former.DependsOn).toContain(policy);
    expect(custom.Properties.Former).toEqual({ 'Fn::GetAtt': [id, 'Trigger'] });
    expect(attached(byId).custom.Properties.Former).toBeUndefined();
  });

  test('a trigger to be retained stays, but is removed after a failed create and from a previous pool', () => {
    const { custom } = attached(byId, { attachment: Attachment.customResource({ onRemoval: TriggerRemoval.RETAIN }) });
    expect([custom.DeletionPolicy, custom.UpdateReplacePolicy, custom.Properties.OnRemoval]).toEqual(['RetainExceptOnCreate', 'Delete', 'REMOVE']);
    expect(attached(byId).custom.DeletionPolicy).toBe('Delete');
  });

  test('roles may be passed and grants created if the pool needs it, and only for Amazon Cognito', () => {
    const { policy } = attached(byArn, {
      attachment: Attachment.customResource({
        smsRole: iam.Role.fromRoleArn(new Stack(), 'Sms', 'arn:aws:iam::111122223333:role/sms'),
        customSenderKey: kms.Key.fromKeyArn(new Stack(), 'Key', 'arn:aws:kms:us-east-1:111122223333:key/k'),
      }),
    }, ENV);
    expect(policy.Properties.PolicyDocument.Statement.slice(1)).toEqual([
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: 'arn:aws:iam::111122223333:role/sms',
        Condition: { StringEquals: { 'iam:PassedToService': 'cognito-idp.amazonaws.com' } },
      },
      {
        Effect: 'Allow',
        Action: 'kms:CreateGrant',
        Resource: 'arn:aws:kms:us-east-1:111122223333:key/k',
        Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['cognito-idp.us-east-1.', { Ref: 'AWS::URLSuffix' }]] } } },
      },
    ]);
  });

  test('the SMS role of a pool of the app may be passed', () => {
    const { policy } = attached(stack => new cognito.UserPool(stack, 'Pool', { enableSmsRole: true }), { attachment: Attachment.customResource() });
    expect(policy.Properties.PolicyDocument.Statement[1]).toMatchObject({ Action: 'iam:PassRole', Resource: { 'Fn::GetAtt': [expect.stringMatching(/smsRole/), 'Arn'] } });
  });

  test('the alias is attached, and may be called', () => {
    const app = newApp();
    const stack = new Stack(app, 'A');
    enrich(stack, byId(stack), { aliasName: 'live' });
    const resources = resourcesOf(app);
    const [[aliasId]] = ofType(resources, 'AWS::Lambda::Alias');
    const { custom, permission } = attachmentIn(resources);
    expect([custom.Properties.FunctionArn, permission.Properties.FunctionName]).toEqual([{ Ref: aliasId }, { Ref: aliasId }]);
    expect(custom.DependsOn).toContain(aliasId);
  });

  test('another pool has resources with other ids, so that the old ones are deleted with their permissions', () => {
    const ids = (id: string): readonly string[] => {
      const app = newApp();
      const stack = new Stack(app, 'A');
      enrich(stack, cognito.UserPool.fromUserPoolId(stack, 'Imported', id));
      return Object.entries(resourcesOf(app)).flatMap(([name, { Type }]) => /Custom::|IAM::Policy|Lambda::Permission/.test(Type) ? [name] : []);
    };
    const [first, again, other] = [ids('us-east-1_a'), ids('us-east-1_a'), ids('us-east-1_b')];
    expect(again).toEqual(first);
    expect(other.filter(id => first.includes(id))).toEqual([]);
  });
});

describe('several pools', () => {
  test('of all kinds, with one function and one custom resource provider', () => {
    const app = newApp();
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];
    const enricher = enrich(a, poolIn(a));
    enricher.attachTo(new cognito.CfnUserPool(a, 'L1'));
    enricher.attachTo(new cognito.UserPool(b, 'Other'));
    enricher.attachTo(byId(a));
    enricher.attachTo(cognito.UserPool.fromUserPoolId(a, 'Second', 'us-east-1_def'));
    const resources = resourcesOf(app);
    expect(ofType(resources, 'AWS::Cognito::UserPool').map(([, { Properties }]) => Properties.LambdaConfig.PreTokenGenerationConfig.LambdaVersion)).toEqual(['V1_0', 'V1_0']);
    expect(ofType(resources, 'Custom::CognitoTokenEnricherAttachment').map(([, { Properties }]) => Properties.UserPoolId)).toEqual([ID, 'us-east-1_def']);
    expect(ofType(resources, 'AWS::Lambda::Function')).toHaveLength(2);
    expect(ofType(resources, 'AWS::Lambda::Permission')).toHaveLength(4);
    expect(ofType(resourcesOf(app, 'B'), 'AWS::Lambda::Permission')).toHaveLength(1);
  });

  test.each<[string, (stack: Stack) => cognito.IUserPoolRef]>([
    ['in its template', poolIn],
    ['by a custom resource', byId],
  ])('fails for the same pool twice, %s', (_, pool) => {
    expect(failure(app => {
      const stack = new Stack(app, 'A');
      const one = pool(stack);
      enrich(stack, one).attachTo(one);
    })).toContain('userPool: SecondTrigger');
  });

  test('fails for two enrichers on an existing pool, even in different stacks', () => {
    const message = failure(app => [new Stack(app, 'A', { env: ENV }), new Stack(app, 'B', { env: ENV })].forEach(stack => enrich(stack, byId(stack))));
    ['userPool: SecondTrigger', 'A/TokenEnricher', 'B/TokenEnricher'].forEach(text => expect(message).toContain(text));
  });

  test('parameters of the same name in two stacks can be two pools', () => {
    const app = newApp();
    ['A', 'B'].forEach(id => {
      const stack = new Stack(app, id);
      enrich(stack, cognito.UserPool.fromUserPoolId(stack, 'Imported', new CfnParameter(stack, 'PoolId').valueAsString));
    });
    expect(() => app.synth()).not.toThrow();
  });

  test('the same rules in two Regions are two functions', () => {
    const app = newApp();
    ['us-east-1', 'eu-west-1'].forEach(region => {
      const stack = new Stack(app, region, { env: { account: '111122223333', region } });
      enrich(stack, cognito.UserPool.fromUserPoolId(stack, 'Imported', `${region}_abc`));
    });
    app.synth();
  });
});

test.each<[string, (stack: Stack) => cognito.IUserPoolRef, Attachment | undefined, string]>([
  ['nothing to be told of its template', poolIn, undefined, ''],
  ['a custom resource', byId, undefined, 'A/Imported is attached with a custom resource, as the app does not create the user pool: Attachment.customResource()'],
  ['nothing to be told', byId, Attachment.customResource(), ''],
  ['neither trigger nor permission', poolIn, Attachment.none(), 'A/UserPool is not attached by the enricher: Attachment.none() creates neither the trigger nor the permission'],
  ['neither for an existing pool', byId, Attachment.none(), 'A/Imported is not attached'],
])('an unusual choice is reported: %s', (_, pool, attachment, told) => {
  const app = newApp();
  const stack = new Stack(app, 'A');
  enrich(stack, pool(stack), { attachment });
  const infos = notesOf(app.synth()).filter(({ level }) => level === 'info').map(({ text }) => text);
  expect(infos).toEqual(told === '' ? [] : [expect.stringContaining(told)]);
  infos.forEach(text => expect(text).toContain('cdk-cognito-token-enricher:Attachment'));
});

describe('fails, with fixes, for', () => {
  test.each<[string, string | undefined, (stack: Stack) => cognito.IUserPoolRef]>([
    ['the Region in its id', 'eu-west-1', byId],
    ['the Region in its ARN', 'eu-west-1', byArn],
    ['the account in its ARN', 'us-east-1', stack => cognito.UserPool.fromUserPoolArn(stack, 'Imported', ARN.replace('111122223333', '444455556666'))],
  ])('a pool in another location, by %s', (_, region, pool) => {
    const message = failure(app => {
      const stack = new Stack(app, 'A', { env: { account: '111122223333', region } });
      enrich(stack, pool(stack), { attachment: Attachment.customResource() });
    });
    ['userPool: UserPoolLocation', 'Attachment.replica()'].forEach(text => expect(message).toContain(text));
  });

  test.each<[string, cognito.UserPoolOperation]>([
    ['PreTokenGenerationConfig', cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG],
    ['PreTokenGeneration', cognito.UserPoolOperation.PRE_TOKEN_GENERATION],
  ])('a pool of the app whose template has a %s', (key, operation) => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      const pool = poolIn(stack);
      enrich(stack, pool, { attachment: Attachment.customResource({ replaceTrigger: true }) });
      pool.addTrigger(operation, otherFunction(stack));
    });
    ['userPool: SecondTrigger', `A/UserPool, whose LambdaConfig has another ${key}`, 'from the template'].forEach(text => expect(message).toContain(text));
  });

  test('a pool that is not in the template, with Attachment.inTemplate()', () => {
    const message = failure(app => {
      const stack = new Stack(app, 'A');
      enrich(stack, byId(stack), { attachment: Attachment.inTemplate() });
    });
    ['userPool: UserPool', 'A/Imported: the app does not create the user pool', 'Attachment.customResource()'].forEach(text => expect(message).toContain(text));
  });
});
