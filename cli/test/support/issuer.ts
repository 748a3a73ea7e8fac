import * as fs from 'node:fs';
import * as path from 'node:path';
import { startIssuer, type LocalIssuer, type LocalIssuerClient, type LocalIssuerPool, type StartIssuerOptions } from '../../src';

/** An issuer for an app of the tests, by the Node.js of Lambda, as this may be an older one. */
export function issuerFor(app: string, options: StartIssuerOptions): Promise<LocalIssuer> {
  return startIssuer({ app: assemblyOf(app), node: process.env.TOKEN_ENRICHER_NODE24, ...options });
}

export function assemblyOf(app: string): string {
  return path.join(process.env.TEST_ASSEMBLIES!, app);
}

/** The folder with the function of an assembly that has one enricher, and assets of other functions. */
export function assetOf(assembly: string): string {
  const assets = fs.readdirSync(assembly).map(name => path.join(assembly, name)).filter(folder => fs.existsSync(path.join(folder, 'ruleset.json')));
  if (assets.length !== 1) {
    throw new Error(`${assembly} has ${assets.length} enrichers`);
  }
  return assets[0];
}

/** The client whose construct path ends so. */
export function clientOf({ pools }: LocalIssuer, name: string): { readonly pool: LocalIssuerPool; readonly client: LocalIssuerClient } {
  const found = pools.flatMap(pool => pool.clients.filter(({ path: own }) => own.endsWith(name)).map(client => ({ pool, client })));
  if (found.length !== 1) {
    throw new Error(`${name} names ${found.length} clients`);
  }
  return found[0];
}

export function decode(token: string): Record<string, any> {
  return JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString('utf8'));
}
