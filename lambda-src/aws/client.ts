import type * as Http from 'http';
import type * as Https from 'https';
import { signingTime } from './clock';
import { endpointOf, type Service } from './endpoint';
import { sign, type Credentials } from './sigv4';

/** A POST request to an AWS service. */
export interface AwsRequest {
  readonly service: Service;
  /** URL-encoded path. By default `/`. */
  readonly path?: string;
  /** Value of the X-Amz-Target header, for services with one path for all operations. */
  readonly target?: string;
  readonly contentType: string;
  readonly body: string;
  /** Maximum bytes of the response body. */
  readonly maxBytes: number;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers: Http.IncomingHttpHeaders;
  readonly body: string;
  readonly bytes: number;
}

/** Thrown if there is no usable response. */
export class RequestFailed extends Error {
  /** @param reusedConnection the connection had served a request before, so the service may have closed it while it was idle */
  constructor(readonly reason: 'TIMEOUT' | 'CONNECTION' | 'MALFORMED' | 'TOO_LARGE', readonly reusedConnection: boolean) {
    super(reason);
  }
}

/** Maximum connections to one endpoint. Further requests wait for a free connection. */
const CONNECTIONS = 16;
/** Milliseconds after which an idle connection is closed. Load balancers and gateways drop idle connections silently. */
const IDLE_TIME = 60_000;

type Transport = Pick<typeof Http | typeof Https, 'request'> & { readonly agent: Http.Agent };

const transports = new Map<string, Transport>();
let lastUsed = 0;

/**
 * Sends a signed request once.
 *
 * @param milliseconds time for everything: waiting for a connection, opening it, and receiving the complete response
 * @param read parses the response before the connection is reused. If it throws, the response is MALFORMED and the connection is closed
 * @throws RequestFailed
 */
export function send<T>(request: AwsRequest, milliseconds: number, read: (response: AwsResponse) => T): Promise<T> {
  const { body, maxBytes } = request;
  const { url, headers } = signed(request);
  return exchange(url, { method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(body) } }, body, { milliseconds, maxBytes, read });
}

/** The URL of a request, and its headers including the signature. */
export function signed({ service, path = '/', target, contentType, body }: AwsRequest): { readonly url: URL; readonly headers: Readonly<Record<string, string>> } {
  const url = new URL(path, endpointOf(service));
  const headers = { 'content-type': contentType, ...target !== undefined && { 'x-amz-target': target } };
  const region = process.env.AWS_REGION ?? '';
  return { url, headers: sign({ service, region, host: url.host, path, headers, body, date: signingTime() }, credentials()) };
}

/**
 * Opens a connection to a service before it is needed. Sends a request that the service answers without authentication, so it needs no
 * permission and is not counted anywhere. Failures are ignored.
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

/** Closes idle connections. If one connection is dead, others that were idle as long are probably dead, too. */
export function closeIdleConnections(): void {
  for (const { agent } of transports.values()) {
    Object.values(agent.freeSockets).flat().forEach(socket => socket?.destroy());
  }
}

/** Loads HTTP and TLS on the first request. Loading takes longer than everything else, and rules that use only the event do not need it. */
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
  // wall-clock time, as it continues while Lambda freezes the environment
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
      // after the response has ended, `request.destroy()` alone would leave the connection open for reuse
      request.socket?.destroy();
    };
    // one timer for the complete exchange, as a socket timeout restarts with every byte
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
 * The credentials of the function's execution role. They do not change while the process runs.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
function credentials(): Credentials {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '', AWS_SESSION_TOKEN: sessionToken } = process.env;
  return { accessKeyId, secretAccessKey, ...sessionToken && { sessionToken } };
}
