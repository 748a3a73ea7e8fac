import { callAws } from './aws-call';
import type { Deadline } from './deadline';
import { CLIENTS_VARIABLE } from '../../src/ruleset/document';

/** Milliseconds for which a client that none of the parameters names is taken for a foreign one. */
const FOREIGN_TIME = 5 * 60 * 1000;

/**
 * The ids of the app clients that rules name, from one SSM parameter each. They are kept for the life of the environment; when
 * a client comes that none of them names, they are read again at times, as a client may have been replaced.
 */
export class ClientIds {
  private readonly ids = new Map<string, string>();
  private readAt = -Infinity;

  constructor(private readonly keys: readonly string[]) {}

  public readonly idOf = (key: string): string | undefined => this.ids.get(key);

  /** Makes the ids known, as far as that is needed to tell whether this client is one of them. */
  public async load(clientId: string | undefined, deadline: Deadline): Promise<void> {
    const isComplete = this.keys.every(key => this.ids.has(key));
    const isKnown = [...this.ids.values()].includes(clientId ?? '');
    if (this.keys.length === 0 || (isComplete && (isKnown || performance.now() - this.readAt < FOREIGN_TIME))) {
      return;
    }
    this.readAt = performance.now();
    await Promise.all(this.keys.map(key => this.read(key, deadline)));
  }

  /** An id that cannot be read stays as it is: unknown, or what it was. */
  private async read(key: string, deadline: Deadline): Promise<void> {
    try {
      const { answer } = await callAws({
        service: 'ssm',
        target: 'AmazonSSM.GetParameter',
        contentType: 'application/x-amz-json-1.1',
        body: { Name: `${process.env[CLIENTS_VARIABLE]}/${key}` },
      }, deadline);
      const value = (answer as { Parameter?: { Value?: unknown } }).Parameter?.Value;
      if (typeof value === 'string' && value !== '') {
        this.ids.set(key, value);
      }
    } catch {
      // the condition is unknown then, and every rule does what its direction says
    }
  }
}
