import { Token, aws_lambda as lambda } from '../cdk/aws-cdk-lib';
import { range } from '../options/numbers';
import { show, type Problem, type Warning } from '../problems/problems';
import type { TokenEnricherProps } from '../token-enricher-props';

/** The lowest major version of Node.js that the code of the function supports. */
const NODE = 22;

/** The number of seconds that Cognito waits for the function. */
const COGNITO_WAITS = 5;

/** Checks the props of the function: props that contradict each other, and values that Lambda or Cognito do not support. */
export function checkProps(props: TokenEnricherProps): { readonly problems: readonly Problem[]; readonly warnings: readonly Warning[] } {
  return {
    problems: [
      ...runtimeProblems(props),
      ...timeoutProblems(props),
      ...logProblems(props),
      ...networkProblems(props),
      ...concurrencyProblems(props),
      ...aliasProblems(props),
    ],
    warnings: timeoutWarnings(props),
  };
}

function runtimeProblems({ runtime }: TokenEnricherProps): readonly Problem[] {
  const major = runtime?.family === lambda.RuntimeFamily.NODEJS ? Number(/^nodejs([0-9]+)\.x$/.exec(runtime.name)?.[1] ?? NODE) : 0;
  return runtime === undefined || major >= NODE ? [] : [{
    check: 'Runtime',
    path: 'runtime',
    given: runtime.name,
    allowed: `a Node.js runtime, at least ${NODE}`,
    fix: 'remove it, or use Runtime.NODEJS_24_X',
  }];
}

function timeoutProblems({ timeout }: TokenEnricherProps): readonly Problem[] {
  const seconds = timeout?.isUnresolved() ? undefined : timeout?.toSeconds({ integral: false });
  return range(1, 30, `remove it to use ${COGNITO_WAITS} seconds, the time that Cognito waits`, ' of seconds')(seconds, 'timeout');
}

function timeoutWarnings({ timeout }: TokenEnricherProps): readonly Warning[] {
  return !timeout || timeout.isUnresolved() || timeout.toSeconds({ integral: false }) <= COGNITO_WAITS ? [] : [{
    id: 'LongTimeout',
    path: 'timeout',
    message: `Amazon Cognito waits ${COGNITO_WAITS} seconds and then calls the function again, so a later response is lost`,
    fix: `remove the timeout, or set at most ${COGNITO_WAITS} seconds`,
  }];
}

function logProblems({ logGroup, logRetention }: TokenEnricherProps): readonly Problem[] {
  return logGroup === undefined || logRetention === undefined ? [] : [{
    check: 'LogRetention',
    path: 'logRetention',
    given: 'logRetention together with logGroup',
    allowed: 'logRetention for the log group that the enricher creates',
    fix: 'remove one of them; set the retention of your own log group where you create it',
  }];
}

function concurrencyProblems(props: TokenEnricherProps): readonly Problem[] {
  const { reservedConcurrentExecutions: reserved, provisionedConcurrentExecutions: provisioned } = props;
  return !isKnown(reserved) || !isKnown(provisioned) || provisioned <= reserved ? [] : [{
    check: 'Concurrency',
    path: 'provisionedConcurrentExecutions',
    given: `${provisioned}, of ${reserved} reserved`,
    allowed: 'at most reservedConcurrentExecutions, which includes provisioned concurrency',
    fix: 'increase reservedConcurrentExecutions, or reduce provisionedConcurrentExecutions',
  }];
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
function aliasProblems({ aliasName }: TokenEnricherProps): readonly Problem[] {
  return aliasName === undefined || Token.isUnresolved(aliasName) || /^(?![0-9]+$)[a-zA-Z0-9_-]{1,128}$/.test(aliasName) ? [] : [{
    check: 'AliasName',
    path: 'aliasName',
    given: show(aliasName),
    allowed: '1 to 128 letters, digits, hyphens and underscores, and not only digits',
    fix: "choose another name, such as 'live'",
  }];
}

function isKnown(number: number | undefined): number is number {
  return number !== undefined && !Token.isUnresolved(number);
}

type NetworkProps = Pick<TokenEnricherProps, 'vpc' | 'vpcSubnets' | 'securityGroups'>;

/** Checks the network props: props that contradict each other, and values that Lambda does not support. */
function networkProblems(props: NetworkProps): readonly Problem[] {
  const { vpc, vpcSubnets, securityGroups = [] } = props;
  if (vpc) {
    return subnetProblems(props);
  }
  return [...vpcSubnets ? ['vpcSubnets'] : [], ...securityGroups.length > 0 ? ['securityGroups'] : []].map(path => ({
    check: 'Vpc',
    path,
    given: `${path} without vpc`,
    allowed: `${path} of the VPC in vpc`,
    fix: `set vpc, or remove ${path}: the rules need no VPC`,
  }));
}

function subnetProblems({ vpc, vpcSubnets }: NetworkProps): readonly Problem[] {
  const problem = (given: string, fix: string): readonly Problem[] => [{
    check: 'Subnets',
    path: 'vpcSubnets',
    given,
    allowed: 'private or isolated subnets of the VPC',
    fix,
  }];
  let chosen: readonly string[];
  try {
    chosen = vpc!.selectSubnets(vpcSubnets).subnetIds;
  } catch (error) {
    return problem((error as Error).message, 'select subnets that the VPC has');
  }
  const publicSubnets = vpc!.publicSubnets.filter(({ subnetId }) => chosen.includes(subnetId));
  return publicSubnets.length === 0 ? [] : problem(
    `public subnets: ${publicSubnets.map(({ node }) => node.path).join(', ')}`,
    'select other subnets, or add private subnets to the VPC: in a public subnet, a function has no public IP address and no internet access',
  );
}
