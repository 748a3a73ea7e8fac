import { FailedCall } from './aws-call';
import type { Deadline } from './deadline';
import { getItem } from './dynamodb';
import type { Enrichment } from './enricher';
import type { ReadReport } from './log';
import type { Read } from './reads';

type Answer = ReturnType<typeof getItem>;

/**
 * Reads what an enrichment asks for, level by level: each level of keys needs the items of the one before. Rules under SHADOW
 * never hold up what enforced rules need: their reads go on beside, with an end of their own.
 */
export async function readItems(enrichment: Enrichment, deadline: Deadline, watching: Deadline, reports: ReadReport[]): Promise<void> {
  const answers = new Answers(deadline, watching);
  const watched: Promise<void>[] = [];
  for (;;) {
    const enforced: Promise<void>[] = [];
    for (const read of enrichment.reads()) {
      (read.watching ? watched : enforced).push(readInto(enrichment, read, answers, reports));
    }
    if (enforced.length === 0 && watched.length === 0) {
      return;
    }
    await Promise.all(enforced.length > 0 ? enforced : watched.splice(0));
  }
}

async function readInto(enrichment: Enrichment, read: Read, answers: Answers, reports: ReadReport[]): Promise<void> {
  const started = performance.now();
  const report = (outcome: ReadReport['outcome'], attempts: number): unknown =>
    reports.push({ sources: read.sources, outcome, attempts, milliseconds: Math.round(performance.now() - started) });
  try {
    const { item, attempts } = await answers.of(read);
    enrichment.provide(read, item);
    report(item ? 'ITEM' : 'NO_ITEM', attempts);
  } catch (error) {
    enrichment.fail(read);
    report(error instanceof FailedCall ? error.reason : 'CONNECTION', error instanceof FailedCall ? error.attempts : 1);
  }
}

/** The answers of one invocation. An item that is read already is not read again, if the attributes are there. */
class Answers {
  private readonly known: Array<{ readonly read: Read; readonly answer: Answer }> = [];

  constructor(private readonly deadline: Deadline, private readonly watching: Deadline) {}

  public of(read: Read): Answer {
    const same = this.known.find(({ read: other }) => other.item === read.item
      // what has less time must not fail what has more
      && other.watching === read.watching
      && read.attributes.every(attribute => other.attributes.includes(attribute)));
    const answer = same?.answer ?? getItem(read, read.watching ? this.watching : this.deadline);
    this.known.push({ read: same?.read ?? read, answer });
    return answer;
  }
}
