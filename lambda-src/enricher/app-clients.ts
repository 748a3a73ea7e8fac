import type { Deadline } from './deadline';
import { CLIENTS_VARIABLE } from '../../src/core/document/document';
import { callAws } from '../aws/retry';

/** Milliseconds after which the parameters are read again for a client that none of them names. */
const FOREIGN_TIME = 5 * 60 * 1000;
/** Foreign clients to remember. */
const FOREIGN_CLIENTS = 1000;
/** Milliseconds, at least, before a parameter that could not be read is tried again: all functions of an account share a quota. */
const RETRY_TIME = 2000;
/** Bytes of a response: a parameter has 8 KB at most. */
const PARAMETER_BYTES = 50_000;
/** Milliseconds. */
const TIMEOUT = 2000;
const ATTEMPTS = 2;

/**
 * The ids of the app clients that rules name, from one SSM parameter each, kept for the life of the environment. The id of a
 * client never becomes that of another one, but a client can be replaced: only what was read since a client came for the first
 * time tells that it is none of those that rules name.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export class AppClients {
  private readonly ids = new Map<string, string>();
  private readonly readAt = new Map<string, number>();
  private readonly failedAt = new Map<string, number>();
  /** When each foreign client came for the first time. */
  private readonly foreignSince = new Map<string, number>();

  /** Whether a client has this key; undefined when nobody knows. */
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
   * Makes it known which of the keys that rules name a client has, as far as that can be.
   *
   * @param keys of enforced rules, and of rules under SHADOW, which may delay a token by less
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
      ...enforced.filter(isOpen).map(key => this.read(key, deadline)),
      ...others.filter(isOpen).map(key => this.read(key, deadline.forShadow())),
    ]);
  }

  /** Loads ids before they are needed, as far as that goes. */
  public async preload(keys: readonly string[], deadline: Deadline): Promise<void> {
    await Promise.all(keys.map(key => this.read(key, deadline)));
    // a first event tries again what was not there yet
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

  private async read(key: string, deadline: Deadline): Promise<void> {
    const name = `${process.env[CLIENTS_VARIABLE]}/${key}`;
    try {
      const { value: { id } } = await callAws({
        service: 'ssm',
        target: 'AmazonSSM.GetParameter',
        contentType: 'application/x-amz-json-1.1',
        body: JSON.stringify({ Name: name }),
        maxBytes: PARAMETER_BYTES,
      }, { deadline: deadline.within(TIMEOUT), maxAttempts: ATTEMPTS }, response => readParameter(response, name));
      this.ids.set(key, id);
      this.readAt.set(key, performance.now());
    } catch {
      this.failedAt.set(key, performance.now());
    }
  }
}

/** The value of a parameter; undefined for what is no response about it. */
function readParameter(response: unknown, name: string): { readonly id: string } | undefined {
  const { Parameter: parameter } = (response ?? {}) as { readonly Parameter?: { readonly Name?: unknown; readonly Value?: unknown } };
  return parameter?.Name === name && typeof parameter.Value === 'string' && parameter.Value !== '' ? { id: parameter.Value } : undefined;
}

function timeOf(times: ReadonlyMap<string, number>, key: string): number {
  return times.get(key) ?? -Infinity;
}
