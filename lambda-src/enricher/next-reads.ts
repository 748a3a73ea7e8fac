import type { LoadedPlan } from './plan';
import type { Read, Readings } from './reads';
import { deciding, type Evaluation } from '../../src/core/operators/operator';

/**
 * What to read next for rules of a request, by what is known so far.
 *
 * @param evaluation with steps of its own
 */
export function nextReads(readings: Readings, plan: LoadedPlan, evaluation: () => Evaluation): readonly Read[] {
  if (readings.areKnown()) {
    return NONE;
  }
  const enforced = evaluation();
  const decides = deciding(enforced);
  return isDenied(plan, decides) ? NONE : readings.next(sourcesOf('ENFORCE', plan, decides), sourcesOf('SHADOW', plan, evaluation), enforced);
}

const NONE: readonly Read[] = [];

/** A token that is refused anyway needs no reads. */
function isDenied({ places: { denying }, planned }: LoadedPlan, decides: Evaluation): boolean {
  for (const place of denying) {
    if (planned[place].when!(decides) === true) {
      return true;
    }
  }
  return false;
}

/** A rule whose condition is false already needs nothing. */
function sourcesOf(mode: 'ENFORCE' | 'SHADOW', { readers, planned }: LoadedPlan, evaluation: Evaluation | (() => Evaluation)): readonly string[] {
  const { always, conditional } = readers[mode];
  if (conditional.length === 0) {
    return always;
  }
  const decides = deciding(typeof evaluation === 'function' ? evaluation() : evaluation);
  return [...always, ...conditional.flatMap(({ rule, sources }) => planned[rule].when!(decides) === false ? [] : sources)];
}
