import { createHash } from 'crypto';

/** A short hash of a string, for use in names. */
export function hash(text: string, length = 16): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
