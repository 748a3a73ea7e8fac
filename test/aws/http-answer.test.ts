import * as fc from 'fast-check';
import { HttpAnswerReader, type BadAnswer, type HttpAnswer } from '../../lambda-src/aws/http-answer';

const LIMIT = 1000;

type Told = { readonly status: number; readonly body: string; readonly isLast: boolean } | BadAnswer | 'open';

/** What becomes of these bytes, which come one after the other; nothing is read after an answer. */
function read(chunks: readonly Buffer[]): Told {
  const reader = new HttpAnswerReader(LIMIT);
  let taken: HttpAnswer | BadAnswer | undefined;
  for (const chunk of chunks) {
    taken ??= reader.take(chunk);
  }
  if (typeof taken === 'object') {
    expect(taken.bytes).toBe(Buffer.byteLength(taken.body));
  }
  return taken === undefined ? 'open' : typeof taken === 'string' ? taken : { status: taken.status, body: taken.body, isLast: taken.isLast };
}

const answer = (body: string, more: Partial<HttpAnswer> = {}): Told => ({ status: 200, isLast: false, ...more, body });
const of = (headers: readonly string[], body: string, status = 'HTTP/1.1 200 OK'): string => [status, ...headers, '', body].join('\r\n');

const CASES: ReadonlyArray<readonly [name: string, text: string, told: Told]> = [
  ['a length', of(['Content-Length: 5'], 'hello'), answer('hello')],
  ['headers in small letters, without blanks', of(['date:now', 'content-length:5'], 'hello'), answer('hello')],
  ['headers that say nothing of the body', of(['Server: Server', 'Connection: keep-alive', 'x-amz-crc32: 1', 'Content-Length: 2'], '{}'), answer('{}')],
  ['no text for the status', of(['Content-Length: 2'], '{}', 'HTTP/1.1 400'), answer('{}', { status: 400 })],
  ['nothing in it', of(['Content-Length: 0'], ''), answer('')],
  ['letters of several bytes', of(['Content-Length: 4'], '𝄞'), answer('𝄞')],
  ['a connection that ends', of(['Connection: Close', 'Content-Length: 2'], '{}'), answer('{}', { isLast: true })],
  ['an older version', of(['Content-Length: 2'], '{}', 'HTTP/1.0 200 OK'), answer('{}', { isLast: true })],
  ['chunks', of(['Transfer-Encoding: chunked'], '5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n'), answer('hello world')],
  ['chunks with extensions, and headers after them', of(['transfer-encoding: CHUNKED'], 'A;a=b\r\n0123456789\r\n0\r\nexpires: never\r\n\r\n'), answer('0123456789')],
  ['no chunk', of(['Transfer-Encoding: chunked'], '0\r\n\r\n'), answer('')],
  ['less than its length', of(['Content-Length: 6'], 'hello'), 'open'],
  ['no last chunk', of(['Transfer-Encoding: chunked'], '5\r\nhello\r\n'), 'open'],
  ['half a head', 'HTTP/1.1 200 OK\r\nContent-Len', 'open'],
  ['more than its length', of(['Content-Length: 4'], 'hello'), 'MALFORMED'],
  ['more than its chunks', of(['Transfer-Encoding: chunked'], '0\r\n\r\nHTTP/1.1'), 'MALFORMED'],
  ['two lengths', of(['Content-Length: 5', 'X: y', 'content-length: 5'], 'hello'), 'MALFORMED'],
  ['a length and chunks', of(['Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\n'), 'MALFORMED'],
  ['a list of lengths', of(['Content-Length: 5, 5'], 'hello'), 'MALFORMED'],
  ['a length below zero', of(['Content-Length: -5'], 'hello'), 'MALFORMED'],
  ['neither length nor chunks', of(['Server: Server'], 'hello'), 'MALFORMED'],
  ['another coding', of(['Transfer-Encoding: gzip, chunked'], '0\r\n\r\n'), 'MALFORMED'],
  ['a folded header', of(['Content-Length: 5', ' more'], 'hello'), 'MALFORMED'],
  ['a blank before the colon', of(['Content-Length : 5'], 'hello'), 'MALFORMED'],
  ['a chunk of no size', of(['Transfer-Encoding: chunked'], 'x\r\nhello\r\n0\r\n\r\n'), 'MALFORMED'],
  ['a chunk longer than it says', of(['Transfer-Encoding: chunked'], '4\r\nhello\r\n0\r\n\r\n'), 'MALFORMED'],
  ['an answer on the way', of([], '', 'HTTP/1.1 100 Continue'), 'MALFORMED'],
  ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n\r\n', 'MALFORMED'],
  ['a head without end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}`, 'MALFORMED'],
  ['a line of a chunk without end', of(['Transfer-Encoding: chunked'], `5${' '.repeat(20_000)}`), 'MALFORMED'],
  ['a length beyond the limit', of([`Content-Length: ${LIMIT + 1}`], ''), 'TOO_LARGE'],
  ['chunks beyond the limit', of(['Transfer-Encoding: chunked'], `${(LIMIT + 1).toString(16)}\r\n${'x'.repeat(LIMIT + 1)}`), 'TOO_LARGE'],
];

test.each(CASES)('%s', (_, text, told) => {
  expect(read([Buffer.from(text)])).toEqual(told);
});

test('the same, however the bytes are cut', () => {
  const cut = fc.constantFrom(...CASES).chain(([, text, told]) => {
    const bytes = Buffer.from(text);
    return fc.tuple(fc.array(fc.nat(bytes.length), { maxLength: 40 }), fc.constant([bytes, told] as const));
  });
  fc.assert(fc.property(cut, ([places, [bytes, told]]) => {
    const ends = [0, ...[...places].sort((a, b) => a - b), bytes.length];
    const chunks = ends.slice(1).map((end, index) => bytes.subarray(ends[index], end)).filter(({ length }) => length > 0);
    const given = read(chunks);
    // what comes after a whole answer shows with it, or with the next request
    const whole = told === 'MALFORMED' && typeof given === 'object';
    expect(whole ? told : given).toEqual(told);
  }), { numRuns: 3000 });
});

test('a clock where something was refused', () => {
  const text = of(['Date: Fri, 20 Nov 2026 10:00:00 GMT', 'Content-Length: 2'], '{}', 'HTTP/1.1 403 Forbidden');
  expect(new HttpAnswerReader(LIMIT).take(Buffer.from(text))).toMatchObject({ status: 403, date: 'Fri, 20 Nov 2026 10:00:00 GMT' });
});
