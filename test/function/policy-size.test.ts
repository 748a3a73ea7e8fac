import { App, CfnCondition, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Attachment, ClaimRule, Condition, ScopeRule, TableSource, TokenEnricher, Value } from '../../src';
import { policySize } from '../../src/cdk/policies';
import { errorOf } from '../support/app';
import { describeWarning } from '../support/checks';
import { textsOf } from '../support/notes';
import { newApp } from '../support/stacks';

const STRING = dynamodb.AttributeType.STRING;

function stackWith(tables: number, clients = 0, aliasName?: string): Stack {
  const stack = new Stack(newApp(), 'Stack');
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

/** The errors of synthesis about the size of a policy. */
function errorsOf(stack: Stack): readonly string[] {
  try {
    synthesize(stack);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

const warningsOf = (stack: Stack): readonly string[] => textsOf((stack.node.root as App).synth())
  .filter(text => text.includes('LargePolicy'));

/** The error, or the warnings if there is none. */
function findingsOf(stack: Stack): readonly string[] {
  const errors = errorsOf(stack);
  return errors.length > 0 ? errors : warningsOf(stack);
}

const synthesize = (stack: Stack) => (stack.node.root as App).synth().stacks[0].template;

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
  const message = errorOf(() => synthesize(stackWith(25, 0, 'live')));
  ['10,240 characters', 'with aliasName, the role has the former permissions too', 'leave out aliasName'].forEach(text => expect(message).toContain(text));
  expect(() => synthesize(stackWith(25))).not.toThrow();
});

test.each([33, 34, 35, 36])('%i tables with generated names are reported if they do not fit, with long names too', tables => {
  const stack = stackWith(tables);
  const reported = findingsOf(stack).length > 0;
  // an app with an error has no template, so the size is that of fewer tables and the rest
  const one = deployedSize(stackWith(2)) - deployedSize(stackWith(1));
  expect(reported).toBe(deployedSize(stackWith(20)) + (tables - 20) * (one + 2) > 10_240);
});

test.each<[string, dynamodb.TableProps['tableName']]>([
  ['in a stack with a long name', undefined],
  ['with their own names', 'x'.repeat(250)],
])('fewer tables with long names do not fit: %s', (_, tableName) => {
  const build = (count: number) => {
    const stack = new Stack(newApp(), tableName === undefined ? 'S'.repeat(100) : 'Stack');
    const claims = Array.from({ length: count }, (__, index) => ClaimRule.set(`c${index}`, TableSource.item(`source${index}`, {
      table: new dynamodb.Table(stack, `Table${index}`, { partitionKey: { name: 'id', type: STRING }, ...tableName && { tableName: `${tableName}${index}` } }),
      key: { id: Value.sub() },
    }).attribute('plan')));
    new TokenEnricher(stack, 'TokenEnricher', { userPool: new cognito.UserPool(stack, 'Pool'), claims });
    return stack;
  };
  expect(errorsOf(build(28))).toEqual([expect.stringContaining('sources: PolicySize')]);
  expect(findingsOf(build(15))).toEqual([]);
});

test('the branches of an Fn::If count as the shortest and the longest', () => {
  const stack = new Stack();
  new CfnCondition(stack, 'C');
  expect(policySize(stack, { Resource: Fn.conditionIf('C', 'short', 'much-longer') })).toEqual({ least: '{"Resource":"short"}'.length, usual: '{"Resource":"much-longer"}'.length });
});

describe('the role of the author', () => {
  const withRole = (roleOf: (stack: Stack) => iam.IRole) => {
    const stack = new Stack(newApp(), 'Stack');
    const source = TableSource.item('profile', { table: new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: STRING } }), key: { id: Value.sub() } });
    new TokenEnricher(stack, 'TokenEnricher', { userPool: new cognito.UserPool(stack, 'Pool'), role: roleOf(stack), claims: [ClaimRule.set('a', source.attribute('plan'))] });
    return errorsOf(stack);
  };
  const statements = (count: number) => Array.from({ length: count }, (_, index) => new iam.PolicyStatement({
    actions: ['s3:GetObject'], resources: [`arn:aws:s3:::bucket-${index}/${'x'.repeat(200)}`],
  }));
  const roleWith = (stack: Stack, inline: number): iam.Role => new iam.Role(stack, 'Role', {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { Own: new iam.PolicyDocument({ minimize: false, statements: statements(inline) }) },
  });
  const withPolicies = (stack: Stack, role: iam.IRole, count: number): iam.IRole => {
    [0, 1].forEach(index => role.attachInlinePolicy(new iam.Policy(stack, `Policy${index}`, { document: new iam.PolicyDocument({ minimize: false, statements: statements(count) }) })));
    return role;
  };

  test.each<[string, (stack: Stack) => iam.IRole]>([
    ['in its inline policies', stack => roleWith(stack, 40)],
    ['in policies that are attached to it', stack => withPolicies(stack, roleWith(stack, 1), 20)],
    ['in policies that are attached to an imported role', stack => withPolicies(stack, iam.Role.fromRoleName(stack, 'Role', 'enricher'), 20)],
  ])('has no room beside many statements %s', (_, roleOf) => {
    const [message] = withRole(roleOf);
    ['sources: PolicySize', 'move the other inline policies of the role to managed policies'].forEach(text => expect(message).toContain(text));
  });

  test.each<[string, (stack: Stack) => iam.IRole]>([
    ['some statements', stack => roleWith(stack, 20)],
    ['many statements in a managed policy', stack => {
      const role = roleWith(stack, 1);
      role.addManagedPolicy(new iam.ManagedPolicy(stack, 'Managed', { statements: statements(40) }));
      return role;
    }],
    ['a role beside it with many statements', stack => {
      withPolicies(stack, new iam.Role(stack, 'Other', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }), 20);
      return roleWith(stack, 1);
    }],
  ])('has room beside %s', (_, roleOf) => {
    expect(withRole(roleOf)).toEqual([]);
  });
});

describe('the resource-based policy of the function', () => {
  const attachedTo = (pools: number, aliasName?: string, enrichers = 1): Stack => {
    const stack = new Stack(newApp(), 'Stack');
    const claims = [ClaimRule.set('plan', Value.literal('free'))];
    const all = Array.from({ length: enrichers }, (_, index) => new TokenEnricher(stack, `TokenEnricher${index}`, { aliasName, attachment: Attachment.none(), claims }));
    for (let index = 0; index < pools; index++) {
      all[index % enrichers].attachTo(new cognito.UserPool(stack, `Pool${index}`));
    }
    return stack;
  };

  test.each([undefined, 'live'])('has no room for 60 user pools, with the alias %s', aliasName => {
    const [message] = errorsOf(attachedTo(60, aliasName));
    ['userPool: PolicySize', '60 permissions to invoke the function', 'allowed: 20,480 bytes', 'about 4', 'another enricher'].forEach(text => expect(message).toContain(text));
  });

  test('may have no room for 44, and has room for those of the fix', () => {
    const stack = attachedTo(44);
    expect(errorsOf(stack)).toEqual([]);
    expect(warningsOf(stack)).toEqual([expect.stringContaining('about 43')]);
    const fixed = attachedTo(43);
    expect(findingsOf(fixed)).toEqual([]);
  });

  test('is one for each enricher', () => {
    const stack = attachedTo(60, undefined, 2);
    expect(findingsOf(stack)).toEqual([]);
  });
});

describeWarning('LargePolicy', {
  invalid: [{
    name: 'many tables whose names are parameters',
    props: ({ stack }) => ({ claims: tablesOfParameters(stack, 35) }),
    says: ['sources: ', 'permissions of at least', 'if all names are as long as usual', '10,240'],
  }],
  valid: [{ name: 'some of them', props: ({ stack }) => ({ claims: tablesOfParameters(stack, 10) }) }],
});

function tablesOfParameters(stack: Stack, count: number): ClaimRule[] {
  return Array.from({ length: count }, (_, index) => {
    const table = dynamodb.Table.fromTableName(stack, `Table${index}`, new CfnParameter(stack, `Name${index}`).valueAsString);
    return ClaimRule.set(`c${index}`, TableSource.item(`source${index}`, { table, key: { id: Value.sub() } }).attribute('plan'));
  });
}

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
    const app = newApp();
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
  const app = newApp();
  const stack = new Stack(app, 'Stack');
  const userPool = new cognito.UserPool(stack, 'Pool');
  const scope = Array.from({ length: 20 }).reduce<Construct>((outer, _, index) => new Construct(outer, `${'x'.repeat(100)}${index}`), stack);
  new TokenEnricher(scope, 'TokenEnricher', { userPool, scopes: [ScopeRule.suppress('profile', { when: Condition.client(userPool.addClient('Web')) })] });
  const [parameter] = Object.values<any>(synthesize(stack).Resources).filter(({ Type }) => Type === 'AWS::SSM::Parameter');
  expect(parameter.Properties.Description).toHaveLength(1024);
});
