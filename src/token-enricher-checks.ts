import { LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import { Tracing } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AN_ATTACHMENT } from './attachment/attachment';
import { NAMING_RULES } from './naming/naming-rules';
import { A_STRING, A_USER_POOL, CHECKED_LATER, listOf, mapOf, objectWith, oneOf, struct } from './options/checks';
import { A_DURATION, orDeployTime, range } from './options/numbers';
import type { OptionChecks } from './options/options';
import { POOL_FACTS } from './pool-facts';
import type { TokenEnricherProps } from './token-enricher-props';
import { A_TOKEN_BUDGET } from './token-size/token-budget';

const DAYS = Object.values(RetentionDays).filter(value => typeof value === 'number');

/** Checks each prop on its own. Props that are invalid in combination are reported where they are used. */
export const TOKEN_ENRICHER_PROPS: OptionChecks<TokenEnricherProps> = {
  userPool: A_USER_POOL,
  claims: listOf('a list of ClaimRules', CHECKED_LATER),
  scopes: listOf('a list of ScopeRules', CHECKED_LATER),
  groups: listOf('a list of GroupRules', CHECKED_LATER),
  deny: listOf('a list of DenyRules', CHECKED_LATER),
  sources: listOf('a list of TableSources', CHECKED_LATER),
  triggerVersion: orDeployTime(oneOf(Object.values(LambdaVersion), 'choose one of them, or leave it out for the lowest version that the rules need')),
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
  tracing: orDeployTime(oneOf(Object.values(Tracing), 'choose one of them, or leave it out for no traces')),
  vpc: objectWith(['vpcId'], 'a VPC', 'pass the construct of the VPC, or leave it out: the rules do not need a VPC'),
  vpcSubnets: mapOf('a selection of subnets', CHECKED_LATER),
  securityGroups: listOf('a list of security groups', objectWith(['securityGroupId'], 'a security group', 'pass the construct of the security group')),
  reservedConcurrentExecutions: range(1, Infinity, 'reserve the number of concurrent sign-ins, or leave it out; with 0 all sign-ins fail'),
  provisionedConcurrentExecutions: range(1, Infinity, 'leave it out for none'),
  aliasName: A_STRING,
  role: objectWith(['roleArn'], 'an IAM role', 'pass the construct of the role'),
};
