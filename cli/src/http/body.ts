import type { IncomingMessage } from 'node:http';

/** Maximum size of a request in bytes. Tokens and metadata are far smaller. */
const LIMIT = 1_000_000;

export class RequestError extends Error {
  constructor(public readonly status: number, message: string) {
    super(message);
  }
}

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LIMIT) {
      throw new RequestError(413, 'The request is too large');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(await readBody(request));
}

export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse(await readBody(request));
  } catch (error) {
    throw error instanceof RequestError ? error : new RequestError(400, 'The request is not JSON');
  }
}
