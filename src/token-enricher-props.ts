import type { Duration } from 'aws-cdk-lib';
import type { IUserPoolRef, LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Architecture, IFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Attachment } from './attachment/attachment';
import type { NamingRules } from './naming/naming-rules';
import type { PoolFacts } from './pool-facts';
import type { ClaimRule } from './rules/claim-rule';
import type { DenyRule } from './rules/deny-rule';
import type { GroupRule } from './rules/group-rule';
import type { ScopeRule } from './rules/scope-rule';
import type { TableSource } from './sources/table-source';
import type { TokenBudget } from './token-size/token-budget';

/** Properties of a TokenEnricher. */
export interface TokenEnricherProps {
  /**
   * The user pool whose tokens are enriched.
   *
   * @default - none, which `Attachment.none()` allows alone
   */
  readonly userPool?: IUserPoolRef;

  /**
   * Sets, masks and suppresses claims.
   *
   * @default - claims stay as Amazon Cognito makes them
   */
  readonly claims?: ClaimRule[];

  /**
   * Adds scopes to the access token and takes scopes away.
   *
   * @default - scopes stay as they are
   */
  readonly scopes?: ScopeRule[];

  /**
   * Overrides groups and IAM roles in the tokens.
   *
   * @default - groups stay as they are
   */
  readonly groups?: GroupRule[];

  /**
   * Denies tokens. These rules come first.
   *
   * @default - no token is denied but for failures
   */
  readonly deny?: DenyRule[];

  /**
   * Sources that templates name and no rule uses as an object.
   *
   * @default - the sources whose attributes rules use
   */
  readonly sources?: TableSource[];

  /**
   * The version of the event that Amazon Cognito sends. V2_0 and V3_0 need the feature plan Essentials or Plus.
   *
   * @default - the lowest that the rules need: V3_0 for machine tokens; V2_0 for the access token, for scopes and for values that
   * are not string; else V1_0
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
   */
  readonly triggerVersion?: LambdaVersion;

  /**
   * The function that the user pool has called before. It goes on answering while the rules run beside it: what tokens hold is decided by
   * that function alone, and the log and the metric `Different` say in which claims and scopes the rules would have made them other ones, by
   * their names. People switch when nothing differs any more: they leave this out.
   *
   * A sign-in takes as long as the slower of the two, and fails where the other function fails.
   *
   * @default - the rules decide
   */
  readonly compareWith?: IFunction;

  /**
   * How the function becomes the trigger of the user pool.
   *
   * @default Attachment.auto()
   */
  readonly attachment?: Attachment;

  /**
   * Attributes of which only you know that users cannot write them, with the reason. The reasons stand in the document.
   *
   * @default - whether users can write an attribute is seen in the app
   */
  readonly trustedAttributes?: { [name: string]: string };

  /**
   * How long tokens may be. Rules that make a longer one for certain are an error of synthesis; of others it shows when a token is
   * issued, which is then denied, or loses claims that state a `dropOrder`.
   *
   * @default - tokens may have any length
   */
  readonly tokenBudget?: TokenBudget;

  /**
   * How claims and scopes are named. A `NamingPolicy` says it for many enrichers.
   *
   * @default - claims and scopes may have any names
   */
  readonly naming?: NamingRules;

  /**
   * What is known of the user pool, where this app does not create it or its app clients.
   *
   * @default - nothing; where rules depend on it, a warning says so
   */
  readonly poolFacts?: PoolFacts;

  /**
   * Memory of the function in MiB, 128 to 10,240. Lambda gives CPU by it, but all of one while an environment starts, which is when the function
   * does most of its work: sign-ins take about as long with 128 as with 1,769. Its process needs up to 90 MB with one table, and 150 MB
   * where sources keep answers.
   *
   * @default 256 - with 128, answers that are kept would leave no room
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   */
  readonly memorySize?: number;

  /**
   * Time after which Lambda stops the function, 1 to 30 whole seconds. Amazon Cognito waits 5 seconds, whatever is set here; the
   * function itself gives up its reads after 4 seconds, or 300 ms before this time, so that it still answers.
   *
   * @default Duration.seconds(5)
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
   */
  readonly timeout?: Duration;

  /**
   * Runtime of the function: one of Node.js, 22 at least. Sign-ins take as long with each of them.
   *
   * @default Runtime.NODEJS_24_X
   */
  readonly runtime?: Runtime;

  /**
   * Processor of the function. On arm64 the first sign-in of a new environment comes a little sooner.
   *
   * @default Architecture.ARM_64
   */
  readonly architecture?: Architecture;

  /**
   * Log group of the function. The log holds one line for each token request: identifiers of rules, outcomes and times, and
   * nothing of the user.
   *
   * @default - a log group that keeps its lines for `logRetention` and goes with the stack
   */
  readonly logGroup?: ILogGroup;

  /**
   * How long the log group that the construct makes keeps its lines; not together with `logGroup`. Sign-ins do not depend on it:
   * it is for how long the reference that a denied user was shown leads to a line.
   *
   * @default RetentionDays.ONE_MONTH
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-log-streams.html
   */
  readonly logRetention?: RetentionDays;

  /**
   * Traces of AWS X-Ray, which tell how long the function took to start and to run. They are sent beside the function: sign-ins do
   * not depend on them. Single reads are not in them, but in the log.
   *
   * @default Tracing.DISABLED
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
   */
  readonly tracing?: Tracing;

  /**
   * VPC that the function is connected to. Rules that read tables then need a gateway endpoint for DynamoDB, and conditions on app
   * clients an interface endpoint for SSM, or both a NAT gateway. Without it, a sign-in waits for two attempts of a second, for each
   * level of reads; then it is denied, or goes on without what the table would have given (`onError`).
   *
   * After weeks without a sign-in, Lambda takes the network interfaces back: the next sign-ins fail until they are there again.
   *
   * @default - no VPC, which the rules do not need
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
   */
  readonly vpc?: IVpc;

  /**
   * Subnets of the VPC; those of at least two Availability Zones, so that sign-ins outlive one. No public ones, as nothing leaves
   * them from a function.
   *
   * @default - the private subnets, or else the isolated ones
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * Security groups of the function in the VPC. They have to let HTTPS out to DynamoDB and SSM: what they block fails like a missing
   * endpoint.
   *
   * @default - a security group that lets everything out and nothing in
   */
  readonly securityGroups?: ISecurityGroup[];

  /**
   * How many executions the function can have at the same time, 1 at least; as many of the account's are kept for it, so that no
   * other function takes them away from sign-ins. Sign-ins and refreshes beyond it are throttled, which means that they fail.
   *
   * @default - what is left of the account's
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   */
  readonly reservedConcurrentExecutions?: number;

  /**
   * How many environments are kept ready, 1 at least, with an alias that sign-ins go through: as many sign-ins at the same time do
   * not wait for the start of one. They cost money also while nobody signs in. Deployments take minutes longer, as the alias goes over
   * to new rules when their environments are ready.
   *
   * @default - none: the first sign-in of a new environment waits for its start
   * @see https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
   */
  readonly provisionedConcurrentExecutions?: number;

  /**
   * Name of an alias, through which Amazon Cognito calls the function. With it, sign-ins go over from the old rules to the new ones
   * at once. Without it, those of the seconds in which a deployment replaces the variables and then the code are denied.
   *
   * Giving, renaming or taking away the name is another trigger of the user pool: on a live pool, sign-ins of some seconds fail then,
   * as CloudFormation makes the permission to call it after it has updated the pool. Values of parameters need care: a deployment
   * that changes nothing but them makes no new version, and sign-ins keep the old ones.
   *
   * @default - 'live' with `provisionedConcurrentExecutions`; else no alias
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html
   */
  readonly aliasName?: string;

  /**
   * Role of the function. The permissions that the rules, the VPC and tracing need are added to it.
   *
   * @default - a role with these permissions alone
   */
  readonly role?: IRole;
}
