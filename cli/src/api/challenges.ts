import { randomBytes } from 'node:crypto';
import { notAuthorized, type ApiError } from './api-error';
import type { Client } from '../app/model';
import type { PoolServer } from '../oauth/pool-server';

/** The recipient of a challenge. */
export interface Challenged {
  readonly server: PoolServer;
  readonly client: Client;
  readonly username: string;
}

interface Entry<T> {
  /** Undefined after the challenge was answered. */
  readonly state?: T;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** Lifetime of a challenge in milliseconds: the default of `AuthSessionValidity`. */
const LIFETIME = 3 * 60_000;
/** Milliseconds after its lifetime until a challenge is forgotten. Until then, errors say that it expired or was already answered. */
const KEPT = 20 * 60_000;

/** Pending challenges. Each can be answered once, by the client that received it. */
export class Challenges<T extends Challenged> {
  private readonly entries = new Map<string, Entry<T>>();

  /** Returns the session string of a new challenge. */
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
