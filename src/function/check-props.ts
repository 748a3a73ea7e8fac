import { Token } from 'aws-cdk-lib';
import { LambdaVersion } from 'aws-cdk-lib/aws-cognito';
import { RuntimeFamily, Tracing } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { networkProblems } from './network';
import { show, type Problem, type Warning } from '../problems/problems';
import type { TokenEnricherProps } from '../token-enricher-props';

/** The oldest Node.js that the code of the function is built for. */
const NODE = 22;

/** Seconds that Amazon Cognito waits for the function. */
const COGNITO_WAITS = 5;

/** Props of the construct itself, which no type system has checked where they come from JavaScript. */
export function checkProps(props: TokenEnricherProps): { readonly problems: readonly Problem[]; readonly warnings: readonly Warning[] } {
  return {
    problems: [
      ...optionProblems('triggerVersion', props.triggerVersion, Object.values(LambdaVersion), 'leave it out for the lowest that the rules need'),
      ...runtimeProblems(props),
      ...rangeProblems('memorySize', props.memorySize, 128, 10_240, 'leave it out for 256'),
      ...timeoutProblems(props),
      ...logProblems(props),
      ...optionProblems('tracing', props.tracing, Object.values(Tracing), 'leave it out for no traces'),
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
  return rangeProblems('timeout', seconds, 1, 30, `leave it out for ${COGNITO_WAITS} seconds, as long as Amazon Cognito waits`, ' of seconds');
}

function timeoutWarnings({ timeout }: TokenEnricherProps): readonly Warning[] {
  return !timeout || timeout.isUnresolved() || timeout.toSeconds({ integral: false }) <= COGNITO_WAITS ? [] : [{
    id: 'LongTimeout',
    path: 'timeout',
    message: `Amazon Cognito waits ${COGNITO_WAITS} seconds and then calls the function again: what runs longer answers nobody. Leave it out, or set ${COGNITO_WAITS} seconds at most`,
  }];
}

function logProblems({ logGroup, logRetention }: TokenEnricherProps): readonly Problem[] {
  return [
    ...optionProblems('logRetention', logRetention, Object.values(RetentionDays).filter(value => typeof value === 'number'), 'leave it out for a month', 'a member of RetentionDays'),
    ...logGroup === undefined || logRetention === undefined ? [] : [{
      check: 'LogRetention',
      path: 'logRetention',
      given: 'a retention together with a log group',
      allowed: 'a retention for the log group that the enricher makes',
      fix: 'leave one of them out; the retention of your log group is set where you make it',
    }],
  ];
}

function concurrencyProblems(props: TokenEnricherProps): readonly Problem[] {
  const { reservedConcurrentExecutions: reserved, provisionedConcurrentExecutions: provisioned } = props;
  return [
    ...rangeProblems('reservedConcurrentExecutions', reserved, 1, Infinity, 'reserve as many as sign in at the same time, or leave it out; with 0 nobody could'),
    ...rangeProblems('provisionedConcurrentExecutions', provisioned, 1, Infinity, 'leave it out for none'),
    ...!isKnown(reserved) || !isKnown(provisioned) || provisioned <= reserved ? [] : [{
      check: 'Concurrency',
      path: 'provisionedConcurrentExecutions',
      given: `${provisioned}, of ${reserved} reserved`,
      allowed: 'reservedConcurrentExecutions at most, which counts them as well',
      fix: 'reserve more, or keep fewer ready',
    }],
  ];
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

function optionProblems(path: string, given: unknown, values: readonly unknown[], fix: string, allowed = `one of ${values.join(', ')}`): readonly Problem[] {
  return given === undefined || Token.isUnresolved(given) || values.includes(given)
    ? []
    : [{ check: 'Option', path, given: show(given), allowed, fix: `choose one of them, or ${fix}` }];
}

function rangeProblems(path: string, given: number | undefined, least: number, most: number, fix: string, unit = ''): readonly Problem[] {
  return given === undefined || Token.isUnresolved(given) || (Number.isInteger(given) && given >= least && given <= most) ? [] : [{
    check: 'Range',
    path,
    given: show(given),
    allowed: `a whole number${unit}, ${most === Infinity ? `${least} at least` : `${least} to ${most}`}`,
    fix,
  }];
}

function isKnown(number: number | undefined): number is number {
  return number !== undefined && !Token.isUnresolved(number);
}
