import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Tracing } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct, IConstruct } from 'constructs';
import { parameterPath } from './client-parameters';
import { previousStatements } from './previous-function';
import { readStatements } from './read-statements';
import type { CycleGuard } from '../attachment/cycle-guard';
import { contentOf } from '../cdk/tokens';
import type { RulesetDocument } from '../core/document/document';
import { sourcesReadBy } from '../core/document/expressions';
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
  return new PolicyDocument({
    statements: [
      new PolicyStatement({ sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
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
  return names.length === 0 ? [] : [new PolicyStatement({
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
    : [new PolicyStatement({ sid: 'Environment', actions: ['kms:Decrypt'], resources: [environmentEncryption.keyRef.keyArn] })];
}

/**
 * The permissions for the network interfaces of the function: those of the managed policy, without write access to every log group.
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
    // the Describe actions do not support resources
    resources: ['*'],
  })];
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html */
function tracingStatements({ tracing }: TokenEnricherProps): readonly PolicyStatement[] {
  return !isTraced(tracing) ? [] : [new PolicyStatement({
    sid: 'Tracing',
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    // these actions do not support resources
    resources: ['*'],
  })];
}

export function isTraced(tracing: Tracing | undefined): tracing is Tracing {
  return tracing !== undefined && tracing !== Tracing.DISABLED;
}

/** The permission to invoke the functions of the sources that rules read: exactly these functions, versions or aliases. */
export function functionStatements(
  scope: IConstruct, { rules, sources: documents }: RulesetDocument, sources: ReadonlyMap<string, Source>, guard: CycleGuard,
): readonly PolicyStatement[] {
  const functions = [...sourcesReadBy(rules, documents)].filter(name => documents[name].kind === 'function').map(name => sources.get(name)!._props.handler!);
  const arns = new Set(functions.map(({ functionArn }) => guard.read(functionArn, contentOf(functionArn, scope).references, 'sources')));
  return arns.size === 0 ? [] : [new PolicyStatement({ sid: 'Functions', actions: ['lambda:InvokeFunction'], resources: [...arns].sort() })];
}
