import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Allows pages of some origins to read the responses of this server. Browsers block all others.
 *
 * @returns true if the request was a CORS preflight, which is then answered
 */
export function answerCors(request: IncomingMessage, response: ServerResponse, isAllowed: (origin: string) => boolean): boolean {
  const { origin } = request.headers;
  // every sandboxed frame and every local file sends `null`
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
