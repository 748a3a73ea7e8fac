import { isClaimName, isAttributeClaim, mayBeComplex, tokensOfCognito, treatmentOf } from '../../../src/core/cognito/claims';
import { denialMessage } from '../../../src/core/cognito/denial-message';
import { isRoleArn } from '../../../src/core/cognito/roles';
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
  expect(['email', 'custom:x', 'sub', 'identities'].map(isAttributeClaim)).toEqual([true, true, false, false]);
});

test('possible changes of a claim', () => {
  const may = (claim: string) => { const { set, suppress } = treatmentOf(claim); return [set, suppress]; };
  expect(['role', 'email', 'custom:x'].map(may)).toEqual([[true, true], [true, true], [true, true]]);
  expect(['cognito:groups', 'dev:x'].map(may)).toEqual([[false, true], [false, true]]);
  expect(['sub', 'aud', 'scope', 'cognito:roles', 'cognito:x'].map(may)).toEqual(Array(5).fill([false, false]));
});

test('some standard attributes cannot be a list or map in the ID token', () => {
  expect(['address', 'email_verified', 'phone_number_verified', 'updated_at', 'name'].map(claim => mayBeComplex(claim, 'ID'))).toEqual([false, false, false, false, true]);
  expect(mayBeComplex('address', 'ACCESS')).toBe(true);
});

test('a claim name is printable', () => {
  expect(['a', 'a b', 'é', 'https://x', '😀'].map(isClaimName)).toEqual([true, true, true, true, true]);
  expect(['', 'a\n', '\u0000', '\u0085', '\ud800'].map(isClaimName)).toEqual([false, false, false, false, false]);
});

test('users see the author\'s message of a denial, or a neutral one', () => {
  expect(denialMessage('DENIED', 'r1', 'Not today')).toBe('Not today');
  expect(denialMessage('READ', 'r1', 'secret')).toBe('The sign-in could not be completed. Please try again later. Reference: r1');
  expect(denialMessage('DEPLOYING', 'r1')).toContain('try again in a minute');
});
