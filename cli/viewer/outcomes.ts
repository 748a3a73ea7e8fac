import type { Tone } from './badge';
import type { IconName } from './icons';
import { OUTCOMES as WORDS, wordsFor } from '../src/explain/outcomes';
import type { ExplainedRule } from '../src/tokens/model';

interface Look {
  readonly tone: Tone;
  readonly icon: IconName;
}

const LOOKS: Readonly<Record<string, Look>> = {
  APPLIED: { tone: 'good', icon: 'check' },
  CONDITION_FALSE: { tone: 'quiet', icon: 'dash' },
  CONDITION_UNKNOWN: { tone: 'warn', icon: 'warning' },
  ABSENT: { tone: 'quiet', icon: 'dash' },
  FAILED: { tone: 'warn', icon: 'warning' },
  REPLACED: { tone: 'quiet', icon: 'swap' },
  DROPPED: { tone: 'warn', icon: 'warning' },
  NOT_CARRIED: { tone: 'warn', icon: 'warning' },
  DENIED: { tone: 'bad', icon: 'cross' },
  OTHER_SUBJECT: { tone: 'quiet', icon: 'dash' },
  DISABLED: { tone: 'quiet', icon: 'dash' },
  NOT_EVALUATED: { tone: 'quiet', icon: 'dash' },
};

export function outcomeOf(name: string): Look & { readonly text: string } {
  return { ...LOOKS[name] ?? { tone: 'quiet', icon: 'info' }, text: wordsFor(WORDS, name) ?? '' };
}

export function isDenying({ outcome, shadow }: ExplainedRule): boolean {
  return !shadow && outcome === 'DENIED';
}
