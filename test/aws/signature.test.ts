import { createHash, createHmac, type BinaryLike } from 'crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { sign, type Request } from 'aws4';
import * as fc from 'fast-check';
import { mac, macKey } from '../../lambda-src/aws/mac';
import { signedRequest, type Unsigned } from '../../lambda-src/aws/signature';

const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const FUNCTION = encodeURIComponent('arn:aws:lambda:us-east-1:111122223333:function:by-hand:live');
const unsigned: fc.Arbitrary<Unsigned> = fc.record({
  service: fc.constantFrom('dynamodb', 'ssm', 'lambda'),
  path: fc.constantFrom('/', `/2015-03-31/functions/${FUNCTION}/invocations`, '/a-b_c.d~e/1'),
  region: fc.constantFrom('us-east-1', 'cn-north-1', 'us-gov-west-1'),
  host: fc.constantFrom('dynamodb.us-east-1.amazonaws.com', 'localhost:8000', '[::1]:443'),
  contentType: fc.constantFrom('application/x-amz-json-1.0', 'application/x-amz-json-1.1'),
  target: fc.constantFrom('DynamoDB_20120810.GetItem', 'AmazonSSM.GetParameter'),
  body: text.map(value => JSON.stringify({ value })),
  date: fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
}, { requiredKeys: ['service', 'region', 'host', 'contentType', 'body', 'date'] });
const letters = fc.stringMatching(/^[A-Za-z0-9/+=]{1,40}$/);
const credentials = fc.record({ accessKeyId: letters, secretAccessKey: letters, sessionToken: letters }, { requiredKeys: ['accessKeyId', 'secretAccessKey'] });

/** What a server makes of the text. */
function parse(request: string): { readonly start: string; readonly headers: Record<string, string>; readonly body: string } {
  const [head, body] = request.split(/\r\n\r\n(.*)/s);
  const [start, ...lines] = head.split('\r\n');
  return { start, headers: Object.fromEntries(lines.map(line => line.split(/:(.*)/s).slice(0, 2))), body };
}

test('the signature is that of the library aws4, and all of the body is sent', () => {
  fc.assert(fc.property(unsigned, credentials, (given, keys) => {
    const { start, headers, body } = parse(signedRequest(given, keys));
    const { 'authorization': authorization, 'content-length': length, ...signed } = headers;
    expect(start).toBe(`POST ${given.path ?? '/'} HTTP/1.1`);
    expect(body).toBe(given.body);
    expect(Number(length)).toBe(Buffer.byteLength(given.body));
    const { service, region, host, path = '/', target, contentType } = given;
    // the types of the library do not know of all its options
    const expected = sign({
      service,
      region,
      host,
      method: 'POST',
      path,
      body,
      headers: { 'Content-Type': contentType, ...target !== undefined && { 'X-Amz-Target': target }, 'X-Amz-Date': signed['x-amz-date'] },
      extraHeadersToIgnore: { 'content-length': true },
    } as Request, keys);
    expect(authorization).toBe(expected.headers!.Authorization);
  }), { numRuns: 500 });
});

/** Hashes for the library of the AWS SDK. */
class Sha256 {
  private readonly hash;
  constructor(key?: BinaryLike) {
    this.hash = key === undefined ? createHash('sha256') : createHmac('sha256', key);
  }
  public update(data: BinaryLike): void {
    this.hash.update(data);
  }
  public digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }
  public reset(): void {
    // one hash is made for each text
  }
}

test('the signature is that of the library of the AWS SDK', async () => {
  await fc.assert(fc.asyncProperty(unsigned, credentials, async (given, keys) => {
    const { headers: { authorization, 'content-length': _, ...headers }, body } = parse(signedRequest(given, keys));
    const { service, region, host, path = '/', date } = given;
    const signer = new SignatureV4({ service, region, credentials: keys, sha256: Sha256 as never, applyChecksum: false });
    const signed = await signer.sign({ method: 'POST', protocol: 'https:', hostname: host, path, headers, body }, { signingDate: date });
    expect(authorization).toBe(signed.headers.authorization);
  }), { numRuns: 300 });
});

test('the code of a text is that of Node.js, whatever the key', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { minLength: 1, maxLength: 3 }), (key, texts) => {
    const made = macKey(Buffer.from(key));
    for (const each of texts) {
      expect(mac(made, each)).toEqual(createHmac('sha256', key).update(each).digest());
    }
  }), { numRuns: 500 });
});

test('the time is that of the date, and so is the day of the next one', () => {
  const given = { service: 'ssm', region: 'us-east-1', host: 'h', contentType: 'c', body: '{}' };
  const any = fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  // also those before and after midnight
  const near = fc.tuple(any, fc.integer({ min: -2000, max: 2000 }))
    .map(([date, offset]) => new Date(Math.round(date.getTime() / 86_400_000) * 86_400_000 + offset));
  fc.assert(fc.property(fc.oneof(any, near), date => {
    const { headers } = parse(signedRequest({ ...given, date }, { accessKeyId: 'a', secretAccessKey: 's' }));
    expect(headers['x-amz-date']).toBe(date.toISOString().replace(/\.\d+|[:-]/g, ''));
  }), { numRuns: 1000 });
});

test('each secret, day, region and service has a key of its own', () => {
  const given: Unsigned = {
    service: 'dynamodb', region: 'us-east-1', host: 'h', contentType: 'c', target: 't', body: '{}', date: new Date('2026-11-20T10:00:00Z'),
  };
  const keys = { accessKeyId: 'a', secretAccessKey: 's' };
  const requests = [
    signedRequest(given, keys),
    signedRequest({ ...given, date: new Date('2026-11-21T10:00:00Z') }, keys),
    signedRequest({ ...given, region: 'us-west-2' }, keys),
    signedRequest({ ...given, service: 'ssm' }, keys),
    signedRequest(given, { ...keys, secretAccessKey: 'other' }),
  ];
  const signatures = requests.map(request => /Signature=(\w+)/.exec(request)![1]);
  expect(new Set(signatures).size).toBe(requests.length);
  expect(signedRequest(given, keys)).toBe(requests[0]);
});
