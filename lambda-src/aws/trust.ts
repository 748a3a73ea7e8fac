import type * as Tls from 'tls';
import { AUTHORITIES_OF_AWS } from './authorities';

/** Why a certificate is not trusted while only few authorities are. */
const UNKNOWN_AUTHORITY = new Set([
  'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_UNTRUSTED',
]);

/** Since Node.js 22.19 and 24.5. */
interface Authorities {
  readonly getCACertificates?: (type: 'bundled' | 'extra') => readonly string[];
  readonly setDefaultCACertificates?: (certificates: readonly string[]) => void;
}

let context: Tls.SecureContext | undefined;
let isNarrow = false;

/**
 * Whom connections trust. Before a first one Node.js reads the certificates of all its authorities, which takes as long as loading this
 * function. So those of AWS come first, with what `NODE_EXTRA_CA_CERTS` adds.
 */
export function trust(tls: typeof Tls): Tls.SecureContext {
  if (!context) {
    isNarrow = !choosesStore() && trustOnly(tls as Authorities, () => AUTHORITIES_OF_AWS);
    context = tls.createSecureContext();
  }
  return context;
}

/**
 * Opens a connection again that failed because only few were trusted, and trusts all from now on.
 *
 * @returns whether it did
 */
export function openAgain(used: Tls.SecureContext | undefined, { code = '' }: NodeJS.ErrnoException, open: () => void): boolean {
  if (!used || (used === context && !isNarrow) || !UNKNOWN_AUTHORITY.has(code)) {
    return false;
  }
  if (used === context) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const tls = require('tls') as typeof Tls;
    trustOnly(tls as Authorities, certificatesOf => certificatesOf('bundled'));
    isNarrow = false;
    context = tls.createSecureContext();
  }
  open();
  return true;
}

type CertificatesOf = NonNullable<Authorities['getCACertificates']>;

/** @returns whether that can be done */
function trustOnly(tls: Authorities, trusted: (certificatesOf: CertificatesOf) => readonly string[]): boolean {
  const { getCACertificates, setDefaultCACertificates } = tls;
  if (!getCACertificates || !setDefaultCACertificates) {
    return false;
  }
  setDefaultCACertificates([...trusted(getCACertificates), ...getCACertificates('extra')]);
  return true;
}

/** Somebody wants Node.js to trust others. */
function choosesStore(): boolean {
  const { NODE_OPTIONS = '', NODE_USE_SYSTEM_CA } = process.env;
  return NODE_USE_SYSTEM_CA === '1' || /--use-\S+-ca\b/.test([NODE_OPTIONS, ...process.execArgv].join(' '));
}
