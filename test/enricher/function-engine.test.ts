import type { AwsRequest } from '../../lambda-src/aws/client';
import { CallFailed, type CallAws } from '../../lambda-src/aws/retry';
import { Deadline } from '../../lambda-src/enricher/deadline';
import type { ReadResult } from '../../lambda-src/enricher/dynamodb';
import { invokeFunction } from '../../lambda-src/enricher/function-engine';

const NAMES = ['a', 'b', 'S', '__proto__'];

/** A response that cannot be read is malformed, as in `callAws`. */
function parsed<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The items of an answer, `MALFORMED`, and the request. */
async function answered(text: string, attributes: readonly string[] = NAMES) {
  let sent: AwsRequest | undefined;
  const call: CallAws = async (request, _, read) => {
    sent = request;
    const value = parsed(() => read(JSON.parse(text), text));
    if (!value) {
      throw new CallFailed('MALFORMED', 1);
    }
    return { value, bytes: text.length, attempts: 2 };
  };
  const read = {
    kind: 'function', source: 's', function: 'arn:aws:lambda:eu-west-1:111122223333:function:f:1', input: { sub: 'x', list: [1, 'y'] }, attributes, identity: '', isShadow: false,
  } as const;
  const result = await invokeFunction(read, { deadline: Deadline.after(1000), maxAttempts: 1 }, call).catch((error: CallFailed) => error.reason);
  return { result, sent };
}

test('the request is an invocation with the input', async () => {
  const { result, sent } = await answered('{"a":1}');
  expect(sent).toEqual({
    service: 'lambda',
    path: '/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A111122223333%3Afunction%3Af%3A1/invocations',
    contentType: 'application/json',
    body: '{"sub":"x","list":[1,"y"]}',
    maxBytes: 4_000_000,
  });
  expect(result).toEqual({ reading: { items: [{ a: { N: '1' } }], count: 1 }, attempts: 2, bytes: 7 });
});

test.each<[string, string, object]>([
  ['a string', '{"a":"x"}', { a: { S: 'x' } }],
  ['an empty string', '{"a":""}', { a: { S: '' } }],
  ['a string like a number', '{"a":"12","b":"N1"}', { a: { S: '12' }, b: { S: 'N1' } }],
  ['a string with quotes, numbers and escapes', '{"a":"\\"12\\" \\\\","b":"\\u0041 \\n"}', { a: { S: '"12" \\' }, b: { S: 'A \n' } }],
  ['digits that a double does not have', '{"a":12345678901234567890,"b":1.50}', { a: { N: '12345678901234567890' }, b: { N: '1.50' } }],
  ['numbers of every notation', '{"a":-0,"b":[1e5,-2.5E-3]}', { a: { N: '-0' }, b: { L: [{ N: '1e5' }, { N: '-2.5E-3' }] } }],
  ['booleans and null', '{"a":true,"b":null}', { a: { BOOL: true }, b: { NULL: true } }],
  ['nested values', '{"a":[{"12":"x","S":[]},{}]}', { a: { L: [{ M: { 12: { S: 'x' }, S: { L: [] } } }, { M: {} }] } }],
  ['white space', ' { "a" : 1 } ', { a: { N: '1' } }],
  ['a name that occurs twice: the last one', '{"a":1,"a":2}', { a: { N: '2' } }],
  ['names that rules do not use', '{"a":1,"c":"secret"}', { a: { N: '1' } }],
  ['names of types', '{"S":"x","N":"y"}', { S: { S: 'x' } }],
  ['an empty object', '{}', {}],
])('an answer can have %s', async (_, text, item) => {
  const { result } = await answered(text);
  expect(result).toEqual({ reading: { items: [item], count: 1 }, attempts: 2, bytes: text.length });
});

test('a name cannot reach prototypes', async () => {
  const { result } = await answered('{"__proto__":{"x":1}}');
  const [item] = (result as ReadResult).reading.items;
  expect(Object.getOwnPropertyNames(item)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
});

test('null is no answer', async () => {
  expect(await answered('null')).toMatchObject({ result: { reading: { items: [], count: 0 } } });
});

test.each(['[]', '[{"a":1}]', '"x"', '7', 'true', `{"a":${'['.repeat(40)}${']'.repeat(40)}}`])('%s is malformed', async text => {
  expect((await answered(text)).result).toBe('MALFORMED');
});

test('an answer can be as deep as an item', async () => {
  expect((await answered(`{"a":${'['.repeat(32)}${']'.repeat(32)}}`)).result).toMatchObject({ reading: { count: 1 } });
});
