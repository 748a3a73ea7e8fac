import * as crypto from 'node:crypto';

const timingSafeEqual = jest.fn(crypto.timingSafeEqual);
let isEqualSecret: (given: string, secret: string) => boolean;

beforeAll(async () => {
  jest.doMock('node:crypto', () => ({ ...crypto, timingSafeEqual }));
  ({ isEqualSecret } = await import('../../src/http/secrets'));
});

test.each([
  ['secret', 'secret', true], ['secret', 'Secret', false], ['', 'secret', false], ['a much longer secret than the other', 'secret', false],
])('%p against %p', (given, secret, expected) => {
  expect(isEqualSecret(given, secret)).toBe(expected);
  // digests have the same length, so the comparison reveals no lengths either
  expect(timingSafeEqual.mock.calls.map(([one, other]) => one.byteLength === other.byteLength)).toEqual([true]);
});
