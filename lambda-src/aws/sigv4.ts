import type * as Crypto from 'crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** An unsigned POST request to an AWS service. */
export interface UnsignedRequest {
  readonly service: string;
  readonly region: string;
  readonly host: string;
  /** URL-encoded path, without a query string. */
  readonly path: string;
  /** Headers with lowercase names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly date: Date;
}

let signingKey: { readonly of: string; readonly key: Buffer } | undefined;

/**
 * Returns all headers of a request, including its Signature Version 4.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function sign(request: UnsignedRequest, { accessKeyId, secretAccessKey, sessionToken }: Credentials): Record<string, string> {
  const { service, region, host, path, body, date } = request;
  const time = date.toISOString().replace(/[-:]|\.[0-9]{3}/g, '');
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const headers: Record<string, string> = {
    ...request.headers, host, 'x-amz-date': time, ...sessionToken !== undefined && { 'x-amz-security-token': sessionToken },
  };
  const names = Object.keys(headers).sort();
  const signedHeaders = names.join(';');
  const canonicalRequest = [
    'POST', canonicalPath(path), '', ...names.map(name => `${name}:${headers[name].trim()}`), '', signedHeaders, sha256(body),
  ].join('\n');
  const key = signingKeyOf(secretAccessKey, day, region, service);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonicalRequest)].join('\n')).toString('hex');
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
  };
}

/** Encodes each path segment again, as all services except S3 require. */
function canonicalPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** The signing key, cached as it is valid for a day. */
function signingKeyOf(secret: string, ...scope: readonly string[]): Buffer {
  const of = [secret, ...scope].join('\n');
  if (signingKey?.of !== of) {
    signingKey = { of, key: [...scope, 'aws4_request'].reduce<Buffer>(hmac, Buffer.from(`AWS4${secret}`)) };
  }
  return signingKey.key;
}

function hmac(key: Crypto.BinaryLike, text: string): Buffer {
  return crypto().createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return crypto().hash('sha256', text);
}

/** Loads `crypto` on first use. Rules that use only the event do not need it. */
function crypto(): typeof Crypto {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('crypto') as typeof Crypto;
}
