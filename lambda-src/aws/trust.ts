import type * as Tls from 'tls';

/**
 * The certification authorities that AWS has certificates from, by what the texts of their certificates begin with.
 *
 * @see https://www.amazontrust.com/repository/
 */
const AUTHORITIES_OF_AWS: readonly string[] = [
  // Amazon Root CA 1 to 4
  'MIIDQTCCAimgAwIBAgITBmyfz5m/jAo54vB4ikPmljZbyjANBgkqhkiG9w0BAQsF',
  'MIIFQTCCAymgAwIBAgITBmyf0pY1hp8KD+WGePhbJruKNzANBgkqhkiG9w0BAQwF',
  'MIIBtjCCAVugAwIBAgITBmyf1XSXNmY/Owua2eiedgPySjAKBggqhkjOPQQDAjA5',
  'MIIB8jCCAXigAwIBAgITBmyf18G7EEwpQ+Vxe3ssyBrBDjAKBggqhkjOPQQDAzA5',
  // Starfield Services Root Certificate Authority - G2
  'MIID7zCCAtegAwIBAgIBADANBgkqhkiG9w0BAQsFADCBmDELMAkGA1UEBhMCVVMx',
];

const HEAD = '-----BEGIN CERTIFICATE-----\n'.length;

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
 * Whom connections trust. Before a first one Node.js reads the certificates of all authorities, which takes as long as loading this
 * function. Those of AWS come first, of the ones that this Node.js trusts, with what `NODE_EXTRA_CA_CERTS` adds.
 */
export function trust(tls: typeof Tls): Tls.SecureContext {
  if (!context) {
    isNarrow = !choosesStore() && trustOnly(tls as Authorities, isOfAws);
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
    trustOnly(tls as Authorities, () => true);
    isNarrow = false;
    context = tls.createSecureContext();
  }
  open();
  return true;
}

/** @returns whether that could be done: there is one, at least */
function trustOnly({ getCACertificates, setDefaultCACertificates }: Authorities, isTrusted: (certificate: string) => boolean): boolean {
  const trusted = setDefaultCACertificates ? getCACertificates?.('bundled').filter(isTrusted) ?? [] : [];
  if (trusted.length > 0) {
    setDefaultCACertificates!([...trusted, ...getCACertificates!('extra')]);
  }
  return trusted.length > 0;
}

/** Versions of Node.js break the lines of the texts at other places, all of them behind what is compared. */
export function isOfAws(certificate: string): boolean {
  return AUTHORITIES_OF_AWS.some(start => certificate.startsWith(start, HEAD));
}

/** Somebody wants Node.js to trust others. */
function choosesStore(): boolean {
  const { NODE_OPTIONS = '', NODE_USE_SYSTEM_CA } = process.env;
  return NODE_USE_SYSTEM_CA === '1' || /--use-\S+-ca\b/.test([NODE_OPTIONS, ...process.execArgv].join(' '));
}
