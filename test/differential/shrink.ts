import type { Compared } from './compare';
import type { RuleSet } from './rule-set';

/** A smaller rule set that still differs: with one event, and without each rule that the difference does not need. */
export async function shrink(found: Compared, run: (smaller: RuleSet) => Promise<Compared | undefined>): Promise<Compared> {
  for (const smaller of smallerOnes(found)) {
    const compared = await run(smaller);
    if (compared?.cases.some(({ isSame }) => !isSame)) {
      return shrink(compared, run);
    }
  }
  return found;
}

function smallerOnes({ set, cases }: Compared): readonly RuleSet[] {
  const different = cases.filter(({ isSame }) => !isSame).map(({ event }) => event);
  return [
    ...set.events.length > 1 ? [{ ...set, events: different.slice(0, 1) }] : [],
    ...set.rules.length > 1 ? set.rules.map((_, index) => ({ ...set, rules: set.rules.filter((__, at) => at !== index) })) : [],
    ...set.budget === undefined ? [] : [{ ...set, budget: undefined }],
  ];
}
