import { hash } from 'crypto';
import type { Credentials } from './credentials';
import { mac, macKey, type MacKey } from './mac';

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

let known: { readonly of: string; readonly key: MacKey } | undefined;

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
  const signature = mac(keyOf(secretAccessKey, day, region, service), text).toString('hex');
  return `POST ${path} HTTP/1.1\r\n${headersWith('\r\n')}content-length:${Buffer.byteLength(body)}\r\n`
    + `authorization:AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}\r\n\r\n${body}`;
}

/** As in 20261231T235959Z. */
function timeOf(date: Date): string {
  const text = date.toISOString();
  return `${text.slice(0, 4)}${text.slice(5, 7)}${text.slice(8, 13)}${text.slice(14, 16)}${text.slice(17, 19)}Z`;
}

/** It is the same for a day. */
function keyOf(secret: string, day: string, region: string, service: string): MacKey {
  const of = `${secret} ${day} ${region} ${service}`;
  if (known?.of !== of) {
    const parts = [day, region, service, 'aws4_request'];
    known = { of, key: macKey(parts.reduce<Buffer>((key, part) => mac(macKey(key), part), Buffer.from(`AWS4${secret}`))) };
  }
  return known.key;
}
