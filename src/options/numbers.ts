import type { Duration } from 'aws-cdk-lib';
import { is } from './checks';
import type { Check } from './options';
import { Token } from '../cdk/aws-cdk-lib';
import { show } from '../problems/problems';

/** A whole number in a range. It must be known at synthesis. */
export function wholeNumber(least: number, most: number): Check {
  return is(
    given => Number.isInteger(given) && !Token.isUnresolved(given) && (given as number) >= least && (given as number) <= most,
    `a whole number from ${least} to ${most}`, 'choose a number in this range, or remove the option', 'Option',
    given => Token.isUnresolved(given) ? 'a deploy-time value' : show(given),
  );
}

/** A whole number in a range, or a deploy-time value. */
export function range(least: number, most: number, fix: string, unit = ''): Check {
  return orDeployTime(is(
    given => Number.isInteger(given) && (given as number) >= least && (given as number) <= most,
    `a whole number${unit}, ${most === Infinity ? `at least ${least}` : `${least} to ${most}`}`, fix, 'Range',
  ));
}

export const A_DURATION = is(isDuration, 'a Duration', 'use a Duration, such as Duration.minutes(5)');

/** A Duration of whole units in a range. It must be known at synthesis. */
export function duration(least: number, most: number, unit: 'seconds' | 'milliseconds'): Check {
  const isInRange = (value: number): boolean => Number.isInteger(value) && value >= least && value <= most;
  return is(
    given => isKnown(given) && isInRange(inUnits(given, unit)),
    `a Duration of ${least} to ${most} whole ${unit}, known at synthesis`, 'choose a Duration in this range, or remove the option', 'Option',
    given => isKnown(given) ? `${inUnits(given, unit)} ${unit}` : show(given),
  );
}

function inUnits(given: Duration, unit: 'seconds' | 'milliseconds'): number {
  return unit === 'seconds' ? given.toSeconds({ integral: false }) : given.toMilliseconds({ integral: false });
}

function isKnown(given: unknown): given is Duration {
  return isDuration(given) && !given.isUnresolved();
}

/** Recognizes a Duration from any copy of the CDK. */
function isDuration(given: unknown): given is Duration {
  return typeof (given as Duration | null | undefined)?.toSeconds === 'function';
}

/** An option that may be a deploy-time value. */
export function orDeployTime(check: Check): Check {
  return (given, path) => Token.isUnresolved(given) ? [] : check(given, path);
}
