import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The content of a users file; see `users.schema.json`. */
export interface Users {
  /** Users by their usernames. */
  readonly users: Readonly<Record<string, object>>;
  /** Items by the name or construct path of their table. */
  readonly items?: Readonly<Record<string, readonly object[]>>;
  /** Answers by the construct path, name or ARN of their function. */
  readonly answers?: Readonly<Record<string, readonly object[]>>;
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
   * Path of a users file, or the content of one.
   *
   * @default 'token-enricher.users.json'
   */
  readonly users?: string | Users;

  /**
   * Construct paths of the enrichers, or their unambiguous ends.
   *
   * @default - all enrichers of the app
   */
  readonly enrichers?: readonly string[];

  /**
   * Port of the issuer.
   *
   * @default - any free port
   */
  readonly port?: number;

  /**
   * The issuer that tokens name: this machine, or Amazon Cognito, as `CognitoJwtVerifier` requires.
   *
   * @default 'local'
   */
  readonly issuer?: 'local' | 'cognito';

  /**
   * The `node` that runs the issuer, 22.12 or later.
   *
   * @default - the one that runs this process
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
  /** The `iss` claim of tokens. */
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
   * @default - none: the client requests a machine token
   */
  readonly user?: string;

  /**
   * The app client: its id, its construct path, or the end of that path.
   *
   * @default - the only client of the app
   */
  readonly client?: string;

  /**
   * Scopes to request.
   *
   * @default - all scopes of the client
   */
  readonly scopes?: readonly string[];

  /**
   * Client metadata for the function.
   *
   * @default - no client metadata
   */
  readonly clientMetadata?: Readonly<Record<string, string>>;

  /**
   * The trigger source of the event, such as `TokenGeneration_RefreshTokens`.
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

/** A running issuer. */
export interface LocalIssuer {
  /** URL of its endpoints. */
  readonly url: string;
  /** URL of its viewer. */
  readonly viewer: string;
  readonly pools: readonly LocalIssuerPool[];

  /** Issues signed tokens without a sign-in. If the function denies them, throws an error with the message that Amazon Cognito shows. */
  tokens(options?: TokensOptions): Promise<Tokens>;

  /** Stops the issuer and everything that it started. */
  stop(): Promise<void>;
}

interface Ready {
  readonly issuer: string;
  readonly viewer: string;
  readonly pools: readonly LocalIssuerPool[];
}

/**
 * Starts a local Cognito for an app, in its own process, which ends with this one. Use it in Jest and other test runners.
 *
 * Throws an error with the problems of the app, the users or the machine. Nothing is left running then.
 */
export async function startIssuer(options: StartIssuerOptions = {}): Promise<LocalIssuer> {
  const { app = 'cdk.out', users = 'token-enricher.users.json', enrichers = [], port = 0, issuer = 'local', node = process.execPath } = options;
  if (typeof users === 'string' && !existsSync(users)) {
    throw new Error(`There is no users file ${users}: \`npx token-enricher serve\` creates a first one, or pass its content as \`users: { users: { jane: {} } }\`.`);
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

/** Reads the line that the issuer prints when everything is ready. Rejects with its error output if it ends before. */
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

/** Milliseconds for an issuer to stop by itself. */
const STOP_TIME = 5000;

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = new Promise(resolve => child.once('exit', resolve));
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIME);
    child.kill('SIGTERM');
    await exit;
    clearTimeout(timer);
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
