import type { Outcome } from '../../../src/core/document/decision';

/** The outcomes of rules in words. */
export const OUTCOMES: Readonly<Record<Outcome, string>> = {
  APPLIED: 'Took effect.',
  CONDITION_FALSE: 'Its condition is false.',
  CONDITION_UNKNOWN: 'Its condition cannot be determined, so it sets nothing.',
  ABSENT: 'Its value is absent, so there is nothing to set.',
  FAILED: 'Its value could not be determined, so it sets nothing.',
  REPLACED: 'A later rule decides this claim.',
  DROPPED: 'Its result cannot be in a token, so it was left out.',
  NOT_CARRIED: 'This version of the event cannot carry its result.',
  DENIED: 'Denied the token.',
  OTHER_SUBJECT: 'It is for another kind of subject (user or machine).',
  DISABLED: 'It is disabled.',
  NOT_EVALUATED: 'Not evaluated: the token was denied before.',
};

/** The text for a code; undefined for a code of another version. */
export function wordsFor(words: Readonly<Record<string, string>>, code: string): string | undefined {
  return Object.hasOwn(words, code) ? words[code] : undefined;
}

/** Outcomes of rules that decide nothing, because the previous function does. */
const COMPARED: Readonly<Record<string, string>> = {
  APPLIED: 'Would take effect, but the previous function decides.',
  DENIED: 'Would deny the token, but the previous function decides.',
};

/**
 * The meaning of an outcome; undefined for one of another version.
 *
 * @param decider who decided about the token, if not the rules
 */
export function meaningOf(outcome: string, decider?: 'DENIAL' | 'PREVIOUS'): string | undefined {
  const other = decider === 'PREVIOUS' ? wordsFor(COMPARED, outcome) : undefined;
  return decider === 'DENIAL' && outcome === 'APPLIED' ? 'Would have taken effect, but the token was denied.' : other ?? wordsFor(OUTCOMES, outcome);
}
