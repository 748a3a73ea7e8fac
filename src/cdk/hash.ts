import { createHash } from 'crypto';

/** A short name for a string, by its content. */
export function hash(text: string, length = 16): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
