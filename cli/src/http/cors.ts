import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Lets pages of some origins read what this server answers; all others are kept from it by the browser.
 *
 * @returns whether the request was but a question of the browser, and is answered
 */
export function answerCors(request: IncomingMessage, response: ServerResponse, isAllowed: (origin: string) => boolean): boolean {
  const { origin } = request.headers;
  // `null` is what every sandboxed frame and every file says
  if (origin !== undefined && origin !== 'null' && isAllowed(origin)) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('vary', 'origin');
    response.setHeader('access-control-expose-headers', 'x-amzn-errortype, x-amzn-requestid, www-authenticate');
  }
  if (request.method !== 'OPTIONS') {
    return false;
  }
  response.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS');
  response.setHeader('access-control-allow-headers', 'authorization, content-type, x-amz-target, x-amz-user-agent, x-amz-date, x-amz-security-token, amz-sdk-request, amz-sdk-invocation-id, cache-control');
  response.setHeader('access-control-max-age', '600');
  response.writeHead(204).end();
  return true;
}
