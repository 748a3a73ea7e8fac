import { createHmac, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A key like those of a user pool. */
export interface Key {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function newKey(): Key {
  return { kid: randomUUID(), ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
}

/** A token signed as Amazon Cognito does. */
export function signed(claims: object, { kid, privateKey }: Key): string {
  const input = signingInput({ kid, alg: 'RS256' }, claims);
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
}

/** A token that claims to be unsigned. */
export function unsigned(claims: object, { kid }: Key, signature = ''): string {
  return `${signingInput({ kid, alg: 'none' }, claims)}.${signature}`;
}

/** A token signed with the public key as a shared secret, which everybody knows. */
export function signedWithPublicKey(claims: object, { kid, publicKey }: Key): string {
  const input = signingInput({ kid, alg: 'HS256' }, claims);
  const secret = publicKey.export({ type: 'spki', format: 'pem' });
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** The same token with different claims and its original signature. */
export function tampered(token: string, claims: object): string {
  const [header, payload, signature] = token.split('.');
  return [header, encoded({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...claims }), signature].join('.');
}

function signingInput(header: object, claims: object): string {
  return `${encoded(header)}.${encoded(claims)}`;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const KEYS = '/pool/.well-known/jwks.json';

/** Publishes keys over HTTP, as a local issuer does. */
export class KeyServer {
  public static async start(...keys: readonly Key[]): Promise<KeyServer> {
    const server = new KeyServer(keys);
    await new Promise<void>(resolve => server.server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  /** Returns errors while this is set. */
  public isFailing = false;
  private readonly server = createServer(({ url }, response) => {
    const keys = this.keys.map(({ kid, publicKey }) => ({ kid, alg: 'RS256', use: 'sig', ...publicKey.export({ format: 'jwk' }) }));
    response.writeHead(this.isFailing ? 500 : url === KEYS ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
  });

  private constructor(public keys: readonly Key[]) {}

  public get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/pool`;
  }

  public get uri(): string {
    return new URL(KEYS, this.issuer).href;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }
}
