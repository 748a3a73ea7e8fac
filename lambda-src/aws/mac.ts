import { hash } from 'crypto';

/** A key of HMAC, as each of the two hashes begins with it. */
export interface MacKey {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

/** Bytes that SHA-256 works on at once. */
const BLOCK = 64;

export function macKey(key: Buffer): MacKey {
  const bytes = key.length > BLOCK ? hash('sha256', key, 'buffer') : key;
  // eslint-disable-next-line no-bitwise
  const padded = (pad: number): Buffer => Buffer.alloc(BLOCK, pad).map((byte, index) => byte ^ (bytes[index] ?? 0)) as Buffer;
  return { inner: padded(0x36), outer: padded(0x5c) };
}

/**
 * HMAC of SHA-256. It is two hashes: the objects that Node.js has for it take several times as long for each text, and leave garbage that
 * has to be finalized.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2104
 */
export function mac({ inner, outer }: MacKey, text: string): Buffer {
  return hash('sha256', Buffer.concat([outer, hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'buffer')]), 'buffer');
}
