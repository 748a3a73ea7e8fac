import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  /** Milliseconds since 1970. */
  expires: number;
}

/** Storage of the authorization server for one pool. It is in memory, and outlives a reload of the app. */
export class Store {
  private readonly entries = new Map<string, Entry>();

  /** @param graceOf seconds for which a refresh token still works after it was replaced, by the id of its client */
  constructor(private readonly clientOf: (id: string) => AdapterPayload | undefined, private readonly graceOf: (clientId: string) => number) {}

  public adapter(model: string): Adapter {
    return model === 'Client' ? this.clients() : this.entriesOf(model);
  }

  public has(model: string, id: string): boolean {
    return this.find(`${model}:${id}`) !== undefined;
  }

  /** Ends a refresh token after the grace period of its client. Returns false if it had already ended. */
  public spend(refreshToken: string): boolean {
    const entry = this.find(`RefreshToken:${refreshToken}`);
    if (entry) {
      entry.expires = Math.min(entry.expires, Date.now() + this.graceOf(String(entry.payload.clientId)) * 1000);
    }
    return entry !== undefined;
  }

  /** Ends all sessions of an account. */
  public revokeAccount(accountId: string): void {
    this.removeWhere(({ payload }) => payload.accountId === accountId);
  }

  /** Clients are those of the current app. */
  private clients(): Adapter {
    const none = async (): Promise<undefined> => undefined;
    const find = async (id: string): Promise<AdapterPayload | undefined> => this.clientOf(id);
    return { find, upsert: none, destroy: none, consume: none, findByUid: none, findByUserCode: none, revokeByGrantId: none };
  }

  private entriesOf(model: string): Adapter {
    const keyOf = (id: string): string => `${model}:${id}`;
    return {
      upsert: async (id, payload, expiresIn) => {
        this.purge();
        this.entries.set(keyOf(id), { payload, expires: Date.now() + (expiresIn ?? Infinity) * 1000 });
      },
      find: async id => this.find(keyOf(id))?.payload,
      findByUid: async uid => [...this.entries].find(([key, { payload }]) => key.startsWith(`${model}:`) && payload.uid === uid)?.[1].payload,
      findByUserCode: async () => undefined,
      destroy: async id => void this.entries.delete(keyOf(id)),
      consume: async id => {
        if (model === 'RefreshToken') {
          // Amazon Cognito accepts the old token during the grace period only; the session continues
          this.spend(id);
        } else {
          Object.assign(this.find(keyOf(id))?.payload ?? {}, { consumed: Math.floor(Date.now() / 1000) });
        }
      },
      revokeByGrantId: async grantId => {
        this.entries.delete(`Grant:${grantId}`);
        this.removeWhere(({ payload }) => payload.grantId === grantId);
      },
    };
  }

  private find(key: string): Entry | undefined {
    const entry = this.entries.get(key);
    return entry && entry.expires > Date.now() ? entry : undefined;
  }

  private purge(): void {
    const now = Date.now();
    this.removeWhere(({ expires }) => expires <= now);
  }

  private removeWhere(isOver: (entry: Entry) => boolean): void {
    for (const [key, entry] of this.entries) {
      if (isOver(entry)) {
        this.entries.delete(key);
      }
    }
  }
}
