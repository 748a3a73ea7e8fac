import { hash } from 'crypto';
import type { Credentials } from './credentials';
import { Mac } from './mac';

/** A POST to a service, with the headers that are signed. */
export interface Unsigned {
  readonly service: string;
  readonly region: string;
  readonly host: string;
  /** Encoded, without a query. */
  readonly path?: string;
  readonly contentType: string;
  /** Value of the X-Amz-Target header, of services that have one path for all. */
  readonly target?: string;
  readonly body: string;
  readonly date: Date;
}

let known: { readonly of: string; readonly mac: Mac } | undefined;

/**
 * The text of the request with its signature of version 4.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signedRequest(unsigned: Unsigned, credentials: Credentials): string {
  const { service, region, host, path = '/', contentType, target, body, date } = unsigned;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const time = timeOf(date);
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const hasToken = sessionToken !== undefined;
  const hasTarget = target !== undefined;
  const names = `content-type;host;x-amz-date${hasToken ? ';x-amz-security-token' : ''}${hasTarget ? ';x-amz-target' : ''}`;
  const headersWith = (end: string): string => `content-type:${contentType}${end}host:${host}${end}x-amz-date:${time}${end}`
    + `${hasToken ? `x-amz-security-token:${sessionToken}${end}` : ''}${hasTarget ? `x-amz-target:${target}${end}` : ''}`;
  // of a path that is encoded, each part is encoded again
  const canonical = `POST\n${path === '/' ? path : path.split('/').map(encodeURIComponent).join('/')}\n\n${headersWith('\n')}\n${names}\n${hash('sha256', body)}`;
  const text = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash('sha256', canonical)}`;
  const signature = macOf(secretAccessKey, day, region, service).digits(text);
  return `POST ${path} HTTP/1.1\r\n${headersWith('\r\n')}content-length:${Buffer.byteLength(body)}\r\n`
    + `authorization:AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}\r\n\r\n${body}`;
}

const DAY = 86_400_000;
/** Midnight of the day that was today last, and its text. */
let [today, dayText] = [NaN, ''];

/** As in 20261231T235959Z. */
function timeOf(date: Date): string {
  const time = date.getTime();
  if (!(time >= today && time < today + DAY)) {
    today = Math.floor(time / DAY) * DAY;
    dayText = date.toISOString().slice(0, 10).replaceAll('-', '');
  }
  const seconds = Math.floor((time - today) / 1000);
  return `${dayText}T${twoDigits(seconds / 3600)}${twoDigits(seconds / 60 % 60)}${twoDigits(seconds % 60)}Z`;
}

function twoDigits(number: number): string {
  return `${number < 10 ? '0' : ''}${Math.floor(number)}`;
}

/** Its key is the same for a day. */
function macOf(secret: string, day: string, region: string, service: string): Mac {
  const of = `${secret} ${day} ${region} ${service}`;
  if (known?.of !== of) {
    const parts = [day, region, service, 'aws4_request'];
    known = { of, mac: new Mac(parts.reduce<Buffer>((key, part) => new Mac(key).bytes(part), Buffer.from(`AWS4${secret}`))) };
  }
  return known.mac;
}
