import type { IUserPoolRef, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import type { IRole, PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { Alias, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { undeclaredNeed, versionNeeds } from './analysis/version';
import { AN_ATTACHMENT } from './attachment/attachment';
import type { Trigger } from './attachment/attachment-kind';
import type { CycleGuard } from './attachment/cycle-guard';
import { permissionFindings } from './attachment/permission';
import { aws_cognito as cognito, aws_lambda as lambda, aws_logs as logs } from './cdk/aws-cdk-lib';
import { checkApps } from './checks/app';
import type { CheckedApp } from './checks/app/app-check';
import type { Compilation } from './compiler/compile';
import { policyFindings } from './function/permissions';
import { endpointWarnings } from './function/vpc-endpoints';
import { NAMING_RULES } from './naming/naming-policy';
import { A_STRING, A_USER_POOL, CHECKED_LATER, listOf, mapOf, objectWith, oneOf, struct } from './options/checks';
import { A_DURATION, orDeployTime, range } from './options/numbers';
import type { OptionChecks } from './options/options';
import { POOL_FACTS } from './pool-facts';
import type { Problem, Warning } from './problems/problems';
import type { Information } from './report/finding';
import type { TokenEnricherProps } from './token-enricher-props';
import { A_TOKEN_BUDGET } from './token-size/token-budget';

/** An enricher in the complete app. */
export interface CompleteEnricher {
  readonly enricher: Construct & {
    readonly role: IRole;
    readonly handler: LambdaFunction;
    readonly alias?: Alias;
    readonly triggerVersion: LambdaVersion;
  };
  readonly props: TokenEnricherProps;
  readonly compilation: Compilation;
  readonly guard: CycleGuard;
  readonly policy: PolicyDocument;
  readonly triggers: readonly Trigger[];
  readonly pools: ReadonlyArray<IUserPoolRef | undefined>;
  /** The app as the checks see it, for one of the pools. */
  readonly appOf: (pool: IUserPoolRef | undefined) => CheckedApp;
}

interface Findings {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** Finds mistakes that are visible only in the complete app. */
export function validateEnricher({ enricher, props, compilation, guard, policy, triggers, pools, appOf }: CompleteEnricher): Findings {
  const { role, handler, alias, triggerVersion } = enricher;
  // the checks resolve values that would throw an unreported cycle, and need to know which pools call the function
  const cycles = guard.problems();
  const found = checkApps(pools.map(appOf));
  const warnings = ofPools(pools, found.map(each => each.warnings), (warning, pool) => ({ ...warning, message: `${pool}: ${warning.message}` }));
  const problems = ofPools(pools, found.map(each => each.problems), (problem, pool) => ({ ...problem, given: `${problem.given}, for ${pool}` }));
  const ofTriggers = triggers.flatMap(trigger => trigger.warnings?.() ?? []);
  const sizes = [policyFindings(enricher, policy, role, alias !== undefined), permissionFindings(enricher)];
  const attached = triggers.flatMap(trigger => trigger.check(alias ?? handler, triggerVersion));
  return {
    problems: [...problems, ...sizes.flatMap(each => each.problems), ...cycles, ...attached],
    warnings: [...warnings, ...ofTriggers, ...endpointWarnings(enricher, compilation, props), ...sizes.flatMap(each => each.warnings)],
  };
}

/** The version that the library chose for the rules. On the Lite plan, a hand-written trigger of V1_0 works, and one of V2_0 fails at deployment. */
export function chosenVersion({ document, sourcePaths }: Compilation, { triggerVersion }: TokenEnricherProps): readonly Information[] {
  const need = triggerVersion === undefined ? undeclaredNeed(versionNeeds(document, sourcePaths)) : undefined;
  return need ? [{
    id: 'ChosenVersion',
    path: 'triggerVersion',
    message: `the trigger event version is ${document.triggerVersion}, as ${need.reason} (${need.path}). To keep V1_0, which the Lite plan supports: ${need.fix}`,
  }] : [];
}

/**
 * Combines the findings of several user pools. Each finding is reported once, with the pools that have it unless all do.
 *
 * @param found the findings of each pool
 */
function ofPools<T>(
  pools: ReadonlyArray<IUserPoolRef | undefined>, found: ReadonlyArray<readonly T[]>, named: (finding: T, pools: string) => T,
): readonly T[] {
  const keys = found.map(findings => new Set(findings.map(finding => JSON.stringify(finding))));
  const all = new Map(found.flat().map(finding => [JSON.stringify(finding), finding]));
  return [...all].map(([key, finding]) => {
    const having = pools.filter((_, index) => keys[index].has(key));
    return having.length === pools.length ? finding : named(finding, having.map(pool => pool?.node.path ?? 'no user pool').join(', '));
  });
}

const DAYS = Object.values(logs.RetentionDays).filter(value => typeof value === 'number');

/** Checks each prop on its own. Props that are invalid in combination are reported where they are used. */
export const TOKEN_ENRICHER_PROPS: OptionChecks<TokenEnricherProps> = {
  userPool: A_USER_POOL,
  claims: listOf('a list of ClaimRules', CHECKED_LATER),
  scopes: listOf('a list of ScopeRules', CHECKED_LATER),
  groups: listOf('a list of GroupRules', CHECKED_LATER),
  deny: listOf('a list of DenyRules', CHECKED_LATER),
  sources: listOf('a list of TableSources', CHECKED_LATER),
  triggerVersion: orDeployTime(oneOf(Object.values(cognito.LambdaVersion), 'choose one of them, or leave it out for the lowest version that the rules need')),
  compareWith: objectWith(['functionArn'], 'a Lambda function', 'pass the construct of the function'),
  attachment: AN_ATTACHMENT,
  trustedAttributes: mapOf('reasons by attribute name', CHECKED_LATER),
  tokenBudget: A_TOKEN_BUDGET,
  naming: struct(NAMING_RULES),
  poolFacts: struct(POOL_FACTS),
  memorySize: range(128, 10_240, 'leave it out for 256'),
  timeout: A_DURATION,
  runtime: objectWith(['family', 'name'], 'a Runtime', 'leave it out, or use Runtime.NODEJS_24_X'),
  architecture: objectWith(['name', 'dockerPlatform'], 'an Architecture', 'leave it out, or use Architecture.X86_64'),
  environmentEncryption: objectWith(['keyRef'], 'a KMS key', 'pass the construct of the key, or leave it out'),
  logGroup: objectWith(['logGroupName'], 'a log group', 'pass the construct of the log group'),
  logRetention: orDeployTime(oneOf(DAYS, 'choose one of them, or leave it out for one month', 'a member of RetentionDays')),
  tracing: orDeployTime(oneOf(Object.values(lambda.Tracing), 'choose one of them, or leave it out for no traces')),
  vpc: objectWith(['vpcId'], 'a VPC', 'pass the construct of the VPC, or leave it out: the rules do not need a VPC'),
  vpcSubnets: mapOf('a selection of subnets', CHECKED_LATER),
  securityGroups: listOf('a list of security groups', objectWith(['securityGroupId'], 'a security group', 'pass the construct of the security group')),
  reservedConcurrentExecutions: range(1, Infinity, 'reserve the number of concurrent sign-ins, or leave it out; with 0 all sign-ins fail'),
  provisionedConcurrentExecutions: range(1, Infinity, 'leave it out for none'),
  aliasName: A_STRING,
  role: objectWith(['roleArn'], 'an IAM role', 'pass the construct of the role'),
};
