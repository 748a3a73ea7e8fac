import { Token, type Duration } from 'aws-cdk-lib';
import { is } from './checks';
import { orDeployTime } from './deploy-time';
import type { Check } from './options';
import { show } from '../problems/problems';

/** A whole number in a range, known at synth. */
export function wholeNumber(least: number, most: number): Check {
  return is(
    given => Number.isInteger(given) && !Token.isUnresolved(given) && (given as number) >= least && (given as number) <= most,
    `a whole number from ${least} to ${most}`, 'choose one between, or leave it out', 'Option',
    given => Token.isUnresolved(given) ? 'a value that is known when the stack is deployed' : show(given),
  );
}

/** A whole number in a range, or one that is known when the stack is deployed. */
export function range(least: number, most: number, fix: string, unit = ''): Check {
  return orDeployTime(is(
    given => Number.isInteger(given) && (given as number) >= least && (given as number) <= most,
    `a whole number${unit}, ${most === Infinity ? `${least} at least` : `${least} to ${most}`}`, fix, 'Range',
  ));
}

export const A_DURATION = is(isDuration, 'a Duration', 'write it as in Duration.minutes(5)');

/** A Duration of whole units in a range, known at synth. */
export function duration(least: number, most: number, unit: 'seconds' | 'milliseconds'): Check {
  const isInRange = (value: number): boolean => Number.isInteger(value) && value >= least && value <= most;
  return is(
    given => isKnown(given) && isInRange(inUnits(given, unit)),
    `a Duration of ${least} to ${most} whole ${unit}, known at synth`, 'choose one between, or leave it out', 'Option',
    given => isKnown(given) ? `${inUnits(given, unit)} ${unit}` : show(given),
  );
}

function inUnits(given: Duration, unit: 'seconds' | 'milliseconds'): number {
  return unit === 'seconds' ? given.toSeconds({ integral: false }) : given.toMilliseconds({ integral: false });
}

function isKnown(given: unknown): given is Duration {
  return isDuration(given) && !given.isUnresolved();
}

/** Of whatever copy of the CDK. */
function isDuration(given: unknown): given is Duration {
  return typeof (given as Duration | null | undefined)?.toSeconds === 'function';
}
