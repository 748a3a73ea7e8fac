import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares in a time that reveals nothing about the secret. */
export function isEqualSecret(given: string, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
