import { DynamoDb, type ReadResult } from './dynamodb';
import type * as Engine from './function-engine';
import type { ItemRead, Read } from '../../src/core/plan/reads';
import type { CallAws, Effort } from '../aws/retry';

interface Waiting {
  readonly read: ItemRead;
  readonly effort: Effort;
  readonly resolve: (result: ReadResult) => void;
  readonly reject: (error: unknown) => void;
}

/** The reads that begin together. Those for the elements of one list become one request: 25 requests would take 20 times the CPU. */
export class Batches {
  private readonly waiting = new Map<string, Waiting[]>();
  private isSent = false;

  constructor(private readonly call: CallAws, private readonly table = new DynamoDb(call)) {}

  /** @throws CallFailed */
  public read(read: Read, effort: Effort): Promise<ReadResult> {
    if (read.kind === 'function') {
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      return (require('./function-engine') as typeof Engine).invokeFunction(read, effort, this.call);
    }
    if (read.kind === 'query' || read.element === undefined || this.isSent) {
      return this.table.read(read, effort);
    }
    const { source, isShadow } = read;
    const name = `${source} ${isShadow}`;
    return new Promise((resolve, reject) => {
      this.waiting.set(name, [...this.waiting.get(name) ?? [], { read, effort, resolve, reject }]);
    });
  }

  /** Sends the requests of the lists. A read that begins later has a request of its own. */
  public send(): void {
    this.isSent = true;
    for (const batch of this.waiting.values()) {
      this.table.getItems(batch.map(({ read }) => read), batch[0].effort).then(
        results => batch.forEach(({ resolve }, index) => resolve(results[index])),
        error => batch.forEach(({ reject }) => reject(error)),
      );
    }
  }
}
