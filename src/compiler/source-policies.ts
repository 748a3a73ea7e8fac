import { Duration, Token } from 'aws-cdk-lib';
import { choice } from './choices';
import type { CompileContext } from './context';
import type { ItemSource } from '../core/document/document';
import { LIMITS } from '../core/document/limits';
import { show } from '../problems/problems';
import { OnError, type SourceProps } from '../sources/source-props';

/** What a source does about slow and failing reads, and how long answers are used. */
export type Policies = Pick<ItemSource, 'consistentRead' | 'timeout' | 'maxAttempts' | 'onError' | 'maxStale' | 'cacheTtl'>;

const TIMEOUT = 2000;
const ATTEMPTS = 2;
const DAY = 24 * 60 * 60;

export function compilePolicies(props: SourceProps, path: string, context: CompileContext): Policies {
  const consistentRead = props.consistentRead === true;
  const onError = choice(props.onError, Object.values(OnError), OnError.DENY, `${path}.onError`, context);
  const maxStale = duration(props.maxStale, { least: 1, most: DAY, unit: 'seconds' }, `${path}.maxStale`, context);
  const cacheTtl = duration(props.cacheTtl, { least: 1, most: DAY, unit: 'seconds' }, `${path}.cacheTtl`, context);
  if ((onError === 'USE_STALE') !== (props.maxStale !== undefined)) {
    context.problem({
      check: 'MaxStale',
      path: `${path}.maxStale`,
      given: props.maxStale === undefined ? 'nothing, with OnError.USE_STALE' : `a duration, with OnError.${onError}`,
      allowed: 'the age of the oldest answer to use, with OnError.USE_STALE alone',
      fix: props.maxStale === undefined ? 'say how old an answer may be, as in Duration.minutes(15)' : 'set onError: OnError.USE_STALE, or leave it out',
    });
  }
  if (cacheTtl !== undefined && consistentRead) {
    context.problem({
      check: 'ConsistentCache',
      path: `${path}.cacheTtl`,
      given: `${cacheTtl} seconds, with consistentRead: true`,
      allowed: 'one of them: an answer that is used again does not see writes',
      fix: 'leave out cacheTtl where every write counts, or consistentRead where it does not',
    });
  }
  return {
    consistentRead,
    timeout: duration(props.timeout, { least: 50, most: LIMITS.readTime, unit: 'milliseconds' }, `${path}.timeout`, context) ?? TIMEOUT,
    maxAttempts: wholeNumber(props.maxAttempts, 1, LIMITS.attempts, `${path}.maxAttempts`, context) ?? ATTEMPTS,
    onError,
    ...(maxStale !== undefined && { maxStale }),
    ...(cacheTtl !== undefined && { cacheTtl }),
  };
}

interface DurationRange {
  readonly least: number;
  readonly most: number;
  readonly unit: 'seconds' | 'milliseconds';
}

function duration(given: unknown, { least, most, unit }: DurationRange, path: string, context: CompileContext): number | undefined {
  if (given === undefined) {
    return undefined;
  }
  const isKnown = given instanceof Duration && !given.isUnresolved();
  const value = isKnown ? unit === 'seconds' ? given.toSeconds({ integral: false }) : given.toMilliseconds({ integral: false }) : NaN;
  if (Number.isInteger(value) && value >= least && value <= most) {
    return value;
  }
  context.problem({
    check: 'Option',
    path,
    given: isKnown ? `${value} ${unit}` : show(given),
    allowed: `a Duration of ${least} to ${most} whole ${unit}, known at synth`,
    fix: 'choose one between, or leave it out',
  });
  return undefined;
}

export function wholeNumber(given: number | undefined, least: number, most: number, path: string, context: CompileContext): number | undefined {
  if (given === undefined || (Number.isInteger(given) && !Token.isUnresolved(given) && given >= least && given <= most)) {
    return given;
  }
  context.problem({
    check: 'Option',
    path,
    given: Token.isUnresolved(given) ? 'a value that is known when the stack is deployed' : show(given),
    allowed: `a whole number from ${least} to ${most}`,
    fix: 'choose one between, or leave it out',
  });
  return undefined;
}
