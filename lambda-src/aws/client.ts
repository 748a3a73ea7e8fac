import type * as Http from 'http';
import type * as Https from 'https';
import { signingTime } from './clock';
import { endpointOf, type Service } from './endpoint';
import { sign, type Credentials } from './sigv4';

/** A POST to a service of AWS. */
export interface AwsRequest {
  readonly service: Service;
  /** Encoded; the root where it is left out. */
  readonly path?: string;
  /** Value of the X-Amz-Target header, of services that have one path for all. */
  readonly target?: string;
  readonly contentType: string;
  readonly body: string;
  /** Bytes that the body of the response may have. */
  readonly maxBytes: number;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers: Http.IncomingHttpHeaders;
  readonly body: string;
  readonly bytes: number;
}

/** Why there is no response that can be used. */
export class RequestFailed extends Error {
  /** @param reusedConnection the connection had served a request before: the other end may have closed it since */
  constructor(readonly reason: 'TIMEOUT' | 'CONNECTION' | 'MALFORMED' | 'TOO_LARGE', readonly reusedConnection: boolean) {
    super(reason);
  }
}

/** Connections to one endpoint; requests beyond wait for one of them. */
const CONNECTIONS = 16;
/** Milliseconds after which an idle connection is not trusted: load balancers and gateways forget it without a word. */
const IDLE_TIME = 60_000;

type Transport = Pick<typeof Http | typeof Https, 'request'> & { readonly agent: Http.Agent };

const transports = new Map<string, Transport>();
let lastUsed = 0;

/**
 * Sends a signed request once.
 *
 * @param milliseconds for everything: waiting for a connection, opening it, and the whole response
 * @param read takes the response while its connection is not yet used again; when it throws, the response is MALFORMED and the connection is closed
 * @throws RequestFailed
 */
export function send<T>(request: AwsRequest, milliseconds: number, read: (response: AwsResponse) => T): Promise<T> {
  const { body, maxBytes } = request;
  const { url, headers } = signed(request);
  return exchange(url, { method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) } }, body, { milliseconds, maxBytes, read });
}

/** Where a request goes, with its headers. */
export function signed({ service, path = '/', target, contentType, body }: AwsRequest): { readonly url: URL; readonly headers: Readonly<Record<string, string>> } {
  const url = new URL(path, endpointOf(service));
  const headers = { 'content-type': contentType, ...target !== undefined && { 'x-amz-target': target } };
  const region = process.env.AWS_REGION ?? '';
  return { url, headers: sign({ service, region, host: url.host, path, headers, body, date: signingTime() }, credentials()) };
}

/**
 * Opens a connection to a service before it is needed, by a request that services answer to anybody: it needs no permission, and counts nowhere. A
 * failure is no obstacle.
 *
 * @see https://github.com/scylladb/scylladb/issues/5050
 */
export async function openConnection(service: Service, milliseconds: number): Promise<void> {
  try {
    await exchange(endpointOf(service), { method: 'GET' }, undefined, { milliseconds, maxBytes: 10_000, read: () => undefined });
  } catch {
    // the first request opens one
  }
}

/** Closes connections that nobody uses: when one turns out to be dead, those that were idle as long are likely to be. */
export function closeIdleConnections(): void {
  for (const { agent } of transports.values()) {
    Object.values(agent.freeSockets).flat().forEach(socket => socket?.destroy());
  }
}

/** Node.js loads HTTP and TLS when something is sent: that takes longer than all else, and rules on the event alone need none. */
function transportFor({ protocol }: URL): Transport {
  let transport = transports.get(protocol);
  if (!transport) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { Agent, request } = require(protocol === 'http:' ? 'http' : 'https') as typeof Https;
    transport = { request, agent: new Agent({ keepAlive: true, maxSockets: CONNECTIONS, timeout: IDLE_TIME }) };
    transports.set(protocol, transport);
  }
  return transport;
}

interface Bounds<T> {
  readonly milliseconds: number;
  readonly maxBytes: number;
  readonly read: (response: AwsResponse) => T;
}

function exchange<T>(url: URL, options: Http.RequestOptions, body: string | undefined, { milliseconds, maxBytes, read }: Bounds<T>): Promise<T> {
  // the clock of the day goes on while Lambda freezes the environment
  if (Date.now() - lastUsed > IDLE_TIME) {
    closeIdleConnections();
  }
  lastUsed = Date.now();
  return new Promise((resolve, reject) => {
    const { agent, request: begin } = transportFor(url);
    const request = begin(url, { ...options, agent });
    const fail = (reason: RequestFailed['reason']): void => {
      clearTimeout(timer);
      reject(new RequestFailed(reason, request.reusedSocket));
      request.destroy();
      // of a response that has ended, destroying the request leaves the connection to the next one
      request.socket?.destroy();
    };
    // one timer for all of it: a time-out of the socket starts anew with every byte
    const timer = setTimeout(() => fail('TIMEOUT'), milliseconds);
    request.on('error', ({ code = '' }: NodeJS.ErrnoException) => fail(code.startsWith('HPE_') ? 'MALFORMED' : 'CONNECTION'));
    request.on('response', response => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxBytes) {
          fail('TOO_LARGE');
        } else {
          chunks.push(chunk);
        }
      });
      response.on('error', () => fail('CONNECTION'));
      response.on('end', () => {
        lastUsed = Date.now();
        try {
          resolve(read({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks).toString('utf8'), bytes }));
          clearTimeout(timer);
        } catch {
          fail('MALFORMED');
        }
      });
    });
    request.end(body);
  });
}

/**
 * Those of the function's execution role; they are the same as long as the process lives.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
function credentials(): Credentials {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '', AWS_SESSION_TOKEN: sessionToken } = process.env;
  return { accessKeyId, secretAccessKey, ...sessionToken && { sessionToken } };
}
