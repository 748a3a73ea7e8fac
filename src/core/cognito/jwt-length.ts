/** A key id of 44 characters and an algorithm, as Cognito writes them. */
const HEADER = JSON.stringify({ kid: 'k'.repeat(44), alg: 'RS256' }).length;
/** Bytes of a signature by RS256 with a key of 2,048 bits. */
const SIGNATURE = 256;

/** Characters that bytes become in base64url, without padding. */
export function base64Length(bytes: number): number {
  return Math.ceil(bytes * 4 / 3);
}

/**
 * Characters of a compact token with a payload of so many bytes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-3.1
 */
export function jwtLength(payload: number): number {
  return base64Length(HEADER) + 1 + base64Length(payload) + 1 + base64Length(SIGNATURE);
}
