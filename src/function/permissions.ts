import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Tracing } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { previousStatements } from './previous-function';
import { keyAttributes } from './table-schema';
import type { CycleGuard } from '../attachment/cycle-guard';
import { contentOf } from '../ruleset/compile/tokens';
import type { RulesetDocument } from '../ruleset/document';
import { usedSources } from '../ruleset/expressions';
import { stableStringify } from '../ruleset/json';
import type { TableSource } from '../sources/table-source';
import type { TokenEnricherProps } from '../token-enricher-props';

/** What the function may do: write its own log, read what enabled rules read, what VPC and tracing need, and nothing else. */
export function permissions(
  scope: IConstruct,
  document: RulesetDocument,
  sources: ReadonlyMap<string, TableSource>,
  logGroup: ILogGroup,
  clientParameters: readonly string[],
  guard: CycleGuard,
  props: TokenEnricherProps,
): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({ sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
      ...readStatements(scope, document, sources, guard),
      ...clientStatements(scope, clientParameters),
      ...previousStatements(scope, props, guard),
      ...networkStatements(props),
      ...tracingStatements(props),
    ],
  });
}

/** What may be done with one table or index, by the name that the function has for it. */
interface Reads {
  readonly arns: Map<string, string>;
  readonly actions: Set<string>;
  readonly attributes: Set<string>;
  readonly selects: Set<string>;
}

/**
 * One statement for each table or index as the function names it, as reads of one name are done together: the key and the attributes that
 * rules use. ForAllValues is true of no attributes at all, which would be all of them: the function always sends the list, or counts.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
function readStatements(
  scope: IConstruct,
  document: RulesetDocument,
  sources: ReadonlyMap<string, TableSource>,
  guard: CycleGuard,
): readonly PolicyStatement[] {
  const read = new Map<string, Reads>();
  const keys = new Map<string, string>();
  const contentName = (arn: string): string => stableStringify([contentOf(arn, scope).resolved]);
  for (const [name, { attributes }] of usedSources(document.rules, document.sources)) {
    const { table, encryptionKey = (table as Partial<ITable>).encryptionKey } = sources.get(name)!._props;
    const source = document.sources[name];
    const index = source.kind === 'query' ? source.index : undefined;
    const target = stableStringify([source.table, source.kind, index ?? null]);
    const reads = read.get(target) ?? { arns: new Map(), actions: new Set(), attributes: new Set(), selects: new Set() };
    const arn = index === undefined ? table.tableRef.tableArn : `${table.tableRef.tableArn}/index/${index}`;
    reads.arns.set(contentName(arn), arn);
    reads.actions.add(source.kind === 'item' ? 'dynamodb:GetItem' : 'dynamodb:Query');
    reads.selects.add(source.kind === 'query' && source.select !== 'ITEMS' ? 'COUNT' : 'SPECIFIC_ATTRIBUTES');
    const sortKey = source.kind === 'query' && source.sort ? [source.sort.attribute] : [];
    // a page says where the next one starts, by all keys of table and index
    const pageKeys = source.kind === 'query' ? keyAttributes(table, index) : [];
    [...Object.keys(source.key), ...sortKey, ...pageKeys, ...attributes].forEach(attribute => reads.attributes.add(attribute));
    read.set(target, reads);
    const keyArn = encryptionKey?.keyRef.keyArn;
    if (keyArn !== undefined) {
      keys.set(contentName(keyArn), keyArn);
    }
  }
  const resource = (arn: string): string => guard.read(arn, contentOf(arn, scope).references, 'sources');
  return [
    ...[...read.values()].map(({ arns, actions, attributes, selects }) => new PolicyStatement({
      actions: [...actions],
      resources: [...arns.values()].map(resource),
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...attributes].sort() },
        'StringEqualsIfExists': { 'dynamodb:Select': selects.size > 1 ? [...selects].sort() : [...selects][0] },
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

/**
 * What Lambda needs to make the network interfaces of the function: the managed policy for it, less its writes on every log group.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaVPCAccessExecutionRole.html
 */
function networkStatements({ vpc }: TokenEnricherProps): readonly PolicyStatement[] {
  return vpc === undefined ? [] : [new PolicyStatement({
    sid: 'Network',
    actions: [
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ],
    // they can be described on all resources alone
    resources: ['*'],
  })];
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html */
function tracingStatements({ tracing }: TokenEnricherProps): readonly PolicyStatement[] {
  return !isTraced(tracing) ? [] : [new PolicyStatement({
    sid: 'Tracing',
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    // they know no resources
    resources: ['*'],
  })];
}

export function isTraced(tracing: Tracing | undefined): tracing is Tracing {
  return tracing !== undefined && tracing !== Tracing.DISABLED;
}
