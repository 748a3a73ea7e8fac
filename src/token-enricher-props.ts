import type { Duration } from 'aws-cdk-lib';
import type { IUserPoolRef, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { Architecture, IFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AN_ATTACHMENT, type Attachment } from './attachment/attachment';
import { aws_cognito as cognito, aws_lambda as lambda, aws_logs as logs } from './cdk/aws-cdk-lib';
import { NAMING_RULES, type NamingRules } from './naming/naming-policy';
import { A_STRING, A_USER_POOL, CHECKED_LATER, listOf, mapOf, objectWith, oneOf, struct } from './options/checks';
import { A_DURATION, orDeployTime, range } from './options/numbers';
import type { OptionChecks } from './options/options';
import { POOL_FACTS, type PoolFacts } from './pool-facts';
import type { ClaimRule } from './rules/claim-rule';
import type { DenyRule } from './rules/deny-rule';
import type { GroupRule } from './rules/group-rule';
import type { ScopeRule } from './rules/scope-rule';
import type { Source } from './sources/source';
import { A_TOKEN_BUDGET, type TokenBudget } from './token-size/token-budget';

/** Properties of a TokenEnricher. */
export interface TokenEnricherProps {
  /**
   * The user pool whose tokens are customized.
   *
   * @default - none, which is allowed only with `Attachment.none()`
   */
  readonly userPool?: IUserPoolRef;

  /**
   * Rules that set and suppress claims.
   *
   * @default - claims stay as Cognito issues them
   */
  readonly claims?: ClaimRule[];

  /**
   * Rules that add scopes to the access token and remove scopes from it.
   *
   * @default - scopes stay unchanged
   */
  readonly scopes?: ScopeRule[];

  /**
   * Rules that override groups and IAM roles in the tokens.
   *
   * @default - groups stay unchanged
   */
  readonly groups?: GroupRule[];

  /**
   * Rules that deny tokens. They are evaluated first.
   *
   * @default - tokens are denied only on failures
   */
  readonly deny?: DenyRule[];

  /**
   * Sources that only templates refer to, by name.
   *
   * @default - the sources whose attributes rules use
   */
  readonly sources?: Source[];

  /**
   * The version of the pre token generation trigger event. V2_0 and V3_0 require the feature plan Essentials or Plus.
   *
   * @default - the lowest version that the rules need: V3_0 for machine tokens; V2_0 for the access token, for scopes and for
   * values that are not strings; otherwise V1_0
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
   */
  readonly triggerVersion?: LambdaVersion;

  /**
   * The pre token generation function that the user pool has called so far. It continues to decide the content of tokens while
   * the rules run for comparison. The log names the claims and scopes in which the result of the rules would differ, and the
   * metric `Mismatched` counts these requests. To switch to the rules, remove this prop when there are no more differences.
   *
   * A sign-in takes as long as the slower of the two. It fails if the other function fails.
   *
   * @default - the rules decide the content of tokens
   */
  readonly compareWith?: IFunction;

  /**
   * The way to set the function as the trigger of the user pool.
   *
   * @default Attachment.auto()
   */
  readonly attachment?: Attachment;

  /**
   * Attributes that you know users cannot write, although this app does not show it: the reason by attribute name. The reasons
   * are stored in `ruleset.json`.
   *
   * @default - the app clients in the app determine which attributes users can write
   */
  readonly trustedAttributes?: { [name: string]: string };

  /**
   * The maximum length of tokens. Synthesis fails if the known lengths of claims that cannot be dropped exceed it. Otherwise, the
   * length is checked when a token is issued: a token that is too long is denied, or loses claims that have a `dropOrder`.
   *
   * @default - the length of tokens is not limited
   */
  readonly tokenBudget?: TokenBudget;

  /**
   * Naming conventions for claims and scopes. To set them for many enrichers, use `NamingPolicy`.
   *
   * @default - claims and scopes can have any name
   */
  readonly naming?: NamingRules;

  /**
   * Facts about the user pool, if this app does not create it or its app clients.
   *
   * @default - no facts; a warning if the rules depend on them
   */
  readonly poolFacts?: PoolFacts;

  /**
   * The memory of the function in MiB, 128 to 10,240. Lambda allocates CPU in proportion to memory, but a full vCPU while an
   * execution environment starts, when the function does most of its work. Sign-ins take about as long with 128 as with 1,769.
   * The process needs up to 90 MB with one table, and 150 MB if sources cache results.
   *
   * @default 256 - with 128, cached results would leave no free memory
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   */
  readonly memorySize?: number;

  /**
   * The time after which Lambda stops the function, 1 to 30 whole seconds. Cognito waits 5 seconds, whatever you set here. The
   * function gives up its reads after 4 seconds, or 300 ms before this timeout, so that it can still answer.
   *
   * @default Duration.seconds(5)
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
   */
  readonly timeout?: Duration;

  /**
   * The runtime of the function: Node.js 22 or later. The duration of sign-ins does not depend on the version.
   *
   * @default Runtime.NODEJS_24_X
   */
  readonly runtime?: Runtime;

  /**
   * The processor architecture of the function. On arm64, the first sign-in of a new execution environment is slightly faster.
   *
   * @default Architecture.ARM_64
   */
  readonly architecture?: Architecture;

  /**
   * The KMS key that encrypts the environment variables of the function: names of tables and values that only the deployment knows. The role of the
   * function may decrypt with it. Whoever deploys the function needs `kms:Encrypt` and `kms:CreateGrant` for it. If the function cannot use the key,
   * all sign-ins fail.
   *
   * @default - a key of AWS
   * @see https://docs.aws.amazon.com/lambda/latest/dg/security-encryption-at-rest.html
   */
  readonly environmentEncryption?: IKeyRef;

  /**
   * The log group of the function. The log contains one line for each token request, with rule identifiers, outcomes and times,
   * and no user data. To encrypt the log with your own key, pass a log group with an `encryptionKey`.
   *
   * @default - a new log group with the retention `logRetention`, which is deleted with the stack
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   */
  readonly logGroup?: ILogGroup;

  /**
   * The retention of the log group that the construct creates. Cannot be combined with `logGroup`. Sign-ins do not depend on it.
   * It determines how long you can find the log line for the reference that a denied user sees.
   *
   * @default RetentionDays.ONE_MONTH
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-log-streams.html
   */
  readonly logRetention?: RetentionDays;

  /**
   * Traces of the function in AWS X-Ray, which show how long it took to start and to run. Sign-ins do not depend on them.
   * Individual reads are not in the traces, but in the log.
   *
   * @default Tracing.DISABLED
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
   */
  readonly tracing?: Tracing;

  /**
   * The VPC to connect the function to. In a VPC, rules that read tables require a gateway endpoint for DynamoDB, rules that invoke
   * functions (and `compareWith`) an interface endpoint for Lambda, and conditions on app clients an interface endpoint for SSM; a
   * NAT gateway works for all. Without a connection, a sign-in waits for the `timeout` of the source, for each level of dependent
   * reads. Then it is denied, or continues without the data of the source (see `onError`).
   *
   * After some weeks without a sign-in, Lambda reclaims the network interfaces. The next sign-ins fail until Lambda has created
   * them again.
   *
   * @default - no VPC; the rules do not need one
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
   */
  readonly vpc?: IVpc;

  /**
   * The subnets of the VPC. Use subnets in at least two Availability Zones, so that sign-ins survive the failure of one. Do not
   * use public subnets: a function has no internet access from them.
   *
   * @default - the private subnets, or the isolated subnets if there are none
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * The security groups of the function in the VPC. They must allow outbound HTTPS to DynamoDB, Lambda and SSM. Blocked traffic has the
   * same effect as a missing endpoint.
   *
   * @default - a security group that allows all outbound and no inbound traffic
   */
  readonly securityGroups?: ISecurityGroup[];

  /**
   * The reserved concurrency of the function, 1 or more. It reserves this part of the account's concurrency for sign-ins, and is
   * also the maximum: additional sign-ins and token refreshes are throttled, which means that they fail.
   *
   * @default - the unreserved concurrency of the account
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   */
  readonly reservedConcurrentExecutions?: number;

  /**
   * The provisioned concurrency, 1 or more, of an alias that Cognito calls. This number of concurrent sign-ins does not wait for
   * an execution environment to start. Provisioned concurrency costs money even if nobody signs in. Deployments take minutes
   * longer, because the alias switches to new rules when their execution environments are ready.
   *
   * @default - none: the first sign-in of a new execution environment waits for its start
   * @see https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
   */
  readonly provisionedConcurrentExecutions?: number;

  /**
   * The name of an alias through which Cognito calls the function. With an alias, sign-ins switch from the old rules to the new
   * rules at once. Without an alias, CloudFormation updates environment variables before code. For those seconds the function
   * denies sign-ins rather than risk a wrong token.
   *
   * Adding, renaming or removing the alias changes the trigger of the user pool. On a live pool, sign-ins fail for some seconds,
   * because CloudFormation creates the permission to call the alias after it updates the pool. Take care with CloudFormation
   * parameters: a deployment that changes only parameter values creates no new version, and sign-ins use the old values.
   *
   * @default - 'live' with `provisionedConcurrentExecutions`; otherwise no alias
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html
   */
  readonly aliasName?: string;

  /**
   * The execution role of the function. The permissions that the rules, the VPC and tracing need are added to it.
   *
   * @default - a new role with only these permissions
   */
  readonly role?: IRole;
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
