import { AnswerCache } from './answer-cache';
import { Batches } from './batches';
import { Deadline } from './deadline';
import type { RequestEvaluation } from './request-evaluation';
import { groupsOf, merge, SharedRead } from './shared-read';
import type { RulesetDocument } from '../../src/core/document/document';
import type { Read } from '../../src/core/plan/reads';
import { callAws, CallFailed, type CallAws, type CallError } from '../aws/retry';

/** Maximum age, in milliseconds, of a read of another invocation that is shared. An older read may never return. */
const JUST_BEGUN = 100;
/** Extra milliseconds for a read that ends at the same time as the timeout, so that its own error is reported. */
const GRACE = 5;

/** The result of a read, for the log. */
export interface ReadReport {
  readonly source: string;
  /** The place of the element in the list, if the source reads one item for each element. */
  readonly element?: number;
  readonly outcome: 'FOUND' | 'NOTHING' | CallError;
  /** Origin of the response, if not the table or function: CACHE within `cacheTtl`, STALE for a failed read. */
  readonly from?: 'CACHE' | 'STALE';
  readonly attempts: number;
  readonly milliseconds: number;
}

/** Reads tables and invokes functions for the invocations of one environment. */
export class SourceReader {
  private readonly cache = new AnswerCache();
  /** Reads in progress, which other invocations of this environment can share. */
  private readonly inFlight = new Map<string, SharedRead>();

  constructor(private readonly sources: RulesetDocument['sources'], private readonly call: CallAws = callAws) {}

  /**
   * Makes the reads of the rules, level by level, as the keys of one level need the items of the level before. Reads for shadow rules run in
   * parallel with their own deadline, and never delay the reads for enforced rules.
   */
  public async readAll(evaluation: RequestEvaluation, deadline: Deadline, reports: ReadReport[]): Promise<void> {
    const shadowDeadline = deadline.forShadow();
    const shadowReads: Promise<void>[] = [];
    const begun: SharedRead[] = [];
    for (let reads = evaluation.nextReads(); reads.length > 0 || shadowReads.length > 0; reads = evaluation.nextReads()) {
      const open = reads.filter(read => !this.answerFromCache(read, evaluation, reports));
      const enforcedReads: Promise<void>[] = [];
      const batches = new Batches(this.call);
      for (const group of groupsOf(open)) {
        const shared = this.share(group, begun, group.every(read => read.isShadow) ? shadowDeadline : deadline, batches);
        begun.push(shared);
        for (const read of group) {
          const [pending, end] = read.isShadow ? [shadowReads, shadowDeadline] : [enforcedReads, deadline];
          this.keep(read, shared);
          pending.push(this.settle(read, shared, end, evaluation, reports));
        }
      }
      batches.send();
      // responses from the cache can make other sources ready
      const onlyShadow = enforcedReads.length === 0 && open.length === reads.length;
      await Promise.all(onlyShadow ? shadowReads.splice(0) : enforcedReads);
    }
  }

  private answerFromCache(read: Read, evaluation: RequestEvaluation, reports: ReadReport[]): boolean {
    const reading = this.cache.answer(read, this.sources[read.source].cacheTtl);
    if (!reading) {
      return false;
    }
    evaluation.provide(read, reading);
    reports.push({ ...placeOf(read), outcome: reading.count > 0 ? 'FOUND' : 'NOTHING', from: 'CACHE', attempts: 0, milliseconds: 0 });
    return true;
  }

  /** Caches the response, even if it arrives after the timeout of the source. */
  private keep(read: Read, shared: SharedRead): void {
    const { cacheTtl, onError } = this.sources[read.source];
    if (cacheTtl !== undefined || onError === 'USE_STALE') {
      shared.result.then(result => this.cache.keep(read, result, shared.requestedAt), () => undefined);
    }
  }

  /**
   * Shares one read of the same items. Reuses an earlier read if its timeout and attempts suffice. Otherwise returns a new read, which is sent
   * only if the earlier one fails.
   */
  private share(group: readonly Read[], begun: readonly SharedRead[], deadline: Deadline, batches: Batches): SharedRead {
    const read = merge(group);
    const policies = group.map(({ source }) => this.sources[source]);
    const timeout = Math.max(...policies.map(each => each.timeout));
    const maxAttempts = Math.max(...policies.map(each => each.maxAttempts));
    const earlier = begun.findLast(each => each.covers(read)) ?? this.readOfOthers(read);
    if (earlier?.allows(timeout, maxAttempts)) {
      return earlier;
    }
    const shared = new SharedRead(read, timeout, { deadline: deadline.within(timeout), maxAttempts }, batches, earlier);
    this.inFlight.set(read.identity, shared);
    const done = (): void => {
      if (this.inFlight.get(read.identity) === shared) {
        this.inFlight.delete(read.identity);
      }
    };
    // not unhandled: those who wait for the read handle its failure
    shared.result.then(done, done);
    return shared;
  }

  /** A read in progress of another invocation. Not for consistent reads: they must see everything that was written before they began. */
  private readOfOthers(read: Read): SharedRead | undefined {
    const other = this.inFlight.get(read.identity);
    return other && !(read.kind !== 'function' && read.consistentRead) && Date.now() - other.requestedAt < JUST_BEGUN && other.covers(read) ? other : undefined;
  }

  /** Waits for a read with the timeout of the source, and applies the `onError` policy of the source. */
  private async settle(read: Read, shared: SharedRead, deadline: Deadline, evaluation: RequestEvaluation, reports: ReadReport[]): Promise<void> {
    const { source } = read;
    const started = performance.now();
    const policy = this.sources[source];
    const report = (outcome: ReadReport['outcome'], attempts: number, from?: 'STALE'): void => {
      reports.push({ ...placeOf(read), outcome, ...from && { from }, attempts, milliseconds: Math.round(performance.now() - started) });
    };
    try {
      const { reading, attempts } = await (shared.endsWith(read, policy) ? shared.result : orTimeout(shared.result, deadline.within(policy.timeout)));
      evaluation.provide(read, reading);
      report(reading.count > 0 ? 'FOUND' : 'NOTHING', attempts);
    } catch (error) {
      const { reason, attempts } = error instanceof CallFailed ? error : new CallFailed('CONNECTION', 1);
      const stale = policy.onError === 'USE_STALE' ? this.cache.answer(read, policy.maxStale) : undefined;
      if (stale) {
        evaluation.provide(read, stale);
      } else {
        evaluation.fail(read);
      }
      report(reason, attempts, stale && 'STALE');
    }
  }
}

function placeOf(read: Read): Pick<ReadReport, 'source' | 'element'> {
  return { source: read.source, ...read.kind === 'item' && read.element !== undefined && { element: read.element } };
}

async function orTimeout<T>(result: Promise<T>, deadline: Deadline): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CallFailed('TIMEOUT', 1)), deadline.remaining + GRACE);
  });
  try {
    return await Promise.race([result, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
