/** A response of the API. Denials give the reason in the body and, as RFC 6750 requires, in a header. */
export interface Answer {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body: object;
}

/** Maximum characters of an error description: it can contain parts of a token that was not verified. */
const MAX_DESCRIPTION = 200;

export function ok(body: object): Answer {
  return { status: 200, body };
}

/** A request without a token: the response names the scheme, and no error. */
export function tokenMissing(): Answer {
  return denial(401, 'token_missing', 'the request has no bearer token', 'Bearer');
}

export function invalidToken(reason: string): Answer {
  return denial(401, 'invalid_token', reason, `Bearer error="invalid_token", error_description="${quotable(reason)}"`);
}

export function insufficientScope(scope: string): Answer {
  const reason = `the token has no scope ${scope}`;
  const challenge = `Bearer error="insufficient_scope", error_description="${quotable(reason)}", scope="${quotable(scope)}"`;
  return denial(403, 'insufficient_scope', reason, challenge);
}

export function forbidden(reason: string): Answer {
  return denial(403, 'forbidden', reason);
}

export function notFound(): Answer {
  return denial(404, 'not_found', 'there is nothing at this path');
}

export function methodNotAllowed(): Answer {
  return { ...denial(405, 'method_not_allowed', 'only GET is allowed'), headers: { allow: 'GET' } };
}

export function unavailable(): Answer {
  return { ...denial(503, 'temporarily_unavailable', 'the key set of the issuer cannot be read now'), headers: { 'retry-after': '10' } };
}

export function failed(): Answer {
  return denial(500, 'server_error', 'the request failed');
}

function denial(status: number, error: string, reason: string, challenge?: string): Answer {
  return { status, body: { error, reason }, ...challenge !== undefined && { headers: { 'www-authenticate': challenge } } };
}

/** @see https://www.rfc-editor.org/rfc/rfc6750#section-3 for the characters that a description can have */
function quotable(text: string): string {
  return text.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?').slice(0, MAX_DESCRIPTION);
}
