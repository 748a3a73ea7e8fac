import type * as Engine from './cache-engine';
import type { ReadResult } from './dynamodb';
import type { Read } from './sources';
import type { Reading } from '../../src/core/operators/operator';

interface Entry {
  readonly reading: Reading;
  /** When it was asked for, in milliseconds since 1970: the clock that goes on while the environment is frozen. */
  readonly requestedAt: number;
  readonly bytes: number;
}

/** Answers that an environment keeps for sources with `cacheTtl` or `USE_STALE`, also that there is no item. */
export class AnswerCache {
  private cache?: ReturnType<typeof Engine.createCache<Entry>>;

  /** The last answer for what a read asks, if it is younger than that many seconds. */
  public answer(read: Read, seconds: number | undefined): Reading | undefined {
    const entry = seconds === undefined ? undefined : this.cache?.get(nameOf(read));
    if (!entry || seconds === undefined) {
      return undefined;
    }
    const age = Date.now() - entry.requestedAt;
    // a clock that was set back tells no age
    return age >= 0 && age < seconds * 1000 ? entry.reading : undefined;
  }

  public keep(read: Read, { reading, bytes }: ReadResult, requestedAt: number): void {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    this.cache ??= (require('./cache-engine') as typeof Engine).createCache(entry => entry.bytes);
    this.cache.set(nameOf(read), { reading, requestedAt: requestedAt, bytes });
  }
}

/** Each source has answers of its own: another one with the same read needs other attributes. */
function nameOf({ source, identity }: Read): string {
  return `${source} ${identity}`;
}
