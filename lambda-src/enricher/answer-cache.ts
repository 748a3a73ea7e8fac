import type * as Engine from './cache-engine';
import type { ReadResult } from './dynamodb';
import type { Reading } from '../../src/core/operators/operator';
import type { Read } from '../../src/core/plan/reads';

interface Entry {
  readonly reading: Reading;
  /** Time of the request, in milliseconds since the Unix epoch. This clock continues while Lambda freezes the environment. */
  readonly requestedAt: number;
  readonly bytes: number;
}

/** The response cache of an environment, for sources with `cacheTtl` or `USE_STALE`. Also caches that there is no item. */
export class AnswerCache {
  private cache?: ReturnType<typeof Engine.createCache<Entry>>;

  /** The last response for a read, if it is younger than the given number of seconds. */
  public answer(read: Read, seconds: number | undefined): Reading | undefined {
    const entry = seconds === undefined ? undefined : this.cache?.get(nameOf(read));
    if (!entry || seconds === undefined) {
      return undefined;
    }
    const age = Date.now() - entry.requestedAt;
    // a negative age means that the clock was set back
    return age >= 0 && age < seconds * 1000 ? entry.reading : undefined;
  }

  public keep(read: Read, { reading, bytes }: ReadResult, requestedAt: number): void {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    this.cache ??= (require('./cache-engine') as typeof Engine).createCache(entry => entry.bytes);
    this.cache.set(nameOf(read), { reading, requestedAt: requestedAt, bytes });
  }
}

/** The cache key. Each source has its own entries, as another source with the same read can need other attributes. */
function nameOf({ source, identity }: Read): string {
  return `${source} ${identity}`;
}
