import type { IRole, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { CfnFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { aliasNameOf } from './alias';
import { isTraced } from './permissions';
import { writeAsset } from '../bundle/asset';
import { Duration, RemovalPolicy, Stack, aws_iam as iam, aws_lambda as lambda, aws_logs as logs } from '../cdk/aws-cdk-lib';
import { DOCUMENT_FILE, type RulesetDocument } from '../core/document/document';
import type { Warning } from '../problems/problems';
import type { TokenEnricherProps } from '../token-enricher-props';

/** The function, with its role, its log group, and warnings. */
export interface EnricherFunction {
  readonly handler: LambdaFunction;
  readonly role: IRole;
  readonly logGroup: ILogGroup;
  readonly warnings: readonly Warning[];
}

/** The metadata key in the template by which tools find the document of a function. */
const METADATA_KEY = 'token-enricher';

/** The log group of the function. By default it is deleted with the stack, and keeps log events for one month to analyze failed sign-ins. */
export function logGroupOf(scope: Construct, { logGroup, logRetention = logs.RetentionDays.ONE_MONTH }: TokenEnricherProps): ILogGroup {
  return logGroup ?? new logs.LogGroup(scope, 'LogGroup', { retention: logRetention, removalPolicy: RemovalPolicy.DESTROY });
}

export function createFunction(
  scope: Construct,
  props: TokenEnricherProps,
  document: RulesetDocument,
  environment: { [name: string]: string },
  permissions: PolicyDocument,
  logGroup: ILogGroup,
): EnricherFunction {
  const { vpc, vpcSubnets, securityGroups, tracing } = props;
  // until the end of a deployment the alias calls the version with the old rules, which needs the old permissions until then
  const policyOfRules = aliasNameOf(props) !== undefined ? `Policy${document.digest.slice(0, 8)}` : undefined;
  // the default role of the L2 could write to every log group of the account
  const role = props.role ?? new iam.Role(scope, 'Role', {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    ...!policyOfRules && { inlinePolicies: { Enricher: permissions } },
  });
  const handler = new lambda.Function(scope, 'Function', {
    code: lambda.Code.fromAsset(writeAsset(document)),
    handler: 'index.handler',
    runtime: props.runtime ?? lambda.Runtime.NODEJS_24_X,
    architecture: props.architecture ?? lambda.Architecture.ARM_64,
    memorySize: props.memorySize ?? 256,
    timeout: props.timeout ?? Duration.seconds(5),
    reservedConcurrentExecutions: props.reservedConcurrentExecutions,
    environment,
    environmentEncryption: props.environmentEncryption,
    logGroup,
    role,
    ...vpc && { vpc, vpcSubnets, securityGroups },
  });
  const warnings = policyOfRules ?? props.role ? allow(scope, policyOfRules ?? 'Policy', handler, role, permissions) : [];
  const resource = handler.node.defaultChild as CfnFunction;
  if (isTraced(tracing)) {
    // the L2 would add the permissions in a separate policy, which an immutable role ignores silently
    resource.tracingConfig = { mode: tracing };
  }
  resource.addMetadata(METADATA_KEY, { path: scope.node.path, document: DOCUMENT_FILE });
  return { handler, role, logGroup, warnings };
}

/** Attaches a policy with the permissions to a role. Returns a warning if the app may not change the role. */
function allow(scope: Construct, id: string, handler: LambdaFunction, role: IRole, permissions: PolicyDocument): readonly Warning[] {
  const policy = new iam.Policy(scope, id, { document: permissions });
  role.attachInlinePolicy(policy);
  // a policy that is attached to nothing does not synthesize
  const resource = policy.node.defaultChild as unknown as { shouldSynthesize(): boolean };
  if (resource.shouldSynthesize()) {
    handler.node.addDependency(policy);
    return [];
  }
  const statements = JSON.stringify(Stack.of(scope).resolve(permissions.toJSON()).Statement);
  return [{ id: 'RoleUnchanged', path: 'role', message: `the app may not change the role ${role.node.path}`, fix: `add these statements to it, or tokens will be denied: ${statements}` }];
}
