import * as path from 'node:path';
import type { LoadedApp } from './app/load-app';
import type { Pool } from './app/model';
import { UsageError } from './errors';
import { FunctionHost } from './function/function-host';
import { nodeNotice } from './function/node-binary';
import { close } from './http/loopback';
import { load, type Loaded, type LoadOptions } from './load';
import { IssuerServer } from './oauth/issuer-server';
import { PoolServer } from './oauth/pool-server';
import { AwsEndpoint } from './tables/aws-endpoint';
import { LocalFunctions } from './tables/local-functions';
import { LocalTables } from './tables/local-tables';
import { Keys } from './tokens/keys';
import { cloudIssuer } from './tokens/request-parts';
import { TokenIssuer } from './tokens/token-issuer';
import { Directory } from './users/directory';
import { writeFirstFile } from './users/first-file';
import { answersOf } from './users/function-answers';
import { NO_USERS } from './users/load-users';
import { itemsOf } from './users/table-items';
import type { Served } from './viewer/contract';
import { ViewerServer } from './viewer/viewer-server';
import { watchFiles } from './watch-files';

export interface LocalCognitoOptions extends LoadOptions {
  readonly port: number;
  /** Undefined for no viewer. */
  readonly viewerPort?: number;
  /** The issuer that tokens name: this machine, or Amazon Cognito. */
  readonly issuer: 'local' | 'cognito';
  /** Origins whose pages may call the issuer, in addition to those of callback URLs. */
  readonly allowedOrigins: readonly string[];
}

/** A local Cognito for one app: issuer, tables, functions and viewer. It stops everything that it starts. */
export class LocalCognito {
  public static async start(options: LocalCognitoOptions): Promise<LocalCognito> {
    const loaded = load(options);
    const [keys, tables] = await Promise.all([Keys.generate(), LocalTables.start()]);
    const functions = new LocalFunctions();
    const endpoint = await AwsEndpoint.start(tables, functions);
    const cognito = new LocalCognito(options, loaded, keys, tables, functions, endpoint);
    try {
      await cognito.open();
      return cognito;
    } catch (error) {
      await cognito.stop();
      throw error;
    }
  }

  public readonly issuer: TokenIssuer;
  public readonly directory: Directory;
  /** Increases with each reload. */
  public generation = 0;
  /** URL of the issuer. */
  public url = '';
  public viewerUrl?: string;
  private hosts: ReadonlyMap<string, FunctionHost> = new Map();
  private servers: readonly PoolServer[] = [];
  private readonly issuerServer: IssuerServer;
  private readonly viewerServer?: ViewerServer;
  private stopWatching?: () => Promise<void>;

  private constructor(
    private readonly options: LocalCognitoOptions, public loaded: Loaded, keys: Keys,
    public readonly tables: LocalTables, private readonly functions: LocalFunctions, public readonly endpoint: AwsEndpoint,
  ) {
    this.directory = new Directory(loaded.users?.file ?? NO_USERS);
    this.issuer = new TokenIssuer(keys, pool => this.issuerOf(pool), () => ({
      hosts: this.hosts, documents: this.loaded.app.documents, tables, functions, parameters: this.loaded.app.parameters,
    }));
    this.issuerServer = new IssuerServer({
      keys,
      directory: this.directory,
      servers: () => this.servers,
      issuerOf: ({ backend }) => this.issuerOf(backend.pool()),
      origins: () => this.origins(),
    });
    this.viewerServer = options.viewerPort === undefined ? undefined : new ViewerServer(this, keys.jwks);
  }

  public issuerOf(pool: Pool): string {
    return this.options.issuer === 'cognito' ? cloudIssuer(pool) : `${this.url}/${pool.id}`;
  }

  public get served(): Served {
    const { app, users, issuer } = this.options;
    return { app: path.resolve(app), users: path.resolve(users), issuer };
  }

  /** Sentences for the user of the command. */
  public get notices(): readonly string[] {
    return [...this.loaded.notices, ...this.loaded.app.enrichers.flatMap(nodeNotice)];
  }

  public get usersFile(): string {
    return this.options.users;
  }

  public serverOf(poolId: string): PoolServer | undefined {
    return this.servers.find(({ backend }) => backend.pool().id === poolId);
  }

  /** Reloads when the users file or the cloud assembly changes. If they cannot be loaded, everything stays as it was. */
  public watch(onReload: (problems: readonly string[]) => void): void {
    const { app, users } = this.options;
    this.stopWatching = watchFiles([`${app}/manifest.json`, users], async () => {
      try {
        await this.reload();
        onReload([]);
      } catch (error) {
        onReload(error instanceof UsageError ? error.problems : [String(error)]);
      }
    });
  }

  public async reload(): Promise<void> {
    const before = this.loaded;
    const loaded = load({ ...this.options, writesUsers: false });
    if (before.users && !loaded.users) {
      throw new UsageError([`${this.options.users} no longer exists: restore it, or start again to create a new one.`]);
    }
    const hosts = this.hostsFor(loaded.app);
    const fresh = [...hosts.values()].filter(host => ![...this.hosts.values()].includes(host));
    try {
      await Promise.all(fresh.map(host => host.start()));
    } catch (error) {
      fresh.forEach(host => host.stop());
      throw error;
    }
    const formerHosts = this.hosts;
    [this.loaded, this.hosts] = [loaded, hosts];
    try {
      await this.fillTables(before);
    } catch (error) {
      [this.loaded, this.hosts] = [before, formerHosts];
      fresh.forEach(host => host.stop());
      await this.fillTables();
      throw error;
    }
    [...formerHosts.values()].filter(host => ![...hosts.values()].includes(host)).forEach(host => host.stop());
    this.directory.replace(loaded.users?.file ?? NO_USERS);
    this.openPools();
    this.generation++;
    this.viewerServer?.tellState();
  }

  public async stop(): Promise<void> {
    await this.stopWatching?.();
    this.hosts.forEach(host => host.stop());
    await Promise.all([this.issuerServer.close(), this.viewerServer && close(this.viewerServer.server), this.endpoint.stop()]);
    await this.tables.stop();
  }

  private async open(): Promise<void> {
    const { port, viewerPort } = this.options;
    this.hosts = this.hostsFor(this.loaded.app);
    // ports first, so that a taken port is reported at once
    this.viewerUrl = viewerPort === undefined ? undefined : await this.viewerServer!.listen(viewerPort);
    this.url = await this.issuerServer.listen(port);
    this.openPools();
    const filled = this.fillTables();
    try {
      await Promise.all([filled, ...[...this.hosts.values()].map(host => host.start())]);
    } catch (error) {
      // the tables may close only when nothing is written any more
      await filled.catch(() => undefined);
      throw error;
    }
    if (this.loaded.firstUsers !== undefined) {
      writeFirstFile(this.options.users, this.loaded.app);
    }
  }

  /** An unchanged function keeps its process. */
  private hostsFor({ enrichers }: LoadedApp): ReadonlyMap<string, FunctionHost> {
    return new Map(enrichers.map(enricher => {
      const known = this.hosts.get(enricher.path);
      const isSame = known !== undefined && JSON.stringify(known.enricher) === JSON.stringify(enricher);
      return [enricher.path, isSame ? known : new FunctionHost(enricher, this.endpoint.url)];
    }));
  }

  private openPools(): void {
    const { app, users } = this.loaded;
    this.endpoint.parameters = app.parameters;
    this.functions.answers = answersOf(users?.file ?? NO_USERS, app);
    this.servers = app.pools.map(({ id }) => {
      const known = this.serverOf(id);
      known?.reload();
      const poolNow = (): Pool => this.loaded.app.pools.find(pool => pool.id === id)!;
      return known ?? new PoolServer(`${this.url}/${id}`, {
        pool: poolNow,
        issuer: this.issuer,
        userBySub: sub => this.directory.bySub(poolNow(), sub),
        ownCallbacks: this.viewerUrl === undefined ? [] : [`${this.viewerUrl}/callback`],
      });
    });
  }

  /** Recreates tables whose definition or items in the file have changed. */
  private async fillTables(before?: Loaded): Promise<void> {
    const { app, users } = this.loaded;
    const items = itemsOf(users?.file ?? NO_USERS, app);
    const former = before && itemsOf(before.users?.file ?? NO_USERS, before.app);
    for (const { name } of before?.app.tables.filter(table => !app.tables.some(each => each.name === table.name)) ?? []) {
      await this.tables.remove(name);
      this.endpoint.faults.delete(name);
    }
    for (const table of app.tables) {
      const known = before?.app.tables.find(({ name }) => name === table.name);
      const [now, then] = [[table, items.get(table.name)], [known, former?.get(table.name)]].map(each => JSON.stringify(each));
      if (!known || now !== then) {
        await this.tables.replace(table, items.get(table.name) ?? []).catch((error: Error) => {
          throw new UsageError([`The table ${table.path} cannot be created here: ${error.message}.`]);
        });
      }
    }
  }

  /** Origins of the app's pages, and of this viewer. */
  private origins(): ReadonlySet<string> {
    const urls = this.loaded.app.pools.flatMap(({ clients }) => clients.flatMap(({ callbackUrls, logoutUrls }) => [...callbackUrls, ...logoutUrls]));
    const own = this.viewerUrl === undefined ? [] : [this.viewerUrl];
    return new Set([...this.options.allowedOrigins, ...urls.flatMap(originOf), ...own]);
  }
}

/** The origin of a web page, or of a page in a native app: `URL` knows no origin for custom schemes. */
function originOf(url: string): readonly string[] {
  const { origin, protocol, host } = new URL(url);
  return origin !== 'null' ? [origin] : host !== '' ? [`${protocol}//${host}`] : [];
}
