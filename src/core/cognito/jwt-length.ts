/** Length of the JOSE header of Cognito: a key ID of 44 characters and an algorithm. */
const HEADER = JSON.stringify({ kid: 'k'.repeat(44), alg: 'RS256' }).length;
/** Bytes of an RS256 signature with a 2048-bit key. */
const SIGNATURE = 256;

/** Length of bytes in base64url without padding, in characters. */
export function base64Length(bytes: number): number {
  return Math.ceil(bytes * 4 / 3);
}

/**
 * Length of a compact JWT in characters.
 *
 * @param payload length of the payload in bytes
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-3.1
 */
export function jwtLength(payload: number): number {
  return base64Length(HEADER) + 1 + base64Length(payload) + 1 + base64Length(SIGNATURE);
}
