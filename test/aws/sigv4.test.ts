import { createHash, createHmac, type BinaryLike } from 'crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import * as aws4 from 'aws4';
import * as fc from 'fast-check';
import { sign, type UnsignedRequest } from '../../lambda-src/aws/sigv4';

const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const FUNCTION = encodeURIComponent('arn:aws:lambda:us-east-1:111122223333:function:by-hand:live');
const unsigned: fc.Arbitrary<UnsignedRequest> = fc.record({
  service: fc.constantFrom('dynamodb', 'ssm', 'lambda'),
  path: fc.constantFrom('/', `/2015-03-31/functions/${FUNCTION}/invocations`, '/a-b_c.d~e/1'),
  region: fc.constantFrom('us-east-1', 'cn-north-1', 'us-gov-west-1'),
  host: fc.constantFrom('dynamodb.us-east-1.amazonaws.com', 'localhost:8000', '[::1]:443'),
  headers: fc.record({
    'content-type': fc.constantFrom('application/x-amz-json-1.0', 'application/x-amz-json-1.1'),
    'x-amz-target': fc.constantFrom('DynamoDB_20120810.GetItem', 'AmazonSSM.GetParameters'),
  }, { requiredKeys: ['content-type'] }),
  body: text.map(value => JSON.stringify({ value })),
  date: fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
});
const letters = fc.stringMatching(/^[A-Za-z0-9/+=]{1,40}$/);
const credentials = fc.record({ accessKeyId: letters, secretAccessKey: letters, sessionToken: letters }, { requiredKeys: ['accessKeyId', 'secretAccessKey'] });

test('the signature equals that of the library aws4', () => {
  fc.assert(fc.property(unsigned, credentials, (given, keys) => {
    const { authorization, ...headers } = sign(given, keys);
    const { service, region, host, path, body } = given;
    // the types of the library lack some of its options
    const expected = aws4.sign({
      service, region, host, method: 'POST', path, body, headers: { ...given.headers, 'X-Amz-Date': headers['x-amz-date'] }, extraHeadersToIgnore: { 'content-length': true },
    } as aws4.Request, keys);
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
    // each string gets a new hash, so there is nothing to reset
  }
}

test('the signature equals that of the library of the AWS SDK', async () => {
  await fc.assert(fc.asyncProperty(unsigned, credentials, async (given, keys) => {
    const { authorization, ...headers } = sign(given, keys);
    const { service, region, host, path, body, date } = given;
    const signer = new SignatureV4({ service, region, credentials: keys, sha256: Sha256 as never, applyChecksum: false });
    const signed = await signer.sign({ method: 'POST', protocol: 'https:', hostname: host, path, headers, body }, { signingDate: date });
    expect(authorization).toBe(signed.headers.authorization);
  }), { numRuns: 300 });
});

test('the formatted time is correct, also around midnight', () => {
  const given = { service: 'ssm', region: 'us-east-1', host: 'h', path: '/', headers: { 'content-type': 'c' }, body: '{}' };
  const any = fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  // including those right before and after midnight
  const near = fc.tuple(any, fc.integer({ min: -2000, max: 2000 }))
    .map(([date, offset]) => new Date(Math.round(date.getTime() / 86_400_000) * 86_400_000 + offset));
  fc.assert(fc.property(fc.oneof(any, near), date => {
    const headers = sign({ ...given, date }, { accessKeyId: 'a', secretAccessKey: 's' });
    expect(headers['x-amz-date']).toBe(date.toISOString().replace(/\.\d+|[:-]/g, ''));
  }), { numRuns: 1000 });
});

test('each secret, day, Region and service has a separate key', () => {
  const given: UnsignedRequest = {
    service: 'dynamodb', region: 'us-east-1', host: 'h', path: '/', headers: { 'content-type': 'c' }, body: '{}', date: new Date('2026-11-20T10:00:00Z'),
  };
  const keys = { accessKeyId: 'a', secretAccessKey: 's' };
  const requests = [
    sign(given, keys),
    sign({ ...given, date: new Date('2026-11-21T10:00:00Z') }, keys),
    sign({ ...given, region: 'us-west-2' }, keys),
    sign({ ...given, service: 'ssm' }, keys),
    sign(given, { ...keys, secretAccessKey: 'other' }),
  ];
  const signatures = requests.map(({ authorization }) => /Signature=(\w+)/.exec(authorization)![1]);
  expect(new Set(signatures).size).toBe(requests.length);
  expect(sign(given, keys)).toEqual(requests[0]);
});
