import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JSONWebKeySet } from 'jose';
import type { Claims } from './model';

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** The keys of one run: one signs ID tokens, the other access tokens, as in a user pool. They are never written anywhere. */
export class Keys {
  public static async generate(): Promise<Keys> {
    const [id, access] = await Promise.all([generateKey(), generateKey()]);
    const jwks = await Promise.all([id, access].map(async ({ kid, publicKey }) => ({ alg: 'RS256', kid, use: 'sig', ...await exportJWK(publicKey) })));
    return new Keys(id, access, { keys: jwks });
  }

  /** @param jwks the key set that the issuer publishes */
  private constructor(private readonly id: SigningKey, private readonly access: SigningKey, public readonly jwks: JSONWebKeySet) {}

  public sign(token: 'ID' | 'ACCESS', claims: Claims): Promise<string> {
    const { kid, privateKey } = token === 'ID' ? this.id : this.access;
    return new SignJWT({ ...claims }).setProtectedHeader({ kid, alg: 'RS256' }).sign(privateKey);
  }
}

async function generateKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  // as long as the identifiers of Amazon Cognito's keys
  return { kid: randomBytes(32).toString('base64'), privateKey, publicKey };
}
