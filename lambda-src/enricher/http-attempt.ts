import * as http from 'http';
import * as https from 'https';
import { sign } from 'aws4';
import type { CallError } from './aws-call';
import { correctClock, now } from './clock';
import { credentials } from './credentials';
import { endpointOf, type Service } from './endpoints';

export interface Call {
  readonly service: Service;
  /** Value of the X-Amz-Target header. */
  readonly target: string;
  readonly contentType: string;
  readonly body: unknown;
  /** Bytes that the answer may have. */
  readonly readBytes: number;
}

/** What became of one attempt. */
export type Answer =
  | { readonly answer: object; readonly bytes: number }
  | {
    readonly reason: CallError;
    /** The connection had been idle before. */
    readonly wasIdle?: boolean;
    /** The service's clock is another one, which is known now. */
    readonly clockChanged?: boolean;
  };

/** Connections of one environment: what is beyond waits for one of them. */
const CONNECTIONS = 16;
/** Milliseconds after which a connection that was idle is not trusted: load balancers and gateways forget it without a word. */
const IDLE_TIME = 60_000;

// connections stay open between invocations
const options = { keepAlive: true, maxSockets: CONNECTIONS };
const agents = { 'http:': new http.Agent(options), 'https:': new https.Agent(options) };
let lastUse = Date.now();

/** One attempt, which has an answer after this time whatever happens. */
export async function attemptCall(call: Call, milliseconds: number): Promise<Answer> {
  const started = performance.now();
  const signer = await credentials(milliseconds);
  if (!signer) {
    return { reason: 'CREDENTIALS' };
  }
  const endpoint = endpointOf(call.service);
  const signed = sign({
    service: call.service,
    region: process.env.AWS_REGION,
    method: 'POST',
    host: endpoint.host,
    path: '/',
    headers: { 'Content-Type': call.contentType, 'X-Amz-Target': call.target, 'X-Amz-Date': now().toISOString().replace(/[:-]|\.\d{3}/g, '') },
    body: JSON.stringify(call.body),
  }, signer);
  if (Date.now() - lastUse > IDLE_TIME) {
    closeIdle();
  }
  return send(endpoint, { path: '/', method: 'POST', headers: signed.headers as http.OutgoingHttpHeaders }, String(signed.body), call.readBytes, milliseconds - (performance.now() - started));
}

/** When one connection turns out to be dead, those that were idle as long are likely to be: the next attempt opens a new one. */
export function closeIdle(): void {
  Object.values(agents).flatMap(({ freeSockets }) => Object.values(freeSockets)).forEach(sockets => sockets?.forEach(socket => socket.destroy()));
}

/** Opens a connection before it is needed. Whether that works shows when it is needed. */
export function connect(service: Service, milliseconds: number): Promise<unknown> {
  return send(endpointOf(service), { path: '/', method: 'GET', headers: {} }, undefined, 1000, milliseconds);
}

function send(endpoint: URL, request: http.RequestOptions, body: string | undefined, readBytes: number, milliseconds: number): Promise<Answer> {
  return new Promise(resolve => {
    let bytes = 0;
    const finish = (answer: Answer): void => {
      clearTimeout(timer);
      lastUse = Date.now();
      resolve(answer);
    };
    const fail = (reason: CallError): void => {
      finish({ reason });
      sent.destroy();
    };
    const sent = (endpoint.protocol === 'http:' ? http : https).request({
      ...request,
      hostname: endpoint.hostname,
      port: endpoint.port,
      agent: agents[endpoint.protocol as keyof typeof agents],
    }, response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > readBytes) {
          fail('TOO_LARGE');
        }
      });
      response.on('error', () => finish({ reason: 'CONNECTION' }));
      response.on('aborted', () => finish({ reason: 'CONNECTION' }));
      response.on('end', () => finish(read(response, Buffer.concat(chunks).toString('utf8'), bytes)));
    });
    // one timer for all of it: a timeout of the socket starts anew with every byte
    const timer = setTimeout(() => fail('TIMEOUT'), Math.max(0, milliseconds));
    sent.on('error', () => finish({ reason: 'CONNECTION', wasIdle: sent.reusedSocket }));
    sent.end(body);
  });
}

function read({ statusCode: status = 0, headers }: http.IncomingMessage, text: string, bytes: number): Answer {
  let answer: { __type?: unknown } | null;
  try {
    answer = JSON.parse(text);
  } catch {
    return { reason: status >= 500 ? 'SERVER' : 'MALFORMED' };
  }
  if (status === 200 && typeof answer === 'object' && answer !== null) {
    return { answer, bytes };
  }
  const reason = classify(status, String(answer?.__type ?? ''));
  return { reason, ...reason === 'CREDENTIALS' && { clockChanged: correctClock(headers.date) } };
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
function classify(status: number, type: string): CallError {
  const name = type.split('#').at(-1)!;
  if (/Throttling|ThroughputExceeded|LimitExceeded|TooManyRequests/.test(name)) {
    return 'THROTTLED';
  }
  if (/ExpiredToken|UnrecognizedClient|InvalidSignature|IncompleteSignature|MissingAuthenticationToken|InvalidClientTokenId|RequestExpired/.test(name)) {
    return 'CREDENTIALS';
  }
  return name === 'AccessDeniedException' ? 'ACCESS_DENIED' : status >= 500 ? 'SERVER' : status === 200 ? 'MALFORMED' : 'REJECTED';
}
