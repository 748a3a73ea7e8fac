import { createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes } from 'node:crypto';

/** The 3072-bit group of RFC 3526, which Amazon Cognito uses, with 2 as its generator. */
const N = fromHex(getDiffieHellman('modp15').getPrime('hex'));
const G = 2n;
const K = hash(toBytes(N), toBytes(G));

/** A user and their password. */
export interface SrpIdentity {
  /** Id of the pool, without the Region. */
  readonly poolName: string;
  /** `USER_ID_FOR_SRP` */
  readonly userId: string;
  readonly password: string;
}

/** The value that the server of an exchange sends, and the key that it keeps. */
export interface SrpExchange {
  /** `SRP_B` */
  readonly publicValue: string;
  /** Only a client that knows the password computes the same key. */
  readonly key: Buffer;
}

/**
 * The server side of one SRP-6a exchange. The password is known here, so the key is known before the client responds.
 *
 * @param clientValue `SRP_A`
 * @param salt as hexadecimal digits
 * @returns undefined if `SRP_A` is invalid
 * @see https://www.rfc-editor.org/rfc/rfc5054#section-2.6
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
 */
export function exchange({ poolName, userId, password }: SrpIdentity, clientValue: string, salt: string): SrpExchange | undefined {
  const a = /^[0-9a-f]{1,800}$/i.test(clientValue) ? fromHex(clientValue) : 0n;
  if (a % N === 0n) {
    return undefined;
  }
  const x = hash(toBytes(fromHex(salt)), createHash('sha256').update(`${poolName}${userId}:${password}`).digest());
  const verifier = power(G, x);
  const secret = fromHex(randomBytes(32).toString('hex'));
  const b = (K * verifier + power(G, secret)) % N;
  const u = hash(toBytes(a), toBytes(b));
  const shared = power(a * power(verifier, u), secret);
  const key = hkdfSync('sha256', toBytes(shared), toBytes(u), 'Caldera Derived Key', 16);
  return { publicValue: b.toString(16), key: Buffer.from(key) };
}

/** `PASSWORD_CLAIM_SIGNATURE`, as a client with the key computes it. */
export function claimSignature(key: Buffer, { poolName, userId }: Omit<SrpIdentity, 'password'>, secretBlock: string, timestamp: string): string {
  return createHmac('sha256', key).update(poolName + userId).update(secretBlock, 'base64').update(timestamp).digest('base64');
}

function power(base: bigint, exponent: bigint): bigint {
  const factor = base % N;
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = result * result % N;
    if (bit === '1') {
      result = result * factor % N;
    }
  }
  return result;
}

function hash(...parts: readonly Buffer[]): bigint {
  return fromHex(createHash('sha256').update(Buffer.concat(parts)).digest('hex'));
}

function fromHex(digits: string): bigint {
  return BigInt(`0x${digits}`);
}

/** Encodes a positive number as Java's `BigInteger.toByteArray()` does: the first bit is the sign bit. */
function toBytes(value: bigint): Buffer {
  const digits = value.toString(16);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}
