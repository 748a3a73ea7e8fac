import { tokensOfCognito } from '../../../src/core/cognito/claims';
import { isRoleArn } from '../../../src/core/cognito/response';
import { foreignToScopes, isScope } from '../../../src/core/cognito/scopes';

test('scopes can contain every printable ASCII character except space, double quote and backslash', () => {
  const characters = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
  const allowed = characters.filter(isScope);
  expect(allowed.join('')).toBe(characters.slice(0x21, 0x7f).filter(character => character !== '"' && character !== '\\').join(''));
  expect(foreignToScopes('a b"a')).toEqual([' ', '"']);
});

test.each([
  ['arn:aws:iam::123456789012:role/name', true],
  ['arn:aws-cn:iam::123456789012:role/path/name', true],
  ['arn:aws-us-gov:iam::123456789012:role/name', true],
  ['arn:aws:iam::123456789012:user/name', false],
  ['arn:aws:iam::12345:role/name', false],
  ['arn:aws:iam::123456789012:role/', false],
  ['arn:aws:iam::123456789012:role/a b', false],
  ['name', false],
])('%s is the ARN of a role: %s', (text, expected) => {
  expect(isRoleArn(text)).toBe(expected);
});

test('attributes are in the ID token, groups in both', () => {
  expect(['email', 'custom:x', 'dev:x', 'cognito:groups', 'role'].map(tokensOfCognito)).toEqual([['ID'], ['ID'], ['ID'], ['ID', 'ACCESS'], []]);
});
