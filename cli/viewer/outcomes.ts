import type { Tone } from './badge';
import type { IconName } from './icons';
import type { ExplainedRule } from '../src/tokens/model';

interface Outcome {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly text: string;
}

const DENIED: Outcome = { tone: 'bad', icon: 'cross', text: 'Denied the token.' };

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  APPLIED: { tone: 'good', icon: 'check', text: 'Took effect.' },
  CONDITION_FALSE: { tone: 'quiet', icon: 'dash', text: 'Its condition is false.' },
  CONDITION_UNKNOWN: { tone: 'warn', icon: 'warning', text: 'Its condition cannot be determined, so the rule did nothing.' },
  ABSENT: { tone: 'quiet', icon: 'dash', text: 'Its value is absent, so there is nothing to set.' },
  FAILED: { tone: 'warn', icon: 'warning', text: 'Its value could not be determined, so the rule did nothing.' },
  REPLACED: { tone: 'quiet', icon: 'swap', text: 'A later rule decides this claim.' },
  DROPPED: { tone: 'warn', icon: 'warning', text: 'Its result cannot be in a token, so it was left out.' },
  NOT_CARRIED: { tone: 'warn', icon: 'warning', text: 'This version of the event cannot carry its result.' },
  DENIED,
  OTHER_SUBJECT: { tone: 'quiet', icon: 'dash', text: 'It is for another kind of subject (user or machine).' },
  DISABLED: { tone: 'quiet', icon: 'dash', text: 'It is disabled.' },
  NOT_EVALUATED: { tone: 'quiet', icon: 'dash', text: 'Not evaluated: the token was denied before.' },
};

export function outcomeOf(name: string): Outcome {
  return OUTCOMES[name] ?? { tone: 'quiet', icon: 'info', text: '' };
}

export function isDenying({ outcome, shadow }: ExplainedRule): boolean {
  return !shadow && outcomeOf(outcome) === DENIED;
}
