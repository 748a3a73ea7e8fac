import type { Store } from './store';
import type { Client } from '../app/model';
import type { Issuance } from '../tokens/model';

/** A sign-in: from the first tokens to the last refresh. */
export interface Session {
  readonly client: Client;
  /** The `sub` of the user. */
  readonly accountId: string;
  readonly scopes: readonly string[];
  readonly resource?: string;
  /** Epoch seconds. */
  readonly authTime: number;
  readonly originJti: string;
  readonly eventId: string;
  /** The tokens of the sign-in, until the code is exchanged. */
  issuance?: Issuance;
}

/** The sessions of one pool, by the ids of their grants. A session lasts as long as its grant, which is revoked with its refresh token. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();

  constructor(private readonly store: Store) {}

  public get(grantId: string | undefined): Session | undefined {
    return grantId !== undefined && this.lasts(grantId) ? this.sessions.get(grantId) : undefined;
  }

  /** Returns the session even if its grant was just revoked. */
  public peek(grantId: string | undefined): Session | undefined {
    return grantId === undefined ? undefined : this.sessions.get(grantId);
  }

  public add(grantId: string, session: Session): void {
    [...this.sessions.keys()].filter(id => !this.lasts(id)).forEach(id => this.sessions.delete(id));
    this.sessions.set(grantId, session);
  }

  /** True if the session of an access token is still active. */
  public isActive(originJti: unknown): boolean {
    return [...this.sessions].some(([grantId, session]) => session.originJti === originJti && this.lasts(grantId));
  }

  private lasts(grantId: string): boolean {
    return this.store.has('Grant', grantId);
  }
}

/** The session that begins with its first tokens. */
export function sessionOf({ request, tokens }: Issuance, accountId: string): Session {
  const { auth_time: authTime, origin_jti: originJti, event_id: eventId } = tokens!.base.accessToken;
  const { client, scopes, resource } = request;
  return {
    client,
    accountId,
    scopes,
    ...resource !== undefined && { resource },
    authTime: Number(authTime),
    originJti: String(originJti),
    eventId: String(eventId),
  };
}
