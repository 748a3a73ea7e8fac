import type { IncomingMessage } from 'node:http';
import { RequestError } from './body';

/** The URL of a request. */
export function urlOf({ url = '/' }: IncomingMessage, origin: string): URL {
  // two leading slashes would name another host
  const target = url.startsWith('/') ? `${origin}${url}` : url;
  if (!URL.canParse(target)) {
    throw new RequestError(400, 'The request has no valid URL');
  }
  return new URL(target);
}

/** The parts of a path, decoded. */
export function partsOf(path: string): readonly string[] {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    throw new RequestError(400, `The path ${path} is not percent-encoded correctly`);
  }
}
