import * as fs from 'fs';
import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ClaimRule, Condition, RuleMode, TableSource, TokenEnricher, Value } from '../../src';
import { deployedEnricher } from '../local/cloud-assembly';
import { only, TestApp, type Resources } from '../support/app';

const LOG = {
  Sid: 'Log',
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: { 'Fn::GetAtt': [expect.stringMatching(/^TokenEnricherLogGroup/), 'Arn'] },
};

describe('the role may', () => {
  const statements = (resources: Resources) => only(resources, 'AWS::IAM::Role').Policies.flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement);

  test('only write its own log if no rule reads anything', () => {
    const app = new TestApp();
    app.enricher({ claims: [ClaimRule.set('mail', Value.email())], sources: [app.source()] });
    expect(statements(app.template().Resources)).toEqual([LOG]);
  });

  test('call GetItem on the one table, for the attributes that rules use', () => {
    const app = new TestApp();
    app.enricher({ claims: [ClaimRule.set('a', app.source().attribute('plan')), ClaimRule.set('b', app.source().attribute('address.city'))] });
    expect(statements(app.template().Resources)).toEqual([LOG, {
      Effect: 'Allow',
      Action: 'dynamodb:GetItem',
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Table/), 'Arn'] },
      Condition: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['address', 'id', 'plan'] },
        'StringEqualsIfExists': { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      },
    }]);
  });

  test('call GetParameters for the parameter of a client that a rule names', () => {
    const app = new TestApp();
    app.enricher({ claims: [ClaimRule.set('a', Value.email(), { when: Condition.client(app.client()) })] });
    const { Resources } = app.template();
    const { Name } = only(Resources, 'AWS::SSM::Parameter');
    expect(statements(Resources)).toEqual([LOG, {
      Sid: 'Clients',
      Effect: 'Allow',
      Action: 'ssm:GetParameters',
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:parameter${Name}`]] },
    }]);
  });

  test('do nothing for disabled rules, but read for shadow rules', () => {
    const app = new TestApp();
    const other = new dynamodb.Table(app.stack, 'Other', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    app.enricher({
      claims: [
        ClaimRule.set('a', TableSource.item('other', { table: other, key: { id: Value.sub() } }).attribute('a'), { mode: RuleMode.DISABLED }),
        ClaimRule.set('b', app.source().attribute('b'), { mode: RuleMode.SHADOW }),
      ],
    });
    expect(statements(app.template().Resources).map(({ Action, Resource }: any) => [Action, Resource])).toEqual([
      [LOG.Action, LOG.Resource],
      ['dynamodb:GetItem', { 'Fn::GetAtt': [expect.stringMatching(/^Table/), 'Arn'] }],
    ]);
  });

  test('read for the key of a source that rules use', () => {
    const app = new TestApp();
    const other = new dynamodb.Table(app.stack, 'Other', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    const tenant = TableSource.item('tenant', { table: other, key: { id: app.source().attribute('tenant') } });
    app.enricher({ claims: [ClaimRule.set('a', tenant.attribute('name'))] });
    const reads = statements(app.template().Resources).slice(1);
    expect(reads.map(({ Condition: condition }: any) => condition['ForAllValues:StringEquals']['dynamodb:Attributes']))
      .toEqual(expect.arrayContaining([['id', 'name'], ['id', 'tenant']]));
  });

  test('decrypt, through DynamoDB, with the customer managed key of a table', () => {
    const app = new TestApp();
    const key = new kms.Key(app.stack, 'Key');
    const table = new dynamodb.Table(app.stack, 'Encrypted', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, encryptionKey: key });
    app.enricher({ claims: [ClaimRule.set('a', app.source('s', { table }).attribute('plan'))] });
    const [, , decrypt] = statements(app.template().Resources);
    expect(decrypt).toEqual({
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:DescribeKey'],
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
      Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['dynamodb.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] } } },
    });
  });

  test('the same with an existing role, in a separate policy', () => {
    const app = new TestApp();
    const role = new iam.Role(app.stack, 'Given', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const enricher = app.enricher({ role, claims: [ClaimRule.set('a', app.source().attribute('plan'))] });
    const { Resources } = app.template();
    expect(enricher.role).toBe(role);
    expect(only(Resources, 'AWS::IAM::Policy')).toMatchObject({
      PolicyDocument: { Statement: [LOG, { Action: 'dynamodb:GetItem' }] },
      Roles: [{ Ref: expect.stringMatching(/^Given/) }],
    });
    // the function must not run before it has its permissions
    const [lambdaFunction] = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
    expect(lambdaFunction.DependsOn).toContainEqual(expect.stringMatching(/^TokenEnricherPolicy/));
  });

  test('read a table that is imported twice, in one statement', () => {
    const app = new TestApp();
    const [one, two] = ['One', 'Two'].map(id => dynamodb.Table.fromTableName(app.stack, id, 'users'));
    app.enricher({ claims: [ClaimRule.set('a', app.source('one', { table: one }).attribute('a')), ClaimRule.set('b', app.source('two', { table: two }).attribute('b'))] });
    expect(statements(app.template().Resources).slice(1).map(({ Condition: condition }: any) => condition['ForAllValues:StringEquals']['dynamodb:Attributes'])).toEqual([['a', 'b', 'id']]);
  });

  test('read two tables with the same key names, in two statements', () => {
    const app = new TestApp();
    const other = new dynamodb.Table(app.stack, 'Other', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    app.enricher({ claims: [ClaimRule.set('a', app.source('one').attribute('a')), ClaimRule.set('b', app.source('two', { table: other }).attribute('b'))] });
    expect(statements(app.template().Resources).slice(1).map(({ Condition: condition }: any) => condition['ForAllValues:StringEquals']['dynamodb:Attributes'])).toEqual([['a', 'id'], ['b', 'id']]);
  });
});

describe('a table of another account', () => {
  const ARN = 'arn:aws:dynamodb:us-east-1:444455556666:table/users';
  const build = (table: (scope: Stack) => dynamodb.ITable, env?: { account: string; region: string }) => {
    const app = new TestApp(env);
    app.enricher({ claims: [ClaimRule.set('a', app.source('s', { table: table(app.stack) }).attribute('plan'))] });
    const { Resources } = app.template();
    const { asset } = deployedEnricher(app.app.synth().directory, 'Stack');
    const { table: named } = JSON.parse(fs.readFileSync(path.join(asset, 'ruleset.json'), 'utf8')).sources.s;
    const [, { Resource }] = only(Resources, 'AWS::IAM::Role').Policies.flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement);
    return { named, Resource };
  };

  test.each<[string, { account: string; region: string } | undefined]>([
    ['that is known', { account: '111122223333', region: 'us-east-1' }],
    ['that is not known', undefined],
  ])('is read by its ARN in an account %s', (_, env) => {
    expect(build(scope => dynamodb.Table.fromTableArn(scope, 'Far', ARN), env)).toEqual({ named: { op: 'literal', args: [ARN] }, Resource: ARN });
  });

  test('is read by its name in its own account', () => {
    const { named } = build(scope => dynamodb.Table.fromTableArn(scope, 'Near', ARN), { account: '444455556666', region: 'us-east-1' });
    expect(named).toEqual({ op: 'literal', args: ['users'] });
  });

  test('of the app, with a physical name, creates no dependency between the stacks', () => {
    const app = new App({ analyticsReporting: false });
    const [data, stack] = ['444455556666', '111122223333'].map(account => new Stack(app, `In${account}`, { env: { account, region: 'us-east-1' } }));
    const table = new dynamodb.Table(data, 'Table', { tableName: 'users', partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    const source = TableSource.item('profile', { table, key: { id: Value.sub() } });
    new TokenEnricher(stack, 'TokenEnricher', { userPool: new cognito.UserPool(stack, 'UserPool'), claims: [ClaimRule.set('a', source.attribute('a'))] });
    const { template, dependencies } = app.synth().getStackByName(stack.stackName);
    expect(dependencies.filter(({ id }) => id === data.stackName)).toEqual([]);
    const [, { Resource }] = only(template.Resources, 'AWS::IAM::Role').Policies[0].PolicyDocument.Statement;
    expect(Resource).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':dynamodb:us-east-1:444455556666:table/users']] });
  });
});

describe('an immutable role', () => {
  test('gets no permissions, and a warning contains the missing ones', () => {
    const app = new TestApp({ account: '111122223333', region: 'us-east-1' });
    const role = iam.Role.fromRoleArn(app.stack, 'Given', 'arn:aws:iam::111122223333:role/given', { mutable: false });
    app.enricher({ role, claims: [ClaimRule.set('a', app.source().attribute('plan'))] });
    const [warning, ...others] = app.warnings().filter(text => text.includes('cdk-cognito-token-enricher:RoleUnchanged'));
    expect(others).toEqual([]);
    ['role: ', 'Stack/Given', 'dynamodb:GetItem', 'logs:PutLogEvents'].forEach(text => expect(warning).toContain(text));
    expect(Object.values(app.template().Resources).map(({ Type }) => Type)).not.toContain('AWS::IAM::Policy');
  });

  test('differs from an imported role, which accepts a policy', () => {
    const app = new TestApp({ account: '111122223333', region: 'us-east-1' });
    app.enricher({ role: iam.Role.fromRoleArn(app.stack, 'Given', 'arn:aws:iam::111122223333:role/given') });
    expect(app.warnings().filter(text => text.includes('RoleUnchanged'))).toEqual([]);
    expect(only(app.template().Resources, 'AWS::IAM::Policy')).toMatchObject({ Roles: ['given'] });
  });
});
