import { Aws, CfnParameter, CfnResource, Fn, Lazy, NestedStack, ScopedAws, Stack, Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { ClaimRule, Condition, RuleMode, TableSource, Value } from '../../src';
import { compileAndCheck } from '../../src/checks/compile-and-check';
import { deployedEnricher } from '../local/cloud-assembly';
import { TestApp } from '../support/app';

/** The compiled form of a constant: its expression, and the environment variables of its slots. */
function lift(app: TestApp, value: unknown) {
  const { document, problems, slots } = compileAndCheck({
    deny: [], scopes: [], groups: [], sources: [], trustedAttributes: {}, claims: [ClaimRule.set('a', Value.literal(value))],
  }, app.stack);
  expect(problems).toEqual([]);
  const [rule] = document.rules;
  return {
    expression: (rule as unknown as { value: unknown }).value,
    variables: [...slots.filled].map(([name, filled]) => ({ name, description: filled.slot.description, value: app.stack.resolve(filled.value) })),
  };
}

const SLOT = expect.stringMatching(/^TE_[0-9a-f]{16}$/);
const parameter = (app: TestApp, id = 'Parameter', type = 'String') => new CfnParameter(app.stack, id, { type });
const parameterValue = (app: TestApp, id: string) => Value.literal(parameter(app, id).valueAsString);

describe('a deploy-time value', () => {
  test('is a slot named after its content, and an environment variable with its value', () => {
    const app = new TestApp();
    const { expression, variables } = lift(app, app.table.tableName);
    expect(expression).toEqual({ op: 'slot', args: [SLOT, 'string'] });
    expect(variables).toEqual([{ name: SLOT, description: 'Table/Resource.Ref', value: { Ref: expect.stringMatching(/^Table/) } }]);
  });

  test('in a string is a slot between literals', () => {
    const app = new TestApp();
    expect(lift(app, `a-${parameter(app).valueAsString}-b`).expression).toEqual({
      op: 'template',
      of: [{ op: 'literal', args: ['a-'] }, { op: 'slot', args: [SLOT, 'string'] }, { op: 'literal', args: ['-b'] }],
    });
  });

  test('that is a number keeps its type', () => {
    const app = new TestApp();
    const { expression, variables } = lift(app, parameter(app, 'P', 'Number').valueAsNumber);
    expect(expression).toEqual({ op: 'slot', args: [SLOT, 'number'] });
    expect(variables[0].value).toEqual({ Ref: 'P' });
  });

  test('that is a list keeps its type', () => {
    const app = new TestApp();
    const { expression, variables } = lift(app, parameter(app, 'P', 'CommaDelimitedList').valueAsList);
    expect(expression).toEqual({ op: 'slot', args: [SLOT, 'list'] });
    expect(variables[0].value).toEqual({ 'Fn::Join': ['\n', { Ref: 'P' }] });
  });

  test('in lists and maps is a slot at its place', () => {
    const app = new TestApp();
    const value = parameter(app).valueAsString;
    const { expression, variables } = lift(app, { list: ['a', value], one: value });
    expect(expression).toMatchObject({ op: 'objectOf', args: [['list', 'one'], false], of: [{ op: 'listOf', of: [{ op: 'literal' }, { op: 'slot' }] }, { op: 'slot' }] });
    expect(variables).toHaveLength(1);
  });

  test.each<[string, (app: TestApp) => string, string, unknown]>([
    ['a pseudo parameter', () => Aws.REGION, 'AWS::Region', { Ref: 'AWS::Region' }],
    ['the Region of a stack without one', app => app.stack.region, 'AWS::Region', { Ref: 'AWS::Region' }],
    ['a function of references', app => Fn.select(0, Fn.split('/', app.table.tableArn)), 'part of Table/Resource.Arn', expect.anything()],
    ['an import', () => Fn.importValue('exported'), '{"Fn::ImportValue":"exported"}', { 'Fn::ImportValue': 'exported' }],
    ['a raw intrinsic', () => Token.asString({ 'Fn::GetAtt': ['X', 'Y'] }), '{"Fn::GetAtt":["X","Y"]}', { 'Fn::GetAtt': ['X', 'Y'] }],
    ['a lazy reference', app => Lazy.string({ produce: () => app.table.tableName }), 'Table/Resource.Ref', expect.anything()],
  ])('that is %s', (_, value, description, variable) => {
    const app = new TestApp();
    expect(lift(app, value(app)).variables).toEqual([{ name: SLOT, description, value: variable }]);
  });

  test('that is a plain string is a literal', () => {
    const app = new TestApp();
    expect(lift(app, Lazy.string({ produce: () => 'plain' }))).toEqual({ expression: { op: 'literal', args: ['plain'] }, variables: [] });
    expect(lift(app, `a ${Lazy.string({ produce: () => 'b' })}`).expression).toEqual({ op: 'literal', args: ['a b'] });
  });

  test('that is not parsed: braces in it are part of the string', () => {
    const app = new TestApp();
    const { expression } = lift(app, Lazy.string({ produce: () => '{{user.email}}' }));
    expect(expression).toEqual({ op: 'literal', args: ['{{user.email}}'] });
  });
});

test('a known Region is a literal', () => {
  const app = new TestApp({ account: '111122223333', region: 'eu-west-1' });
  expect(lift(app, app.stack.region).expression).toEqual({ op: 'literal', args: ['eu-west-1'] });
});

describe('names of slots', () => {
  const nameOf = (app: TestApp, value: unknown) => lift(app, value).variables[0].name;

  test('differ for targets, attributes and types', () => {
    const app = new TestApp();
    const other = new dynamodb.Table(app.stack, 'Other', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    const names = [app.table.tableName, app.table.tableArn, other.tableName, [app.table.tableName][0].concat(''), Fn.join('', [app.table.tableName, 'x']), Aws.REGION, Aws.ACCOUNT_ID]
      .map(value => nameOf(app, value));
    expect(new Set(names).size).toBe(6);
    const number = parameter(app, 'P', 'Number');
    expect(nameOf(app, number.valueAsNumber)).not.toBe(nameOf(app, number.valueAsString));
  });

  test('of references to another stack differ from those within the stack, by the path', () => {
    const app = new TestApp();
    const far = new Stack(app.app, 'Far');
    const table = new dynamodb.Table(far, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    expect(nameOf(app, table.tableName)).not.toBe(nameOf(app, app.table.tableName));
    expect(lift(app, table.tableName).variables[0].description).toBe('/Far/Table/Resource.Ref');
  });

  test('of values with the same name in two stacks differ', () => {
    const app = new TestApp();
    const far = new Stack(app.app, 'Far');
    const [own, other] = [new ScopedAws(app.stack), new ScopedAws(far)];
    const names = [own.region, other.region, own.stackName, other.stackName].map(value => nameOf(app, value));
    expect(new Set(names).size).toBe(4);
  });

  test('of references into a nested stack contain its path, and are the same in every stack', () => {
    const app = new TestApp();
    const table = new dynamodb.Table(new NestedStack(app.stack, 'Nested'), 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    expect(lift(app, table.tableName).variables[0].description).toBe('^/Nested/Table/Resource.Ref');
  });

  test('distinguish a path from an attribute with dots', () => {
    const app = new TestApp();
    const names = [['a.b', 'c'], ['a', 'b.c']].map(([id, attribute]) => nameOf(app, new CfnResource(app.stack, id, { type: 'AWS::SNS::Topic' }).getAtt(attribute).toString()));
    expect(new Set(names).size).toBe(2);
  });
});

test('disabled rules add no variable, parameter or permission', () => {
  const app = new TestApp();
  const source = TableSource.item('disabled', { table: app.table, key: { id: parameterValue(app, 'Key') } });
  app.enricher({
    claims: [
      ClaimRule.set('a', Value.literal(parameter(app, 'A').valueAsString), { mode: RuleMode.DISABLED, when: Condition.client(app.client()) }),
      ClaimRule.set('b', source.attribute('b'), { mode: RuleMode.DISABLED }),
    ],
  });
  const { environment } = deployedEnricher(app.app.synth().directory, 'Stack');
  expect(Object.keys(environment)).toEqual(['TE_RULES']);
  const { Resources } = app.template();
  expect(Object.values(Resources).filter(({ Type }) => Type === 'AWS::SSM::Parameter')).toEqual([]);
  const [role] = Object.values(Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
  expect(role.Properties.Policies.flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement)).toHaveLength(1);
});

test('environment variables contain the values, and the digest of the document', () => {
  const app = new TestApp();
  app.enricher({ claims: [ClaimRule.set('a', Value.literal([app.table.tableName, parameter(app).valueAsString]))] });
  const { environment } = deployedEnricher(app.app.synth().directory, 'Stack');
  expect(Object.keys(environment).filter(name => name !== 'TE_RULES')).toEqual([SLOT, SLOT]);
  expect(environment.TE_RULES).toMatch(/^[0-9a-f]{32}$/);
  expect(Object.values(environment)).toEqual(expect.arrayContaining(['Parameter']));
});
