import { assemblyOf } from '../support/issuer';
import { run } from '../support/run';

async function list(app: string, ...parameters: readonly string[]): Promise<Record<string, any>[]> {
  const { code, stdout, stderr } = await run(['list', ...parameters, '--app', assemblyOf(app), '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { version, enrichers } = JSON.parse(stdout);
  expect(version).toBe(1);
  return enrichers;
}

const WRITES_LOGS = { effect: 'Allow', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'] };

test('an enricher that exists under a condition, and is compared with the previous function', async () => {
  const enrichers = await list('conditional');
  expect(enrichers.map(({ path, stack, condition, comparesWithPrevious, pools, rules }) =>
    [path, stack, condition, comparesWithPrevious, pools.length, rules.map(({ hidesOriginal }: any) => hidesOriginal)])).toEqual([
    ['Shop/TokenEnricher', 'Shop', 'IsProd', true, 1, [undefined, true, undefined]],
    ['Shop (dev)/TokenEnricher', 'Shop (dev)', 'IsProd', true, 1, [undefined, true, undefined]],
  ]);
});

test('an enricher with everything that it uses', async () => {
  const [enricher, ...others] = await list('stages', 'Prod/Auth/TokenEnricher');
  expect(others).toEqual([]);
  expect(enricher).toEqual({
    path: 'Prod/Auth/TokenEnricher',
    stack: 'Prod/Auth',
    digest: expect.stringMatching(/^[0-9a-f]{32}$/),
    triggerVersion: 'V2_0',
    pools: [{ path: 'Prod/Auth/UserPool', attachment: 'inTemplate', triggerVersion: 'V2_0' }],
    function: { runtime: 'nodejs24.x', architecture: 'arm64', memorySize: 256, timeout: 5 },
    rules: [
      { id: 'deny[0]', kind: 'deny', summary: 'deny: You have no team', description: 'members only', condition: 'none(teams.exists())', subjects: ['USER'], mode: 'ENFORCE' },
      expect.objectContaining({ id: 'claims[0]', summary: 'set teams = teams.items().mapEach(element.team)', tokens: ['ID', 'ACCESS'] }),
      expect.objectContaining({ id: 'claims[1]', summary: 'set plan = userAttribute("custom:plan").assumeTrusted("written by the billing service")' }),
      expect.objectContaining({ id: 'claims[2]', mode: 'SHADOW' }),
    ],
    sources: [{
      name: 'teams',
      kind: 'query',
      table: { path: 'Prod/Data/Members' },
      index: 'byMember',
      key: { member: 'sub()' },
      sortCondition: 'since AT_LEAST 2020',
      attributes: ['team'],
      onError: 'DENY',
    }],
    role: { path: 'Prod/Auth/Role' },
    permissions: [
      { ...WRITES_LOGS, resources: ['${Prod/Auth/TokenEnricher/LogGroup.Arn}'] },
      {
        effect: 'Allow',
        actions: ['dynamodb:Query'],
        resources: ['${Prod/Data/Members.Arn}/index/byMember'],
        conditions: {
          'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['member', 'since', 'team'] },
          'StringEqualsIfExists': { 'dynamodb:Select': ['SPECIFIC_ATTRIBUTES'] },
        },
      },
    ],
    managedPolicies: ['arn:${AWS::Partition}:iam::aws:policy/AWSXRayDaemonWriteAccess'],
    warnings: [],
    trusted: [
      { value: 'custom:region', reason: 'written by the back office', usedBy: [] },
      { value: 'userAttribute("custom:plan")', reason: 'written by the billing service', usedBy: ['claims[1]'] },
    ],
  });
});

test('enrichers of all stages', async () => {
  expect((await list('stages')).map(({ path, sources: [{ table }] }) => [path, table.path])).toEqual([
    ['Beta/Auth/TokenEnricher', 'Beta/Data/Members'],
    ['Prod/Auth/TokenEnricher', 'Prod/Data/Members'],
  ]);
});

test('enrichers of nested stacks, and of pools of another app', async () => {
  expect((await list('two-pools')).map(({ path, stack, pools }) => ({ path, stack, pools }))).toEqual([
    { path: 'Two/First/Enricher', stack: 'Two', pools: [{ path: 'Two/First/UserPool', attachment: 'inTemplate', triggerVersion: 'V1_0' }] },
    { path: 'Two/Elsewhere', stack: 'Two', pools: [{ name: 'eu-west-1_AbCdEf123', attachment: 'customResource', triggerVersion: 'V1_0' }] },
    { path: 'Two/Nested/Second/Enricher', stack: 'Two/Nested', pools: [{ path: 'Two/Nested/Second/UserPool', attachment: 'inTemplate', triggerVersion: 'V1_0' }] },
  ]);
});

test('each way to attach', async () => {
  const enrichers = await list('attachments');
  const attached = (kind: string, name: string): object[] => [{ name, attachment: kind, triggerVersion: 'V1_0' }];
  expect(Object.fromEntries(enrichers.map(({ path, pools }) => [path, pools]))).toEqual({
    'Attached/OfReplica': attached('replica', 'us-east-1_AbCdEf123'),
    'Attached/OfParameter': attached('customResource', '${Attached/PoolId}'),
    'Attached/OfImport': attached('customResource', '${Fn::ImportValue Other-Pool}'),
    'Attached/Unattached': [],
  });
  // a role of another app, with a policy of this one
  expect(enrichers[0]).toMatchObject({
    role: { name: 'arn:aws:iam::123456789012:role/path/mine' },
    permissions: [{ ...WRITES_LOGS, resources: ['${Attached/OfReplica/LogGroup.Arn}'] }],
  });
});

test('values that only a deployment knows have the text of the template', async () => {
  const [{ rules, sources, permissions }] = await list('unknown-values');
  expect(rules[0].summary).toBe('set stage = <Stage.Ref>');
  expect(sources[0].table).toEqual({ name: '${Fn::ImportValue OtherApp-Table}' });
  expect(permissions[1].resources).toEqual(['arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Fn::ImportValue OtherApp-Table}']);
});

test('functions that rules invoke', async () => {
  const [{ sources, permissions }] = await list('functions');
  expect(sources.map(({ name, function: invoked, key }: Record<string, unknown>) => ({ name, invoked, key }))).toEqual([
    { name: 'account', invoked: { path: 'Shop/Rbac' }, key: { of: '{ groups: groups() }', sub: 'sub()' } },
    { name: 'limit', invoked: { name: 'arn:aws:lambda:us-east-1:111122223333:function:limits:7' }, key: { sub: 'sub()' } },
    { name: 'rbac', invoked: { path: 'Shop/Rbac/Aliaslive' }, key: { sub: 'sub()' } },
  ]);
  expect(permissions[1]).toEqual({
    effect: 'Allow',
    actions: ['lambda:InvokeFunction'],
    resources: ['${Shop/Rbac.Arn}', '${Shop/Rbac/Aliaslive}', 'arn:aws:lambda:us-east-1:111122223333:function:limits:7'],
  });
});

test('warnings with their ids', async () => {
  const [{ warnings }] = await list('shop');
  expect(warnings).toHaveLength(3);
  expect(warnings[0]).toEqual({
    id: 'UserControlledClaim',
    path: 'Shop/TokenEnricher',
    message: expect.stringMatching(/^claims\[0\]: users control the claim 'tenant', .* to see how to fix it$/),
  });
});

test('text for people', async () => {
  const { code, stdout, stderr } = await run(['list', '--app', assemblyOf('stages'), 'Beta/Auth/TokenEnricher']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toBe(`Beta/Auth/TokenEnricher
  stack          Beta/Auth
  event version  V2_0
  pools          Beta/Auth/UserPool (attached in the template, V2_0)
  function       nodejs24.x, arm64, 256 MB, 5 s
  Rules
    deny[0]    deny: You have no team
               when none(teams.exists())
               members only
               for users
    claims[0]  set teams = teams.items().mapEach(element.team)
               for users; ID and access token
    claims[1]  set plan = userAttribute("custom:plan").assumeTrusted("written by the billing service")
               for users; ID and access token
    claims[2]  set region = userAttribute("custom:region")
               for users; ID and access token; shadow mode
  Sources
    teams  table Beta/Data/Members, index byMember
           key: member = sub(), since AT_LEAST 2020
           attributes: team; if a read fails: the token is denied
  Permissions of Beta/Auth/Role
    allow logs:CreateLogStream, logs:PutLogEvents on \${Beta/Auth/TokenEnricher/LogGroup.Arn}
    allow dynamodb:Query on \${Beta/Data/Members.Arn}/index/byMember if ForAllValues:StringEquals dynamodb:Attributes: member, since, team; StringEqualsIfExists dynamodb:Select: SPECIFIC_ATTRIBUTES
    the managed policy arn:\${AWS::Partition}:iam::aws:policy/AWSXRayDaemonWriteAccess
  Trusted values
    custom:region                 written by the back office
    userAttribute("custom:plan")  written by the billing service (claims[1])
`);
});
