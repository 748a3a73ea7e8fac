import type { LoadedPlan } from './plan';
import type { Read, Readings } from './reads';
import { deciding, type Evaluation } from '../../src/ruleset/operators/operator';

/**
 * What to read next for rules of a request, by what is known so far.
 *
 * @param evaluation with steps of its own
 */
export function nextReads(readings: Readings, plan: LoadedPlan, evaluation: () => Evaluation): readonly Read[] {
  if (readings.areKnown()) {
    return [];
  }
  const enforced = evaluation();
  if (isDenied(plan, enforced)) {
    return [];
  }
  return readings.next(sourcesOf('ENFORCE', plan, enforced), sourcesOf('SHADOW', plan, evaluation()), enforced);
}

/** A token that is refused anyway needs no reads. */
function isDenied({ places: { denying }, planned }: LoadedPlan, evaluation: Evaluation): boolean {
  const decides = deciding(evaluation);
  return denying.some(place => planned[place].when!(decides) === true);
}

/** A rule whose condition is false already needs nothing. */
function sourcesOf(mode: 'ENFORCE' | 'SHADOW', { readers, planned }: LoadedPlan, evaluation: Evaluation): readonly string[] {
  const decides = deciding(evaluation);
  const names = new Set<string>();
  for (const { rule, sources } of readers[mode]) {
    if (planned[rule].when?.(decides) !== false) {
      sources.forEach(source => names.add(source));
    }
  }
  return [...names];
}
