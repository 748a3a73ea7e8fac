import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { ITable, ITableRef } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import type { CycleGuard } from '../attachment/cycle-guard';
import { contentOf } from '../ruleset/compile/tokens';
import type { RulesetDocument } from '../ruleset/document';
import { usedSources } from '../ruleset/expressions';
import { stableStringify } from '../ruleset/json';
import type { TableSource } from '../sources/table-source';

/** What the function may do: write its own log, read what enabled rules read, and nothing else. */
export function permissions(
  scope: IConstruct,
  document: RulesetDocument,
  sources: ReadonlyMap<string, TableSource>,
  logGroup: ILogGroup,
  clientParameters: readonly string[],
  guard: CycleGuard,
): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({ sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
      ...readStatements(scope, document, sources, guard),
      ...clientStatements(scope, clientParameters),
    ],
  });
}

/**
 * One statement for each table as the function names it, as reads of one name are done together: the key and the attributes that
 * rules use. ForAllValues is true of no attributes at
 * all, which would be all of them: the function always sends the list.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
function readStatements(
  scope: IConstruct,
  document: RulesetDocument,
  sources: ReadonlyMap<string, TableSource>,
  guard: CycleGuard,
): readonly PolicyStatement[] {
  const read = new Map<string, { readonly arns: Map<string, string>; readonly attributes: Set<string> }>();
  const keys = new Map<string, string>();
  const contentName = (arn: string): string => stableStringify([contentOf(arn, scope).resolved]);
  for (const [name, attributes] of usedSources(document.rules, document.sources)) {
    const table: ITableRef & Partial<ITable> = sources.get(name)!._props.table;
    const { tableArn } = table.tableRef;
    const { table: expression, key } = document.sources[name];
    const group = read.get(stableStringify(expression)) ?? { arns: new Map<string, string>(), attributes: new Set<string>() };
    group.arns.set(contentName(tableArn), tableArn);
    [...Object.keys(key), ...attributes].forEach(attribute => group.attributes.add(attribute));
    read.set(stableStringify(expression), group);
    if (table.encryptionKey) {
      keys.set(contentName(table.encryptionKey.keyArn), table.encryptionKey.keyArn);
    }
  }
  const resource = (arn: string): string => guard.read(arn, contentOf(arn, scope).references, 'sources');
  return [
    ...[...read.values()].map(({ arns, attributes }) => new PolicyStatement({
      actions: ['dynamodb:GetItem'],
      resources: [...arns.values()].map(resource),
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...attributes].sort() },
        'StringEqualsIfExists': { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      },
    })),
    ...[...keys.values()].map(arn => decryptStatement(scope, resource(arn))),
  ];
}

/**
 * The key that encrypts a table, by way of DynamoDB alone.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
function decryptStatement(scope: IConstruct, keyArn: string): PolicyStatement {
  const { region, urlSuffix } = Stack.of(scope);
  return new PolicyStatement({
    actions: ['kms:Decrypt', 'kms:DescribeKey'],
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.${urlSuffix}` } },
  });
}

function clientStatements(scope: IConstruct, parameters: readonly string[]): readonly PolicyStatement[] {
  return parameters.length === 0 ? [] : [new PolicyStatement({
    sid: 'Clients',
    actions: ['ssm:GetParameter'],
    resources: parameters.map(name => Stack.of(scope).formatArn({
      service: 'ssm',
      resource: 'parameter',
      // the name starts with the slash that the ARN has there
      resourceName: name.slice(1),
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    })),
  })];
}
