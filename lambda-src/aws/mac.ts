import { hash } from 'crypto';

/** Bytes that SHA-256 works on at once. */
const BLOCK = 64;
const DIGEST = 32;

/**
 * HMAC of SHA-256 by one key. It is two hashes: the objects that Node.js has for it take several times as long for each text, and leave
 * garbage that has to be finalized.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2104
 */
export class Mac {
  private readonly inner = Buffer.alloc(BLOCK, 0x36);
  private readonly outer = Buffer.alloc(BLOCK + DIGEST, 0x5c);

  constructor(key: Buffer) {
    const block = key.length > BLOCK ? hash('sha256', key, 'buffer') : key;
    for (let index = 0; index < block.length; index++) {
      this.inner[index] ^= block[index];
      this.outer[index] ^= block[index];
    }
  }

  public bytes(text: string): Buffer {
    return hash('sha256', this.block(text), 'buffer');
  }

  /** In hexadecimal digits. */
  public digits(text: string): string {
    return hash('sha256', this.block(text));
  }

  private block(text: string): Buffer {
    this.outer.write(hash('sha256', Buffer.concat([this.inner, Buffer.from(text)]), 'binary'), BLOCK, 'binary');
    return this.outer;
  }
}
