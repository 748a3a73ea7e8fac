import * as http from 'http';
import * as https from 'https';
import { sign } from 'aws4';
import type { Deadline } from './deadline';
import { endpointOf } from './endpoints';

/** Why a call failed, for the log; never with anything of its content. */
export type CallError = 'TIMEOUT' | 'CONNECTION' | 'THROTTLED' | 'SERVER' | 'CREDENTIALS' | 'ACCESS_DENIED' | 'REJECTED' | 'MALFORMED';

export class FailedCall extends Error {
  constructor(readonly reason: CallError, readonly attempts: number) {
    super(reason);
  }
}

export interface Call {
  readonly service: 'dynamodb' | 'ssm';
  /** Value of the X-Amz-Target header. */
  readonly target: string;
  readonly contentType: string;
  readonly body: unknown;
}

/** At most two attempts: a sign-in waits for them. */
const ATTEMPTS = 2;
/** Milliseconds of one attempt, from the connection to the last byte of the answer. */
const ATTEMPT_TIME = 1000;
const JITTER = 50;

// connections stay open between invocations
const agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) };

/** Calls an AWS API with JSON, signed, and gives the JSON of the answer. Throws a FailedCall. */
export async function callAws(call: Call, deadline: Deadline): Promise<{ readonly answer: unknown; readonly attempts: number }> {
  for (let attempt = 1; ; attempt++) {
    try {
      return { answer: await attemptCall(call, Math.min(ATTEMPT_TIME, deadline.remaining)), attempts: attempt };
    } catch (error) {
      const reason: CallError = error instanceof FailedCall ? error.reason : 'CONNECTION';
      const isRetried = reason === 'TIMEOUT' || reason === 'CONNECTION' || reason === 'THROTTLED' || reason === 'SERVER';
      if (reason === 'CONNECTION' || reason === 'TIMEOUT') {
        closeIdle();
      }
      // a broken connection is tried again at once: the other end closed it while nothing was going on
      const pause = reason === 'CONNECTION' ? 0 : Math.random() * JITTER;
      if (!isRetried || attempt >= ATTEMPTS || deadline.remaining <= pause) {
        throw new FailedCall(reason, attempt);
      }
      await new Promise(resolve => setTimeout(resolve, pause));
    }
  }
}

/** When one connection turns out to be dead, those that were idle as long are likely to be: the next attempt opens a new one. */
function closeIdle(): void {
  Object.values(agents).flatMap(({ freeSockets }) => Object.values(freeSockets)).forEach(sockets => sockets?.forEach(socket => socket.destroy()));
}

function attemptCall({ service, target, contentType, body }: Call, milliseconds: number): Promise<unknown> {
  const endpoint = endpointOf(service);
  const signed = sign({
    service,
    region: process.env.AWS_REGION,
    method: 'POST',
    host: endpoint.host,
    path: '/',
    headers: { 'Content-Type': contentType, 'X-Amz-Target': target },
    body: JSON.stringify(body),
  });
  return new Promise((resolve, reject) => {
    const request = (endpoint.protocol === 'http:' ? http : https).request({
      hostname: endpoint.hostname,
      port: endpoint.port,
      path: '/',
      method: 'POST',
      headers: signed.headers as http.OutgoingHttpHeaders,
      agent: agents[endpoint.protocol as keyof typeof agents],
    }, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('error', () => reject(new FailedCall('CONNECTION', 1)));
      response.on('aborted', () => reject(new FailedCall('CONNECTION', 1)));
      response.on('end', () => settle(response.statusCode ?? 0, Buffer.concat(chunks).toString('utf8'), resolve, reject));
    });
    // one timer for all of it: a timeout of the socket starts anew with every byte
    const timer = setTimeout(() => {
      reject(new FailedCall('TIMEOUT', 1));
      request.destroy();
    }, milliseconds);
    request.on('close', () => clearTimeout(timer));
    request.on('error', () => reject(new FailedCall('CONNECTION', 1)));
    request.end(signed.body);
  });
}

function settle(status: number, text: string, resolve: (answer: unknown) => void, reject: (error: Error) => void): void {
  let answer: { __type?: unknown } | null;
  try {
    answer = JSON.parse(text);
  } catch {
    reject(new FailedCall(status >= 500 ? 'SERVER' : 'MALFORMED', 1));
    return;
  }
  if (status === 200 && typeof answer === 'object' && answer !== null) {
    resolve(answer);
  } else {
    reject(new FailedCall(classify(status, String(answer?.__type ?? '')), 1));
  }
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
function classify(status: number, type: string): CallError {
  const name = type.split('#').at(-1)!;
  if (/Throttling|ThroughputExceeded|LimitExceeded|TooManyRequests/.test(name)) {
    return 'THROTTLED';
  }
  if (/ExpiredToken|UnrecognizedClient|InvalidSignature|IncompleteSignature|MissingAuthenticationToken|InvalidClientTokenId/.test(name)) {
    return 'CREDENTIALS';
  }
  return name === 'AccessDeniedException' ? 'ACCESS_DENIED' : status >= 500 ? 'SERVER' : status === 200 ? 'MALFORMED' : 'REJECTED';
}
