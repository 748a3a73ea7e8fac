import type { Deadline } from './deadline';
import { CLIENTS_VARIABLE } from '../../src/core/document/document';
import { callAws } from '../aws/retry';

/** Milliseconds after which the parameters are read again for a client ID that is in none of them. */
const FOREIGN_TIME = 5 * 60 * 1000;
/** Maximum number of foreign clients, those in no parameter, to remember. */
const FOREIGN_CLIENTS = 1000;
/** Minimum milliseconds before a failed read of a parameter is repeated. All functions of an account share the SSM quota. */
const RETRY_TIME = 2000;
/** Maximum parameters of one call. */
const AT_ONCE = 10;
/** Maximum bytes of a response. A parameter has up to 8 KB. */
const RESPONSE_BYTES = 200_000;
/** Milliseconds for a read, including all attempts. */
const TIMEOUT = 2000;
const ATTEMPTS = 2;

/**
 * The IDs of the app clients that rules use, each from an SSM parameter, cached for the life of the environment. Client IDs are never reused,
 * but an app client can be replaced. So a client is certainly foreign only if the parameter was read after the client was first seen.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 */
export class AppClients {
  private readonly ids = new Map<string, string>();
  private readonly readAt = new Map<string, number>();
  private readonly failedAt = new Map<string, number>();
  /** Time when each foreign client was first seen. */
  private readonly foreignSince = new Map<string, number>();

  /** True if the client has this key; undefined if it cannot be determined. */
  public isClient(key: string, clientId: string | undefined): boolean | undefined {
    if (clientId === undefined) {
      return false;
    }
    if (this.isNamed(clientId)) {
      return this.ids.get(key) === clientId;
    }
    return timeOf(this.readAt, key) >= (this.foreignSince.get(clientId) ?? Infinity) ? false : undefined;
  }

  /**
   * Loads the parameters that are needed to determine the key of a client. Failures are recorded, not thrown.
   *
   * @param keys of enforced rules, and of shadow rules, whose reads have a shorter deadline
   */
  public async load({ ENFORCE: enforced, SHADOW: shadow }: { readonly [mode in 'ENFORCE' | 'SHADOW']: readonly string[] }, clientId: string | undefined, deadline: Deadline): Promise<void> {
    if (clientId === undefined || this.isNamed(clientId)) {
      return;
    }
    const now = performance.now();
    const since = this.foreignSince.get(clientId) ?? this.remember(clientId, now);
    const isOpen = (key: string): boolean =>
      timeOf(this.readAt, key) < Math.max(since, now - FOREIGN_TIME) && now - timeOf(this.failedAt, key) >= RETRY_TIME;
    const others = shadow.filter(key => !enforced.includes(key));
    await Promise.all([
      this.read(enforced.filter(isOpen), deadline),
      this.read(others.filter(isOpen), deadline.forShadow()),
    ]);
  }

  /** Loads IDs before they are needed. Failures are ignored. */
  public async preload(keys: readonly string[], deadline: Deadline): Promise<void> {
    await this.read(keys, deadline);
    // the first event retries failed reads immediately
    this.failedAt.clear();
  }

  private isNamed(clientId: string): boolean {
    return [...this.ids.values()].includes(clientId);
  }

  private remember(clientId: string, now: number): number {
    if (this.foreignSince.size >= FOREIGN_CLIENTS) {
      this.foreignSince.delete(this.foreignSince.keys().next().value!);
    }
    this.foreignSince.set(clientId, now);
    return now;
  }

  private async read(keys: readonly string[], deadline: Deadline): Promise<void> {
    const batches = Array.from({ length: Math.ceil(keys.length / AT_ONCE) }, (_, index) => keys.slice(index * AT_ONCE, (index + 1) * AT_ONCE));
    await Promise.all(batches.map(batch => this.readBatch(batch, deadline)));
  }

  private async readBatch(keys: readonly string[], deadline: Deadline): Promise<void> {
    const nameOf = (key: string): string => `${process.env[CLIENTS_VARIABLE]}/${key}`;
    const values = await callAws({
      service: 'ssm',
      target: 'AmazonSSM.GetParameters',
      contentType: 'application/x-amz-json-1.1',
      body: JSON.stringify({ Names: keys.map(nameOf) }),
      maxBytes: RESPONSE_BYTES,
    }, { deadline: deadline.within(TIMEOUT), maxAttempts: ATTEMPTS }, readParameters).then(({ value }) => value, () => new Map<unknown, unknown>());
    const now = performance.now();
    for (const key of keys) {
      const id = values.get(nameOf(key));
      if (typeof id === 'string' && id !== '') {
        this.ids.set(key, id);
        this.readAt.set(key, now);
      } else {
        this.failedAt.set(key, now);
      }
    }
  }
}

/** The values of a GetParameters response by the names of the parameters. Parameters that do not exist are not in it. */
function readParameters(response: unknown): ReadonlyMap<unknown, unknown> | undefined {
  const { Parameters: parameters } = (response ?? {}) as { readonly Parameters?: unknown };
  const pairOf = (each: { readonly Name?: unknown; readonly Value?: unknown } | null): [unknown, unknown] => [each?.Name, each?.Value];
  return Array.isArray(parameters) ? new Map(parameters.map(pairOf)) : undefined;
}

function timeOf(times: ReadonlyMap<string, number>, key: string): number {
  return times.get(key) ?? -Infinity;
}
