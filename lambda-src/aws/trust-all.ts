import type * as Tls from 'tls';

/** In place of `trust.ts`, for functions that nobody waits for: whom Node.js trusts. */
export function trust(tls: typeof Tls): Tls.SecureContext {
  return tls.createSecureContext();
}

/** There is nobody else to trust. Bundling leaves calls of it out. */
export function openAgain(): void {}
