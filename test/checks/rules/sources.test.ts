import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { ClaimRule, TableSource, Value, type ItemSourceProps } from '../../../src';
import { errorOf, TestApp } from '../../support/app';
import { describeCheck, describeWarning } from '../../support/checks';

describeCheck('SourceName', {
  invalid: [
    { name: 'a root of templates', props: app => ({ sources: [app.source('user')] }), says: ['sources[0] (name of the source)', "'user'", 'templates reserve this one'] },
    { name: 'a dash', props: app => ({ sources: [app.source('my-table')] }), says: ["'my-table'", 'a letter, then letters, digits and _'] },
    { name: 'a digit first', props: app => ({ sources: [app.source('1st')] }), says: ["'1st'"] },
    { name: 'a literal of templates', props: app => ({ sources: [app.source('true')] }), says: ["'true'"] },
  ],
  valid: [{ name: 'letters, digits and _', props: app => ({ sources: [app.source('My_table2')] }) }],
});

describeCheck('DuplicateSource', {
  invalid: [{
    name: 'two sources of one name',
    props: app => ({ claims: [ClaimRule.set('a', app.source().attribute('a')), ClaimRule.set('b', app.source('profile', { consistentRead: true }).attribute('b'))] }),
    says: ['claims[1].value', "another source named 'profile', first used at claims[0].value"],
  }, {
    name: 'two sources of one name in one value',
    props: app => ({ claims: [ClaimRule.set('a', Value.firstOf(app.source('s').attribute('a'), app.source('profile').attribute('a'), app.source('profile', { consistentRead: true }).attribute('b')))] }),
    says: ["claims[0].value.source('profile')", "another source named 'profile'"],
  }],
  valid: [
    { name: 'one source, made twice', props: app => ({ claims: [ClaimRule.set('a', app.source().attribute('a')), ClaimRule.set('b', app.source().attribute('b'))] }) },
    { name: 'two names for one table', props: app => ({ claims: [ClaimRule.set('a', app.source('one').attribute('a')), ClaimRule.set('b', app.source('two').attribute('b'))] }) },
  ],
});

describeCheck('SourceCycle', {
  invalid: [{
    name: 'keys that need each other',
    props: app => ({ sources: [app.source('one', { key: { id: Value.template('{{two.id}}') } }), app.source('two', { key: { id: Value.template('{{one.id}}') } })] }),
    says: ['sources[0].key', 'one needs two needs one'],
  }, {
    name: 'a key that needs itself, in a rule',
    props: app => ({ claims: [ClaimRule.set('a', app.source('one', { key: { id: Value.template('{{one.id}}') } }).attribute('a'))] }),
    says: ['claims[0].value.key', 'one needs one'],
  }, {
    name: 'a cycle behind other sources',
    props: app => ({
      sources: [
        app.source('first'), app.source('start', { key: { id: Value.template('{{first.id}}/{{one.id}}') } }),
        app.source('one', { key: { id: Value.template('{{two.id}}') } }), app.source('two', { key: { id: Value.template('{{one.id}}') } }),
      ],
    }),
    says: ['sources[2].key', 'given:   one needs two needs one\n'],
  }],
  valid: [{
    name: 'a chain',
    props: app => ({ sources: [app.source('one'), app.source('two', { key: { id: Value.template('{{one.id}}') } })] }),
  }, {
    name: 'two ways to one source',
    props: app => ({
      sources: [
        app.source('one'), app.source('two', { key: { id: Value.template('{{one.id}}') } }), app.source('three', { key: { id: Value.template('{{one.id}}/{{two.id}}') } }),
      ],
    }),
  }],
});

describeCheck('KeyType', {
  invalid: [
    { name: 'a list as key', props: app => ({ sources: [app.source('s', { key: { id: Value.groups() } })] }), says: ['sources[0].key.id', 'a list', 'a string or a number'] },
    { name: 'a key in a rule', props: app => ({ claims: [ClaimRule.set('a', app.source('s', { key: { id: Value.literal(true) } }).attribute('a'))] }), says: ['claims[0].value.key.id', 'a boolean'] },
  ],
  valid: [
    { name: 'one of the groups', props: app => ({ sources: [app.source('s', { key: { id: Value.groups().property('[0]') } })] }) },
    { name: 'a value of any type', props: app => ({ sources: [app.source('s', { key: { id: app.source().attribute('x') } })] }) },
    { name: 'a value that is never there', props: app => ({ sources: [app.source('s', { key: { id: Value.listOf().first() } })] }) },
  ],
});

describeCheck('Key', {
  invalid: [
    { name: 'no key', props: app => ({ sources: [app.source('s', { key: {} })] }), says: ['sources[0].key', 'nothing'] },
    { name: 'no key of the second source of a rule', props: app => ({ claims: [ClaimRule.set('a', app.source('one').attribute('a').orElse(app.source('two', { key: {} }).attribute('a')))] }), says: ["claims[0].value.source('two').key"] },
    { name: 'three attributes', props: app => ({ sources: [app.source('s', { key: { a: Value.sub(), b: Value.sub(), c: Value.sub() } })] }), says: ['a, b, c'] },
  ],
  valid: [{ name: 'a partition key', props: app => ({ sources: [app.source()] }) }],
});

/** A source of a table whose key has two parts, of which one is a number. */
const ofTwo = (app: TestApp, key: ItemSourceProps['key']) => app.source('s', {
  key,
  table: new dynamodb.TableV2(app.stack, 'T2', {
    partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING }, sortKey: { name: 'sk', type: dynamodb.AttributeType.NUMBER },
  }),
});

describeCheck('TableKey', {
  invalid: [
    { name: 'a name that the key does not have', props: app => ({ claims: [ClaimRule.set('a', app.source('s', { key: { ids: Value.sub() } }).attribute('a'))] }), says: ['claims[0].value.key.ids', "did you mean 'id'?", 'the primary key of the table: id', "write 'id' instead", 'has 1 problem:'] },
    {
      name: 'half of a key',
      props: app => ({ sources: [app.source('s', { table: new dynamodb.TableV2(app.stack, 'T2', { partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING }, sortKey: { name: 'sk', type: dynamodb.AttributeType.NUMBER } }), key: { pk: Value.sub() } })] }),
      says: ['sources[0].key', "no 'sk'", 'pk and sk'],
    },
    { name: 'a part too many', props: app => ({ sources: [app.source('s', { key: { id: Value.sub(), x: Value.literal('a') } })] }), says: ['sources[0].key.x', "given:   'x'\n", 'fix:     remove it\n', 'has 1 problem:'] },
    { name: 'another name for one of two parts', props: app => ({ sources: [ofTwo(app, { pk: Value.sub(), skk: Value.literal(1) })] }), says: ['sources[0].key.skk', "'skk', did you mean 'sk'?", "write 'sk' instead", 'has 1 problem:'] },
    { name: 'another name for one part, and no other', props: app => ({ sources: [ofTwo(app, { a: Value.sub() })] }), says: ["write 'pk' or 'sk' instead", "no 'sk'", 'the complete primary key of the table: pk and sk', "add a value for 'sk'", 'has 2 problems:'] },
    {
      name: 'a string for a number',
      props: app => ({ sources: [app.source('s', { table: new dynamodb.Table(app.stack, 'T2', { partitionKey: { name: 'n', type: dynamodb.AttributeType.NUMBER } }), key: { n: Value.sub() } })] }),
      says: ['sources[0].key.n', 'a string', 'a number, the type in the key schema of the table', 'toNumber()'],
    },
    {
      name: 'a number for a string',
      props: app => ({ sources: [app.source('s', { key: { id: Value.now() } })] }),
      says: ['sources[0].key.id', 'a number', 'asString()'],
    },
    {
      name: 'a binary key',
      props: app => ({ sources: [app.source('s', { table: new dynamodb.Table(app.stack, 'T2', { partitionKey: { name: 'b', type: dynamodb.AttributeType.BINARY } }), key: { b: Value.sub() } })] }),
      says: ['sources[0].key.b', 'the table declares type B'],
    },
  ],
  valid: [
    {
      name: 'partition and sort key',
      props: app => ({ sources: [app.source('s', { table: new dynamodb.TableV2(app.stack, 'T2', { partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING }, sortKey: { name: 'sk', type: dynamodb.AttributeType.NUMBER } }), key: { pk: Value.sub(), sk: Value.literal(1) } })] }),
    },
    { name: 'an imported table, whose key nobody knows', props: app => ({ sources: [app.source('s', { table: dynamodb.Table.fromTableName(app.stack, 'T2', 'table'), key: { x: Value.sub() } })] }) },
  ],
});

describe('TableRegion', () => {
  const build = (arn: string) => {
    const app = new TestApp({ account: '111122223333', region: 'us-east-1' });
    app.enricher({ sources: [app.source('s', { table: dynamodb.Table.fromTableArn(app.stack, 'T2', arn) })] });
  };

  test('fails for a table in another Region', () => {
    const message = errorOf(() => build('arn:aws:dynamodb:eu-west-1:111122223333:table/users'));
    ['sources[0].table: TableRegion', 'a table in eu-west-1', 'us-east-1', 'a replica'].forEach(text => expect(message).toContain(text));
  });

  test('passes a table of another account in the same Region', () => {
    build('arn:aws:dynamodb:us-east-1:444455556666:table/users');
  });
});

describeCheck('Source', {
  invalid: [{ name: 'something else', props: () => ({ sources: [Value.sub() as unknown as TableSource] }), says: ['sources[0]', 'an object of Value', 'TableSource.item'] }],
  valid: [{ name: 'a source', props: app => ({ sources: [app.source()] }) }],
});

describeCheck('Table', {
  invalid: [{ name: 'a name', props: app => ({ sources: [app.source('s', { table: 'table' as never })] }), says: ['sources[0].table', "'table'", 'the construct of the table'] }],
  valid: [{ name: 'an L1', props: app => ({ sources: [app.source('s', { table: app.table.node.defaultChild as dynamodb.CfnTable })] }) }],
});

describeWarning('UsernameAsKey', {
  invalid: [{ name: 'a key of the user name', props: app => ({ sources: [app.source('s', { key: { id: Value.template('USER#{{user.username}}') } })] }), says: ['sources[0].key.id', 'Value.sub()'] }],
  valid: [{ name: 'a key of sub', props: app => ({ sources: [app.source()] }) }],
});
