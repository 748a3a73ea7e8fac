import * as fs from 'fs';
import { Kernel, map, member, struct, type Wire } from './kernel';
import { packInstalled, packThis, temporaryFolder } from './packages';
import { ClaimRule, Condition, DenyRule, GroupRule, ScopeRule, TokenType, Value, ItemAttributeType, type PreviewProps } from '../../src';
import { TestApp } from '../support/app';

/**
 * The library in the jsii kernel, which all other languages use: author objects, the construct, previews and errors. The results
 * must equal those in TypeScript.
 */
const OURS = 'cdk-cognito-token-enricher';
const COGNITO = 'aws-cdk-lib.aws_cognito';
const DYNAMODB = 'aws-cdk-lib.aws_dynamodb';

const folder = temporaryFolder('kernel');
const kernel = new Kernel();
let app: Wire;
let stack: Wire;
let userPool: Wire;
let table: Wire;

const value = (method: string, ...args: Wire[]) => kernel.callStatic(`${OURS}.Value`, method, ...args);

beforeAll(async () => {
  const dependencies = ['@aws-cdk/asset-awscli-v1', '@aws-cdk/asset-node-proxy-agent-v6', '@aws-cdk/cloud-assembly-schema', 'constructs', 'aws-cdk-lib'];
  for (const each of [...dependencies.map(name => packInstalled(name, folder)), packThis(folder)]) {
    await kernel.load(each);
  }
  app = await kernel.create('aws-cdk-lib.App', struct('aws-cdk-lib.AppProps', { analyticsReporting: false }));
  stack = await kernel.create('aws-cdk-lib.Stack', app, 'Stack');
  userPool = await kernel.create(`${COGNITO}.UserPool`, stack, 'UserPool', struct(`${COGNITO}.UserPoolProps`, {
    featurePlan: member(`${COGNITO}.FeaturePlan`, 'ESSENTIALS'),
    customAttributes: map({
      plan: await kernel.create(`${COGNITO}.StringAttribute`),
      level: await kernel.create(`${COGNITO}.StringAttribute`),
    }),
  }));
  table = await kernel.create(`${DYNAMODB}.Table`, stack, 'Table', struct(`${DYNAMODB}.TableProps`, {
    partitionKey: struct(`${DYNAMODB}.Attribute`, { name: 'id', type: member(`${DYNAMODB}.AttributeType`, 'STRING') }),
  }));
});
afterAll(async () => {
  await kernel.stop();
  fs.rmSync(folder, { recursive: true });
});

async function enricher(id: string, props: { readonly [name: string]: Wire }): Promise<Wire> {
  return kernel.create(`${OURS}.TokenEnricher`, stack, id, struct(`${OURS}.TokenEnricherProps`, props));
}

const MEMBERS: { readonly [struct: string]: readonly string[] } = {
  TokenPreview: ['idToken', 'accessToken', 'originalIdToken', 'originalAccessToken', 'denial', 'response', 'claims', 'trace', 'reads', 'assumptions'],
  PreviewDenial: ['reason', 'rule', 'message'],
  RulePreview: ['rule', 'summary', 'condition', 'description', 'outcome', 'shadow', 'reason', 'explanation'],
  ReadPreview: ['source', 'target', 'index', 'key', 'sortCondition', 'outcome', 'reason', 'count', 'items'],
  ClaimPreview: ['token', 'name', 'origin', 'rules'],
};

/** The class of an object, or the struct that it has. */
function nameOf(wire: Wire): string {
  const [type] = wire['$jsii.interfaces'] ?? [wire['$jsii.byref'].split('@')[0]];
  return type.split('.').at(-1);
}

/** Converts results of the kernel to plain JSON. Structs are passed by reference, and read property by property, as the bindings do. */
async function read(wire: Wire): Promise<any> {
  if (Array.isArray(wire)) {
    return Promise.all(wire.map(read));
  }
  if (typeof wire !== 'object' || wire === null) {
    return wire;
  }
  if (wire['$jsii.enum'] !== undefined) {
    return wire['$jsii.enum'].split('/').at(-1);
  }
  const isStruct = wire['$jsii.byref'] !== undefined;
  const names = isStruct ? MEMBERS[nameOf(wire)] : Object.keys(wire['$jsii.map'] ?? wire);
  const members = await Promise.all(names.map(async name => [name, await read(isStruct ? await kernel.get(wire, name) : (wire['$jsii.map'] ?? wire)[name])]));
  return Object.fromEntries(members.filter(([, each]) => each !== undefined && each !== null));
}

test('rules written in another language issue the same tokens as in TypeScript', async () => {
  const profile = await kernel.callStatic(`${OURS}.TableSource`, 'item', 'profile', struct(`${OURS}.ItemSourceProps`, { table, key: map({ id: await value('sub') }) }));
  const attribute = await kernel.callMethod(profile, 'attribute', 'projects', struct(`${OURS}.AttributeOptions`, { valueType: member(`${OURS}.ItemAttributeType`, 'STRING') }));
  const client = await kernel.callMethod(userPool, 'addClient', 'Client');
  const staff = await kernel.callMethod(await value('email'), 'endsWith', '@example.com');
  const claim = (method: string, ...args: Wire[]) => kernel.callStatic(`${OURS}.ClaimRule`, method, ...args);
  const construct = await enricher('TokenEnricher', {
    userPool,
    claims: [
      await claim('set', 'kind', await value('choose', staff, await value('literal', 'staff'), await value('literal', map({ guest: true, since: [1, 'x'] })))),
      await claim('set', 'projects', attribute, struct(`${OURS}.SetClaimOptions`, { tokens: [member(`${OURS}.TokenType`, 'ACCESS')] })),
      await claim('set', 'object', await value('objectOf', map({ plan: await value('userAttribute', 'custom:plan'), app: await value('clientId') }))),
      await claim('set', 'mapped', await kernel.callMethod(await value('userAttribute', 'custom:plan'), 'lookup', map({ g: 'gold' }), await value('literal', 'none'))),
      await claim('set', 'web', await value('literal', true), struct(`${OURS}.SetClaimOptions`, { when: await kernel.callStatic(`${OURS}.Condition`, 'client', client) })),
      await claim('copyAttributes', ['nickname']),
    ],
    scopes: [await kernel.callStatic(`${OURS}.ScopeRule`, 'add', 'app:{{client.id | lower}}')],
    groups: [await kernel.callStatic(`${OURS}.GroupRule`, 'set', struct(`${OURS}.SetGroupsOptions`, { groups: await value('listOf', await value('literal', 'all')), iamRoles: await value('iamRoles') }))],
    deny: [await kernel.callStatic(`${OURS}.DenyRule`, 'when', await kernel.callStatic(`${OURS}.Condition`, 'inGroup', 'blocked'), 'Ask your administrator')],
  });
  expect(await kernel.get(construct, 'triggerVersion')).toEqual({ '$jsii.enum': `${COGNITO}.LambdaVersion/V2_0` });

  const twin = new TestApp();
  const twinClient = twin.client();
  const twinSource = twin.source();
  const typed = twin.enricher({
    claims: [
      ClaimRule.set('kind', Value.choose(Value.email().endsWith('@example.com'), Value.literal('staff'), Value.literal({ guest: true, since: [1, 'x'] }))),
      ClaimRule.set('projects', twinSource.attribute('projects', { valueType: ItemAttributeType.STRING }), { tokens: [TokenType.ACCESS] }),
      ClaimRule.set('object', Value.objectOf({ plan: Value.userAttribute('custom:plan'), app: Value.clientId() })),
      ClaimRule.set('mapped', Value.userAttribute('custom:plan').lookup({ g: 'gold' }, Value.literal('none'))),
      ClaimRule.set('web', Value.literal(true), { when: Condition.client(twinClient) }),
      ClaimRule.copyAttributes(['nickname']),
    ],
    scopes: [ScopeRule.add('app:{{client.id | lower}}')],
    groups: [GroupRule.set({ groups: Value.listOf(Value.literal('all')), iamRoles: Value.iamRoles() })],
    deny: [DenyRule.when(Condition.inGroup('blocked'), 'Ask your administrator')],
  });

  const previews: Array<[PreviewProps, { readonly [name: string]: Wire }]> = [
    [
      { client: twinClient, userAttributes: { 'email': 'a@example.com', 'custom:plan': 'g' }, items: { profile: { projects: 'P1', more: [1, {}] } }, now: new Date(0) },
      { client, userAttributes: map({ 'email': 'a@example.com', 'custom:plan': 'g' }), items: map({ profile: map({ projects: 'P1', more: [1, map({})] }) }), now: { '$jsii.date': new Date(0).toISOString() } },
    ],
    [{ groups: ['blocked'] }, { groups: ['blocked'] }],
    [{ failingSources: ['profile'] }, { failingSources: ['profile'] }],
    [{ userAttributes: { nickname: 'jo' } }, { userAttributes: map({ nickname: 'jo' }) }],
    [{}, {}],
  ];
  for (const [props, wire] of previews) {
    const preview = await kernel.callMethod(construct, 'preview', struct(`${OURS}.PreviewProps`, wire));
    expect(await read(preview)).toEqual(JSON.parse(JSON.stringify(typed.preview(props))));
    expect(await kernel.callMethod(preview, 'describe')).toBe(typed.preview(props).describe());
  }
  const contract = await kernel.get(construct, 'contract');
  expect(await kernel.callMethod(contract, 'typeScript')).toBe(typed.contract.typeScript());
  const schema = await kernel.callMethod(contract, 'jsonSchema', member(`${OURS}.TokenType`, 'ACCESS'));
  expect(await read(schema)).toEqual(typed.contract.jsonSchema(TokenType.ACCESS));
});

test('the app synthesizes', async () => {
  const assembly = await kernel.callMethod(app, 'synth');
  const { Resources } = JSON.parse(fs.readFileSync(`${await kernel.get(assembly, 'directory')}/Stack.template.json`, 'utf8'));
  const types = Object.values<any>(Resources).map(({ Type }) => Type);
  expect(types).toEqual(expect.arrayContaining(['AWS::Lambda::Function', 'AWS::Lambda::Permission', 'AWS::SSM::Parameter']));
});

test('deploy-time values are passed unchanged', async () => {
  const name = await kernel.get(table, 'tableName');
  const other = await kernel.create('aws-cdk-lib.aws_cognito.UserPool', stack, 'Pool2', struct(`${COGNITO}.UserPoolProps`, {}));
  const construct = await enricher('WithSlots', { userPool: other, claims: [await kernel.callStatic(`${OURS}.ClaimRule`, 'set', 'table', await value('literal', name))] });
  const preview = await kernel.callMethod(construct, 'preview', struct(`${OURS}.PreviewProps`, { deployTimeValues: map({ [name]: 'users' }) }));
  expect((await read(preview)).accessToken.table).toBe('users');
});

test('fails with every problem and its path', async () => {
  const rules = [
    await kernel.callStatic(`${OURS}.ClaimRule`, 'set', 'sub', await value('literal', '')),
    await kernel.callStatic(`${OURS}.ClaimRule`, 'set', 'a', await value('userAttribute', 'emial')),
  ];
  await expect(enricher('Wrong', { userPool, claims: rules })).rejects.toThrow(/claims\[0\]\.value: Constant[^]*claims\[0\]\.name: ReservedClaim[^]*claims\[1\]\.value: UnknownAttribute/);
});

test('fails for a struct without a required property', async () => {
  await expect(kernel.callStatic(`${OURS}.TableSource`, 'item', 'x', struct(`${OURS}.ItemSourceProps`, { table }))).rejects.toThrow(/key/);
});

test('structs are passed as plain objects, without unknown properties, and maps unchanged', async () => {
  const rule = await kernel.callStatic(`${OURS}.ClaimRule`, 'set', 'a', await value('literal', 'x'), struct(`${OURS}.SetClaimOptions`, { authorisation: true, mode: member(`${OURS}.RuleMode`, 'SHADOW') }));
  const other = await kernel.create(`${COGNITO}.UserPool`, stack, 'Pool3', struct(`${COGNITO}.UserPoolProps`, {}));
  const construct = await enricher('WithOptions', { userPool: other, claims: [rule], naming: struct(`${OURS}.NamingRules`, { claimPrefix: 'a' }) });
  await expect(kernel.callMethod(construct, 'preview', struct(`${OURS}.PreviewProps`, { items: map({ profil: map({}) }) }))).rejects.toThrow(/preview\.items: PreviewSource/);
});
