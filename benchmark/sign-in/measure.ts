import type { Setting } from './setting';
import type { Started, StartOptions } from './start';
import type { Variant } from './variants';
import { shuffled } from '../statistics';

/** One kind of process to measure. */
export interface Case {
  readonly variant: Variant;
  readonly options: Omit<StartOptions, 'events' | 'environment'>;
}

/**
 * Starts each case once per round, one after the other in random order, and returns the measurements of each case by round.
 *
 * @param unmeasured number of rounds before the measurement, which fill the disk caches
 */
export async function inRounds<C extends Case>(
  setting: Setting, cases: readonly C[], rounds: number, unmeasured = 0,
): Promise<ReadonlyMap<C, readonly Started[]>> {
  const measured = new Map(cases.map(each => [each, [] as Started[]]));
  for (let round = 1 - unmeasured; round <= rounds; round++) {
    for (const each of shuffled(cases)) {
      const started = await setting.start(each.variant, each.options);
      if (round > 0) {
        measured.get(each)!.push(started);
      }
    }
    if (process.stderr.isTTY) {
      process.stderr.write(`\rround ${round} of ${rounds} `);
    }
  }
  return measured;
}
