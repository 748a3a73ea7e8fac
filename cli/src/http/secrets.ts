import { createHash, timingSafeEqual } from 'node:crypto';

/** In a time that tells nothing of the secret, whatever is given. */
export function isEqualSecret(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
