import { Token } from 'aws-cdk-lib';
import { RuntimeFamily } from 'aws-cdk-lib/aws-lambda';
import { networkProblems } from './network';
import { range } from '../options/numbers';
import { show, type Problem, type Warning } from '../problems/problems';
import type { TokenEnricherProps } from '../token-enricher-props';

/** The oldest Node.js that the code of the function is built for. */
const NODE = 22;

/** Seconds that Amazon Cognito waits for the function. */
const COGNITO_WAITS = 5;

/** Props of the function that do not go together, or that Lambda or Amazon Cognito cannot do with. */
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
  const major = runtime?.family === RuntimeFamily.NODEJS ? Number(/^nodejs([0-9]+)\.x$/.exec(runtime.name)?.[1] ?? NODE) : 0;
  return runtime === undefined || major >= NODE ? [] : [{
    check: 'Runtime',
    path: 'runtime',
    given: runtime.name,
    allowed: `a runtime of Node.js, ${NODE} at least`,
    fix: 'leave it out, or use Runtime.NODEJS_24_X',
  }];
}

function timeoutProblems({ timeout }: TokenEnricherProps): readonly Problem[] {
  const seconds = timeout?.isUnresolved() ? undefined : timeout?.toSeconds({ integral: false });
  return range(1, 30, `leave it out for ${COGNITO_WAITS} seconds, as long as Amazon Cognito waits`, ' of seconds')(seconds, 'timeout');
}

function timeoutWarnings({ timeout }: TokenEnricherProps): readonly Warning[] {
  return !timeout || timeout.isUnresolved() || timeout.toSeconds({ integral: false }) <= COGNITO_WAITS ? [] : [{
    id: 'LongTimeout',
    path: 'timeout',
    message: `Amazon Cognito waits ${COGNITO_WAITS} seconds and then calls the function again: what runs longer answers nobody. Leave it out, or set ${COGNITO_WAITS} seconds at most`,
  }];
}

function logProblems({ logGroup, logRetention }: TokenEnricherProps): readonly Problem[] {
  return logGroup === undefined || logRetention === undefined ? [] : [{
    check: 'LogRetention',
    path: 'logRetention',
    given: 'a retention together with a log group',
    allowed: 'a retention for the log group that the enricher makes',
    fix: 'leave one of them out; the retention of your log group is set where you make it',
  }];
}

function concurrencyProblems(props: TokenEnricherProps): readonly Problem[] {
  const { reservedConcurrentExecutions: reserved, provisionedConcurrentExecutions: provisioned } = props;
  return !isKnown(reserved) || !isKnown(provisioned) || provisioned <= reserved ? [] : [{
    check: 'Concurrency',
    path: 'provisionedConcurrentExecutions',
    given: `${provisioned}, of ${reserved} reserved`,
    allowed: 'reservedConcurrentExecutions at most, which counts them as well',
    fix: 'reserve more, or keep fewer ready',
  }];
}

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
function aliasProblems({ aliasName }: TokenEnricherProps): readonly Problem[] {
  return aliasName === undefined || Token.isUnresolved(aliasName) || /^(?![0-9]+$)[a-zA-Z0-9_-]{1,128}$/.test(aliasName) ? [] : [{
    check: 'AliasName',
    path: 'aliasName',
    given: show(aliasName),
    allowed: '1 to 128 letters, digits, hyphens and underscores, and not digits alone',
    fix: "choose another name, such as 'live'",
  }];
}

function isKnown(number: number | undefined): number is number {
  return number !== undefined && !Token.isUnresolved(number);
}
