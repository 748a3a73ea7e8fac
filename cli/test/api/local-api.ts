import { createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { handleApi } from '../../src/api/handle-api';
import type { Client, Pool } from '../../src/app/model';
import { AccessTokens } from '../../src/oauth/access-tokens';
import type { PoolServer } from '../../src/oauth/pool-server';
import type { Session } from '../../src/oauth/sessions';
import { Keys } from '../../src/tokens/keys';
import type { Issuance, IssueError, IssueRequest } from '../../src/tokens/model';
import { TokenIssuer } from '../../src/tokens/token-issuer';
import { Directory } from '../../src/users/directory';
import type { UsersFile } from '../../src/users/model';

export const POOL_ID = 'eu-central-1_Ab3dEf9Gh';
export const SECRET = 'a-secret-of-thirty-characters-';

const USER_FLOWS = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];

const CLIENTS: readonly Client[] = [
  clientWith('web', {}),
  clientWith('backend', { secret: SECRET }),
  clientWith('rotating', { rotation: { graceSeconds: 0 } }),
  clientWith('patient', { rotation: { graceSeconds: 60 } }),
  clientWith('reader', { readAttributes: ['email'] }),
  clientWith('bare', { authFlows: [], revocation: false }),
  clientWith('machine', { secret: SECRET, authFlows: ['ALLOW_CLIENT_TOKEN_AUTH'], scopes: ['orders/read', 'orders/write', 'openid'] }),
];

const POOL: Pool = {
  id: POOL_ID,
  path: 'Shop/Pool',
  region: 'eu-central-1',
  issuerType: 'ORIGINAL',
  clients: CLIENTS,
  resourceScopes: ['orders/read', 'orders/write'],
  groups: [{ name: 'staff' }],
  providers: [{ name: 'Corp' }],
  signInAttributes: ['email'],
  usernameIsAttribute: false,
  caseSensitive: true,
  customAttributes: ['custom:tenant'],
};

const USERS: UsersFile = {
  users: {
    jane: { password: 'Jane-1234', attributes: { 'email': 'jane@example.com', 'custom:tenant': 'acme' }, groups: ['staff'] },
    temp: { password: 'Temp-1234', temporaryPassword: true, attributes: { email: 'temp@example.com' } },
    gone: { password: 'Gone-1234', enabled: false },
    fred: { password: 'Fred-1234', identityProvider: 'Corp' },
    bare: {},
  },
  items: {},
  answers: {},
  values: {},
};

function clientWith(id: string, parts: Partial<Client>): Client {
  return {
    id,
    path: `Shop/${id}`,
    callbackUrls: [],
    logoutUrls: [],
    oauthFlows: [],
    scopes: [],
    authFlows: USER_FLOWS,
    lifetimes: { idToken: 600, accessToken: 900, refreshToken: 86_400 },
    revocation: true,
    ...parts,
  };
}

/** The real issuer for a pool without a function. Records its requests, and denies if a test sets `denial`. */
class RecordingIssuer extends TokenIssuer {
  public readonly requests: IssueRequest[] = [];
  public denial?: IssueError;
  /** Called where the function would run. */
  public meanwhile?: () => void;
  /** The response waits for this promise. */
  public hold?: Promise<void>;

  public override async issue(request: IssueRequest): Promise<Issuance> {
    this.requests.push(request);
    this.meanwhile?.();
    const issuance = await this.answer(request);
    await this.hold;
    return issuance;
  }

  private async answer(request: IssueRequest): Promise<Issuance> {
    return this.denial
      ? { id: 'denied', at: 0, request, error: this.denial, explanation: { rules: [], claims: [], reads: [], notes: [] } }
      : super.issue(request);
  }
}

/** Sessions as in `PoolServer`, without the OAuth server. */
class FakePoolServer implements Pick<PoolServer, 'backend' | 'clientById' | 'openSession' | 'sessionOf' | 'rotate' | 'revoke' | 'signOut' | 'isActive'> {
  private readonly tokens = new Map<string, { readonly session: Session; readonly grantId: string }>();

  constructor(public readonly backend: PoolServer['backend']) {}

  public get size(): number {
    return this.tokens.size;
  }

  public clientById(id: string): Client | undefined {
    return this.backend.pool().clients.find(client => client.id === id);
  }

  public async openSession(session: Omit<Session, 'issuance'>): Promise<string> {
    return this.keep(session, randomUUID());
  }

  public async sessionOf(refreshToken: string, client: Client): ReturnType<PoolServer['sessionOf']> {
    const found = this.tokens.get(refreshToken);
    return found?.session.client.id === client.id ? found : undefined;
  }

  public async rotate(refreshToken: string, session: Session, grantId: string): Promise<string> {
    await Promise.resolve();
    if (session.client.rotation?.graceSeconds === 0) {
      this.tokens.delete(refreshToken);
    }
    return this.keep(session, grantId);
  }

  public async revoke(refreshToken: string): Promise<void> {
    const grantId = this.tokens.get(refreshToken)?.grantId;
    this.removeWhere(found => found.grantId === grantId);
  }

  public signOut(accountId: string): void {
    this.removeWhere(({ session }) => session.accountId === accountId);
  }

  public isActive(originJti: unknown): boolean {
    return [...this.tokens.values()].some(({ session }) => session.originJti === originJti);
  }

  private keep(session: Session, grantId: string): string {
    const token = `refresh-${randomUUID()}`;
    this.tokens.set(token, { session, grantId });
    return token;
  }

  private removeWhere(isOver: (found: { readonly session: Session; readonly grantId: string }) => boolean): void {
    for (const [token, found] of this.tokens) {
      if (isOver(found)) {
        this.tokens.delete(token);
      }
    }
  }
}

export interface LocalApi {
  readonly url: string;
  readonly client: CognitoIdentityProviderClient;
  readonly issuer: RecordingIssuer;
  readonly directory: Directory;
  readonly server: FakePoolServer;
  /** Changes the users file. */
  readonly change: (users: UsersFile['users']) => void;
  readonly stop: () => void;
}

let keys: Keys | undefined;

/** Starts the API on a separate port. */
export async function startApi(): Promise<LocalApi> {
  keys ??= await Keys.generate();
  const directory = new Directory(USERS);
  const issuer = new RecordingIssuer(keys, pool => `http://localhost/${pool.id}`, () => {
    throw new Error('the pool has no function');
  });
  const server = new FakePoolServer({ pool: () => POOL, issuer, userBySub: sub => directory.bySub(POOL, sub), ownCallbacks: [] });
  const servers = (): readonly PoolServer[] => [server as unknown as PoolServer];
  const backend = { servers, directory, accessTokens: new AccessTokens(keys.jwks, servers) };
  const http = createServer((request, response) => void handleApi(request, response, backend));
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const client = new CognitoIdentityProviderClient({ endpoint: url, region: 'eu-central-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' }, maxAttempts: 1 });
  return {
    url,
    client,
    issuer,
    directory,
    server,
    change: users => directory.replace({ ...USERS, users: { ...USERS.users, ...users } }),
    stop: () => {
      client.destroy();
      http.close();
      http.closeAllConnections();
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export async function call(api: LocalApi, operation: string, input: object): Promise<Answer> {
  const response = await fetch(api.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify(input),
  });
  return { status: response.status, headers: response.headers, body: await response.json() as Record<string, unknown> };
}

export function secretHash(username: string, clientId: string, secret = SECRET): string {
  return createHmac('sha256', secret).update(username + clientId).digest('base64');
}

export function payloadOf(token: string | undefined): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token!.split('.')[1], 'base64url').toString()) as Record<string, unknown>;
}

/** The `sub` of a user in the users file. */
export function subOf(api: LocalApi, username: string): string {
  return api.directory.find(POOL, username)!.attributes.sub;
}

export function userOf(api: LocalApi, username: string): ReturnType<Directory['find']> {
  return api.directory.find(POOL, username);
}
