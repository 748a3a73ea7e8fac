import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What the users file holds; see `users.schema.json`. */
export interface Users {
  /** Users by their usernames. */
  readonly users: Readonly<Record<string, object>>;
  /** Items by the name or construct path of their table. */
  readonly items?: Readonly<Record<string, readonly object[]>>;
  /** Values that only a deployment knows. */
  readonly values?: Readonly<Record<string, string>>;
}

export interface StartIssuerOptions {
  /**
   * The cloud assembly that `cdk synth` wrote.
   *
   * @default 'cdk.out'
   */
  readonly app?: string;

  /**
   * Path of a users file, or what one holds.
   *
   * @default 'token-enricher.users.json'
   */
  readonly users?: string | Users;

  /**
   * Construct paths of the enrichers, or their unambiguous ends.
   *
   * @default - all of the app
   */
  readonly enrichers?: readonly string[];

  /**
   * Port of the issuer.
   *
   * @default - any that is free
   */
  readonly port?: number;

  /**
   * Whom tokens name as their issuer: this machine, or Amazon Cognito, as `CognitoJwtVerifier` wants it.
   *
   * @default 'local'
   */
  readonly issuer?: 'local' | 'cognito';

  /**
   * The `node` that runs the issuer, 22.12 or later.
   *
   * @default - the one that runs this
   */
  readonly node?: string;
}

export interface LocalIssuerClient {
  readonly id: string;
  /** Construct path. */
  readonly path: string;
  /** Undefined for a public client. */
  readonly secret?: string;
  readonly callbackUrls: readonly string[];
}

export interface LocalIssuerPool {
  readonly id: string;
  /** Construct path. */
  readonly path: string;
  /** What tokens name in `iss`. */
  readonly issuer: string;
  readonly openidConfiguration: string;
  readonly jwksUri: string;
  readonly clients: readonly LocalIssuerClient[];
  /** Usernames. */
  readonly users: readonly string[];
}

export interface TokensOptions {
  /**
   * Username, or an attribute that the pool lets users sign in with.
   *
   * @default - none: the client asks for a token of its own
   */
  readonly user?: string;

  /**
   * The app client: its id, or its construct path or the end of it.
   *
   * @default - the only one of the app
   */
  readonly client?: string;

  /**
   * @default - all of the client
   */
  readonly scopes?: readonly string[];

  /**
   * What the client sends to the function.
   *
   * @default - nothing
   */
  readonly clientMetadata?: Readonly<Record<string, string>>;

  /**
   * What makes Amazon Cognito issue the tokens, such as `TokenGeneration_RefreshTokens`.
   *
   * @default - sign-in on the managed login page, or client credentials
   */
  readonly triggerSource?: string;
}

export interface Tokens {
  /** Undefined for a machine, and without the scope `openid`. */
  readonly idToken?: string;
  readonly accessToken: string;
}

/** An issuer that runs. */
export interface LocalIssuer {
  /** Where its endpoints are. */
  readonly url: string;
  /** Where its viewer is. */
  readonly viewer: string;
  readonly pools: readonly LocalIssuerPool[];

  /** Signed tokens without a sign-in. Throws what Amazon Cognito shows where the function denies them. */
  tokens(options?: TokensOptions): Promise<Tokens>;

  /** Ends it and everything that it started. */
  stop(): Promise<void>;
}

interface Ready {
  readonly issuer: string;
  readonly viewer: string;
  readonly pools: readonly LocalIssuerPool[];
}

/**
 * Starts a local Cognito for an app, in a process of its own that ends with this one. For Jest and other test runners.
 *
 * Throws with what is wrong with the app, the users or the machine, and leaves nothing behind then.
 */
export async function startIssuer(options: StartIssuerOptions = {}): Promise<LocalIssuer> {
  const { app = 'cdk.out', users = 'token-enricher.users.json', enrichers = [], port = 0, issuer = 'local', node = process.execPath } = options;
  if (typeof users === 'string' && !existsSync(users)) {
    throw new Error(`There is no users file ${users}: \`npx token-enricher serve\` makes a first one, or give its content as \`users: { users: { jane: {} } }\`.`);
  }
  const folder = typeof users === 'string' ? undefined : mkdtempSync(join(tmpdir(), 'token-enricher-'));
  const file = folder === undefined ? users as string : join(folder, 'token-enricher.users.json');
  if (folder !== undefined) {
    writeFileSync(file, JSON.stringify(users), { mode: 0o600 });
  }
  const clean = (): void => folder === undefined ? undefined : rmSync(folder, { recursive: true, force: true });
  const child = fork(join(__dirname, '..', 'bin', 'token-enricher.js'), [
    'serve', ...enrichers, '--app', app, '--users', file, '--port', String(port), '--viewer-port', '0', '--issuer', issuer, '--no-watch', '--json',
  ], { execPath: node, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  try {
    const ready = await readyOf(child);
    return {
      url: ready.issuer,
      viewer: ready.viewer,
      pools: ready.pools,
      tokens: asked => tokensOf(ready, asked),
      stop: async () => {
        await ended(child);
        clean();
      },
    };
  } catch (error) {
    await ended(child);
    clean();
    throw error;
  }
}

/** The line that it prints once all is ready, or what it complains of. */
function readyOf(child: ChildProcess): Promise<Ready> {
  const complaints: Buffer[] = [];
  child.stderr!.on('data', chunk => complaints.push(chunk as Buffer));
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', line => {
      try {
        resolve(JSON.parse(line) as Ready);
      } catch {
        reject(new Error(`the issuer printed ${line}`));
      }
    });
    child.once('error', reject);
    child.once('close', code => reject(new Error(Buffer.concat(complaints).toString('utf8').trim() || `the issuer ended with exit code ${code}`)));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGTERM');
    await exit;
  }
}

async function tokensOf({ viewer, pools }: Ready, { user, client, scopes, clientMetadata, triggerSource }: TokensOptions = {}): Promise<Tokens> {
  const all = pools.flatMap(pool => pool.clients.map(({ id, path }) => ({ pool: pool.id, id, path })));
  const found = client === undefined ? all : all.filter(({ id, path }) => id === client || path === client || path.endsWith(`/${client}`));
  if (found.length !== 1) {
    throw new Error(`${client === undefined ? 'Name a client' : `'${client}' is not one client`}: the app has ${all.map(({ path }) => path).join(', ') || 'none'}`);
  }
  const response = await fetch(`${viewer}/api/issue`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ pool: found[0].pool, client: found[0].id, username: user, scopes, clientMetadata, triggerSource }),
  });
  const { error, idToken, accessToken } = await response.json() as {
    readonly error?: string | { readonly message: string };
    readonly idToken?: { readonly raw: string };
    readonly accessToken?: { readonly raw: string };
  };
  if (error !== undefined || !accessToken) {
    throw new Error(typeof error === 'string' ? error : error?.message);
  }
  return { ...idToken && { idToken: idToken.raw }, accessToken: accessToken.raw };
}
