import { App, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { Attachment, ClaimRule, Condition, ScopeRule, TableSource, TokenEnricher, Value } from '../../src';
import { errorOf } from '../support/app';

const STRING = dynamodb.AttributeType.STRING;

function stackWith(tables: number, clients = 0, aliasName?: string): Stack {
  const stack = new Stack(new App({ analyticsReporting: false, treeMetadata: false }), 'Stack');
  const userPool = new cognito.UserPool(stack, 'Pool');
  const sources = Array.from({ length: tables }, (_, index) => TableSource.item(`source${index}`, {
    table: new dynamodb.Table(stack, `Table${index}`, { partitionKey: { name: 'id', type: STRING } }), key: { id: Value.sub() },
  }));
  new TokenEnricher(stack, 'TokenEnricher', {
    userPool,
    aliasName,
    claims: sources.map((source, index) => ClaimRule.set(`c${index}`, source.attribute('plan'))),
    scopes: Array.from({ length: clients }, (_, index) => ScopeRule.suppress('profile', { when: Condition.client(userPool.addClient(`Client${index}`)) })),
  });
  return stack;
}

const synthesize = (stack: Stack) => (stack.node.root as App).synth().getStackByName('Stack').template;

/** The characters that IAM counts, with the longest values that references can have here. */
function deployedSize(stack: Stack): number {
  const [role] = Object.values<any>(synthesize(stack).Resources).filter(({ Type, Properties }) => Type === 'AWS::IAM::Role' && Properties.Policies);
  const { Statement } = role.Properties.Policies[0].PolicyDocument;
  const filled = (value: any): any => Array.isArray(value) ? value.map(filled)
    : typeof value !== 'object' || value === null ? value
      : value.Ref ? { 'AWS::Partition': 'aws', 'AWS::Region': 'ap-southeast-1', 'AWS::AccountId': '123456789012' }[value.Ref as string] ?? 'x'.repeat(30)
        : value['Fn::GetAtt'] ? `arn:aws:dynamodb:ap-southeast-1:123456789012:table/Stack-${value['Fn::GetAtt'][0]}-1ABCDEFGHIJKL`
          : value['Fn::Join'] ? value['Fn::Join'][1].map(filled).join(value['Fn::Join'][0])
            : Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filled(each)]));
  return JSON.stringify({ Version: '2012-10-17', Statement: filled(Statement) }).length;
}

test('many tables do not fit into the policies of a role', () => {
  const message = errorOf(() => synthesize(stackWith(45)));
  ['sources: PolicySize', 'permissions of at least 1', 'allowed: 10,240 characters', 'read fewer tables'].forEach(text => expect(message).toContain(text));
});

test('with an alias, half of them fit', () => {
  expect(errorOf(() => synthesize(stackWith(25, 0, 'live')))).toContain('5,120 characters: with aliasName');
  expect(() => synthesize(stackWith(25))).not.toThrow();
});

test('what is reported as fitting fits, with long names too', () => {
  expect(deployedSize(stackWith(25))).toBeLessThan(10_240);
  expect(deployedSize(stackWith(30))).toBeLessThan(10_240);
});

test('many app clients share a statement on the path of the enricher', () => {
  const statementOf = (clients: number) => {
    const [role] = Object.values<any>(synthesize(stackWith(1, clients)).Resources).filter(({ Type, Properties }) => Type === 'AWS::IAM::Role' && Properties.Policies);
    return role.Properties.Policies[0].PolicyDocument.Statement.find(({ Sid }: any) => Sid === 'Clients');
  };
  expect(statementOf(20).Resource).toHaveLength(20);
  const { Action, Resource } = statementOf(90);
  expect(Action).toBe('ssm:GetParameters');
  expect(JSON.stringify(Resource)).toMatch(/:parameter\/token-enricher\/Stack\/[0-9a-f]{16}\/\*"/);
  expect(deployedSize(stackWith(1, 90))).toBeLessThan(2000);
});

describe('the role of the custom resources', () => {
  const attachedTo = (pools: number, stacks = 1): App => {
    const app = new App({ analyticsReporting: false, treeMetadata: false });
    for (let index = 0; index < pools; index++) {
      const id = `Stack${index % stacks}`;
      const stack = app.node.tryFindChild(id) as Stack | undefined ?? new Stack(app, id);
      new TokenEnricher(stack, `TokenEnricher${index}`, {
        userPool: cognito.UserPool.fromUserPoolId(stack, `Pool${index}`, `us-east-1_${index}`),
        attachment: Attachment.customResource(),
        claims: [ClaimRule.set('plan', Value.literal('free'))],
      });
    }
    return app;
  };

  test('has no room for 60 pools', () => {
    const message = errorOf(() => attachedTo(60).synth());
    ['userPool: PolicySize', '60 user pools that custom resources of Stack0', 'allowed: 10,240', 'more stacks'].forEach(text => expect(message).toContain(text));
    expect(message.match(/PolicySize/g)).toHaveLength(1);
  });

  test('is one for each stack', () => {
    expect(() => attachedTo(60, 2).synth()).not.toThrow();
  });
});

test('the description of a parameter fits, however deep the enricher is', () => {
  const app = new App({ analyticsReporting: false, treeMetadata: false });
  const stack = new Stack(app, 'Stack');
  const userPool = new cognito.UserPool(stack, 'Pool');
  const scope = Array.from({ length: 20 }).reduce<Construct>((outer, _, index) => new Construct(outer, `${'x'.repeat(100)}${index}`), stack);
  new TokenEnricher(scope, 'TokenEnricher', { userPool, scopes: [ScopeRule.suppress('profile', { when: Condition.client(userPool.addClient('Web')) })] });
  const [parameter] = Object.values<any>(synthesize(stack).Resources).filter(({ Type }) => Type === 'AWS::SSM::Parameter');
  expect(parameter.Properties.Description).toHaveLength(1024);
});
