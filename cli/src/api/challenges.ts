import { randomBytes } from 'node:crypto';
import { notAuthorized, type ApiError } from './api-error';
import type { Client } from '../app/model';
import type { PoolServer } from '../oauth/pool-server';

/** Whom a challenge was sent to. */
export interface Challenged {
  readonly server: PoolServer;
  readonly client: Client;
  readonly username: string;
}

interface Entry<T> {
  /** None once it was answered. */
  readonly state?: T;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** Milliseconds to answer a challenge in: the default of `AuthSessionValidity`. */
const LIFETIME = 3 * 60_000;
/** Milliseconds after which nothing is known of a challenge, not even that it was answered. */
const KEPT = 20 * 60_000;

/** Challenges that wait for an answer. Each may be answered once, by the client that got it. */
export class Challenges<T extends Challenged> {
  private readonly entries = new Map<string, Entry<T>>();

  /** Gives the session of a challenge. */
  public open(state: T): string {
    const now = Date.now();
    for (const [session, { expires }] of this.entries) {
      if (expires + KEPT < now) {
        this.entries.delete(session);
      }
    }
    const session = randomBytes(96).toString('base64');
    this.entries.set(session, { state, expires: now + LIFETIME });
    return session;
  }

  public take(session: string, { server, client }: Omit<Challenged, 'username'>): T {
    const entry = this.entries.get(session);
    if (!entry) {
      throw invalidSession();
    }
    const { state, expires } = entry;
    if (!state) {
      throw invalidSession(', session can only be used once');
    }
    if (state.server !== server || state.client.id !== client.id) {
      throw invalidSession();
    }
    if (expires <= Date.now()) {
      throw invalidSession(', session is expired');
    }
    this.entries.set(session, { expires });
    return state;
  }
}

function invalidSession(reason = ''): ApiError {
  return notAuthorized(`Invalid session for the user${reason}.`);
}
