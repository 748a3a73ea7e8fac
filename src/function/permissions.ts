import type { ITableRef } from 'aws-cdk-lib/aws-dynamodb';
import type { IRole, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Tracing } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct, IConstruct } from 'constructs';
import { parameterPath } from './client-parameters';
import { usedSources } from '../analysis/item-uses';
import type { CycleGuard } from '../attachment/cycle-guard';
import { ArnFormat, Lazy, Stack, aws_iam as iam, aws_lambda as lambda } from '../cdk/aws-cdk-lib';
import { fixed, INLINE_POLICIES, inlinePolicies, largePolicy, policySize, sum } from '../cdk/policies';
import { encryptionOf, keyAttributes } from '../cdk/tables';
import { contentOf } from '../cdk/tokens';
import { PREVIOUS_VARIABLE, type RulesetDocument, type TableSource } from '../core/document/document';
import { sourcesReadBy } from '../core/document/expressions';
import { stableStringify } from '../core/document/json';
import type { Findings } from '../problems/problems';
import type { Source } from '../sources/source';
import type { TokenEnricherProps } from '../token-enricher-props';

/**
 * The permissions of the function, and no others: write to its own log group, read the sources and parameters of the rules, call the compared
 * function, and use the VPC and tracing.
 */
export function permissions(
  scope: Construct,
  document: RulesetDocument,
  sources: ReadonlyMap<string, Source>,
  logGroup: ILogGroup,
  clientParameters: readonly string[],
  guard: CycleGuard,
  props: TokenEnricherProps,
): PolicyDocument {
  return new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({ sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
      ...readStatements(scope, document, sources, guard),
      ...functionStatements(scope, document, sources, guard),
      ...clientStatements(scope, clientParameters),
      ...previousStatements(scope, props, guard),
      ...environmentStatements(props),
      ...networkStatements(props),
      ...tracingStatements(props),
    ],
  });
}

/** The permissions of a role have a limited size, so many app clients share a statement on their path, which only this enricher uses. */
const NAMED_CLIENTS = 20;

function clientStatements(scope: Construct, parameters: readonly string[]): readonly PolicyStatement[] {
  const names = parameters.length > NAMED_CLIENTS ? [`${parameterPath(scope)}/*`] : parameters;
  return names.length === 0 ? [] : [new iam.PolicyStatement({
    sid: 'Clients',
    actions: ['ssm:GetParameters'],
    resources: names.map(name => Stack.of(scope).formatArn({
      service: 'ssm',
      resource: 'parameter',
      // the ARN has the leading slash of the name already
      resourceName: name.slice(1),
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    })),
  })];
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/security-encryption-at-rest.html */
function environmentStatements({ environmentEncryption }: TokenEnricherProps): readonly PolicyStatement[] {
  return environmentEncryption === undefined ? []
    : [new iam.PolicyStatement({ sid: 'Environment', actions: ['kms:Decrypt'], resources: [environmentEncryption.keyRef.keyArn] })];
}

/**
 * The permissions for the network interfaces of the function: those of the managed policy, without write access to every log group.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaVPCAccessExecutionRole.html
 */
function networkStatements({ vpc }: TokenEnricherProps): readonly PolicyStatement[] {
  return vpc === undefined ? [] : [new iam.PolicyStatement({
    sid: 'Network',
    actions: [
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ],
    // the Describe actions do not support resources
    resources: ['*'],
  })];
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html */
function tracingStatements({ tracing }: TokenEnricherProps): readonly PolicyStatement[] {
  return !isTraced(tracing) ? [] : [new iam.PolicyStatement({
    sid: 'Tracing',
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    // these actions do not support resources
    resources: ['*'],
  })];
}

export function isTraced(tracing: Tracing | undefined): tracing is Tracing {
  return tracing !== undefined && tracing !== lambda.Tracing.DISABLED;
}

/** The permission to invoke the functions of the sources that rules read: exactly these functions, versions or aliases. */
function functionStatements(
  scope: IConstruct, { rules, sources: documents }: RulesetDocument, sources: ReadonlyMap<string, Source>, guard: CycleGuard,
): readonly PolicyStatement[] {
  const functions = [...sourcesReadBy(rules, documents)].filter(name => documents[name].kind === 'function').map(name => sources.get(name)!._props.handler!);
  const arns = new Set(functions.map(({ functionArn }) => guard.read(functionArn, contentOf(functionArn, scope).references, 'sources')));
  return arns.size === 0 ? [] : [new iam.PolicyStatement({ sid: 'Functions', actions: ['lambda:InvokeFunction'], resources: [...arns].sort() })];
}

/** The environment variable with the ARN of the `compareWith` function, whose response is used while the rules are only compared with it. */
export function previousEnvironment(scope: IConstruct, props: TokenEnricherProps, guard: CycleGuard): { readonly [name: string]: string } {
  const arn = arnOf(scope, props, guard);
  return arn === undefined ? {} : { [PREVIOUS_VARIABLE]: arn };
}

/** The permission to invoke the `compareWith` function. */
function previousStatements(scope: IConstruct, props: TokenEnricherProps, guard: CycleGuard): readonly PolicyStatement[] {
  const arn = arnOf(scope, props, guard);
  return arn === undefined ? [] : [new iam.PolicyStatement({ sid: 'Previous', actions: ['lambda:InvokeFunction'], resources: [arn] })];
}

function arnOf(scope: IConstruct, { compareWith }: TokenEnricherProps, guard: CycleGuard): string | undefined {
  return compareWith && guard.read(compareWith.functionArn, contentOf(compareWith.functionArn, scope).references, 'compareWith');
}

/**
 * Reports permissions that do not fit into the role of the function, together with all other inline policies of the role.
 *
 * @param isTwice with an alias, the former policy stays until the end of a deployment
 */
export function policyFindings(scope: IConstruct, needed: PolicyDocument, role: IRole, isTwice: boolean): Findings {
  const own = policySize(scope, needed.toJSON());
  const all = sum(inlinePolicies(scope, role), isTwice ? own : fixed(0));
  // a role that the app may not change does not have them
  const least = Math.max(own.least, all.least);
  const usual = Math.max(own.usual, all.usual);
  const others = usual - (isTwice ? 2 : 1) * own.usual;
  const allowed = `${INLINE_POLICIES.toLocaleString('en')} characters, the limit of IAM for the inline policies of a role${isTwice
    ? '; with aliasName, the role has the former permissions too until a deployment ends' : ''}`;
  const fix = `read fewer tables, or keep what the rules need in fewer of them${isTwice ? '; or leave out aliasName' : ''}${others > 0
    ? '; or move the other inline policies of the role to managed policies' : ''}`;
  const given = `permissions of at least ${least.toLocaleString('en')} characters`;
  return least > INLINE_POLICIES
    ? { problems: [{ check: 'PolicySize', path: 'sources', given, allowed, fix }], warnings: [] }
    : { problems: [], warnings: usual <= INLINE_POLICIES ? [] : [largePolicy('sources', given, usual, allowed, fix)] };
}

/** The permissions for one table or index, by the name that the function uses for it. */
interface Reads {
  readonly arns: Map<string, string>;
  readonly actions: Set<string>;
  readonly attributes: Set<string>;
  readonly selects: Set<string>;
  /** The tables and indexes that are queried. */
  readonly queried: Array<{ readonly table: ITableRef; readonly index: string | undefined }>;
}

const ACTIONS: { readonly [kind in TableSource['kind']]: string } = { item: 'dynamodb:GetItem', itemForEach: 'dynamodb:BatchGetItem', query: 'dynamodb:Query' };

/**
 * One statement for each table or index as the function names it, as the function combines reads with the same name. A statement allows the key
 * attributes and the attributes that rules use. `ForAllValues` also matches a request without a list of attributes, which would read all of
 * them; the function always sends the list, or counts.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
function readStatements(
  scope: IConstruct,
  document: RulesetDocument,
  sources: ReadonlyMap<string, Source>,
  guard: CycleGuard,
): readonly PolicyStatement[] {
  const read = new Map<string, Reads>();
  const keys = new Map<string, string>();
  const contentName = (arn: string): string => stableStringify([contentOf(arn, scope).resolved]);
  for (const [name, { attributes }] of usedSources(document.rules, document.sources)) {
    const source = document.sources[name];
    if (source.kind === 'function') {
      continue;
    }
    const { keyAttributes: declared = [], encryptionKey } = sources.get(name)!._props;
    const table = sources.get(name)!._props.table!;
    const index = source.kind === 'query' ? source.index : undefined;
    const target = stableStringify([source.table, source.kind === 'query', index ?? null]);
    const reads: Reads = read.get(target) ?? { arns: new Map(), actions: new Set(), attributes: new Set(), selects: new Set(), queried: [] };
    const arn = index === undefined ? table.tableRef.tableArn : `${table.tableRef.tableArn}/index/${index}`;
    reads.arns.set(contentName(arn), arn);
    reads.actions.add(ACTIONS[source.kind]);
    reads.selects.add(source.kind === 'query' && source.select !== 'ITEMS' ? 'COUNT' : 'SPECIFIC_ATTRIBUTES');
    const sortKey = source.kind === 'query' && source.sort ? [source.sort.attribute] : [];
    [...Object.keys(source.key), ...sortKey, ...declared, ...attributes].forEach(attribute => reads.attributes.add(attribute));
    if (source.kind === 'query') {
      reads.queried.push({ table, index });
    }
    read.set(target, reads);
    const { keyArn } = encryptionOf(table, encryptionKey, scope);
    if (keyArn !== undefined) {
      keys.set(contentName(keyArn), keyArn);
    }
  }
  const resource = (arn: string): string => guard.read(arn, contentOf(arn, scope).references, 'sources');
  return [
    ...[...read.values()].map(({ arns, actions, attributes, selects, queried }) => new iam.PolicyStatement({
      actions: [...actions],
      resources: [...arns.values()].map(resource),
      conditions: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': withKeys(attributes, queried) },
        'StringEqualsIfExists': { 'dynamodb:Select': selects.size > 1 ? [...selects].sort() : [...selects][0] },
      },
    })),
    ...[...keys.values()].map(arn => decryptStatement(scope, resource(arn))),
  ];
}

/**
 * Adds the key attributes of queried tables and indexes: a page of a query names all of them to say where the next page starts. Lazy, as the app may
 * add an index after the enricher is created.
 */
function withKeys(attributes: ReadonlySet<string>, queried: Reads['queried']): readonly string[] {
  const known = (): string[] => [...new Set([...attributes, ...queried.flatMap(({ table, index }) => keyAttributes(table, index))])].sort();
  return queried.length > 0 ? Lazy.list({ produce: known }) : known();
}

/**
 * Permission to decrypt with the key of a table, only through DynamoDB.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
function decryptStatement(scope: IConstruct, keyArn: string): PolicyStatement {
  const { region, urlSuffix } = Stack.of(scope);
  return new iam.PolicyStatement({
    // the same actions as grantReadData of the CDK
    actions: ['kms:Decrypt', 'kms:DescribeKey'],
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.${urlSuffix}` } },
  });
}
