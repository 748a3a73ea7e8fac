import type { CallError } from './aws-call';
import { correctClock, now } from './clock';
import { exchange } from './connections';
import { credentials, own, type Credentials } from './credentials';
import { endpointOf, type Service } from './endpoints';
import { HttpAnswerReader, type HttpAnswer } from './http-answer';
import { signedRequest } from './signature';

export interface Call {
  readonly service: Service;
  /** Value of the X-Amz-Target header. */
  readonly target: string;
  readonly contentType: string;
  /** JSON. */
  readonly body: string;
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

const REGION = process.env.AWS_REGION ?? '';
const endpoints: { [service in Service]?: { readonly url: URL; readonly host: string } } = {};

/** One attempt, which has an answer after this time whatever happens. */
export async function attemptCall(call: Call, milliseconds: number): Promise<Answer> {
  const started = performance.now();
  const signer = own ?? await credentials(milliseconds);
  if (!signer) {
    return { reason: 'CREDENTIALS' };
  }
  const { url, host } = endpoints[call.service] ??= endpointFor(call.service);
  const request = requestOf(call, host, signer);
  const { exchanged, wasIdle } = await exchange(url, request, call.readBytes, milliseconds - (performance.now() - started));
  return typeof exchanged === 'string' ? { reason: exchanged, wasIdle } : read(exchanged);
}

/** An attempt but for sending anything: it makes the key of the day, too. */
export function rehearseAttempt(call: Call, answer: object): Answer {
  requestOf(call, endpointFor(call.service).host, own ?? { accessKeyId: 'nobody', secretAccessKey: 'nobody', sessionToken: 'nobody' });
  const body = JSON.stringify(answer);
  const answered = new HttpAnswerReader(call.readBytes).take(Buffer.from(`HTTP/1.1 200 OK\r\ncontent-length:${Buffer.byteLength(body)}\r\n\r\n${body}`));
  return read(answered as HttpAnswer);
}

function endpointFor(service: Service): { readonly url: URL; readonly host: string } {
  const url = endpointOf(service);
  return { url, host: url.host };
}

function requestOf({ service, contentType, target, body }: Call, host: string, signer: Credentials): string {
  return signedRequest({ service, region: REGION, host, contentType, target, body, date: now() }, signer);
}

function read({ status, date, body, bytes }: HttpAnswer): Answer {
  let answer: { __type?: unknown } | null;
  try {
    answer = JSON.parse(body);
  } catch {
    return { reason: status >= 500 ? 'SERVER' : 'MALFORMED' };
  }
  if (status === 200 && typeof answer === 'object' && answer !== null) {
    return { answer, bytes };
  }
  const reason = classify(status, String(answer?.__type ?? ''));
  return { reason, ...reason === 'CREDENTIALS' && { clockChanged: correctClock(date) } };
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
