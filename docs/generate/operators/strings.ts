import type { DocumentationOf } from './documentation';
import type { STRING_TRANSFORMS } from '../../../src/core/operators/strings';

export const STRING_TRANSFORMS_DOCUMENTATION: DocumentationOf<typeof STRING_TRANSFORMS> = {
  upper: {
    meaning: 'Converts the string to uppercase with the locale-independent rules of Unicode: `ß` becomes `SS`.',
    absent: 'absent when the value is absent',
    example: "Value.userAttribute('locale').upper()",
  },
  lower: {
    meaning: 'Converts the string to lowercase with the locale-independent rules of Unicode: `Ö` becomes `ö`.',
    absent: 'absent when the value is absent',
    example: 'Value.email().lower()',
  },
  trim: {
    meaning: 'Removes white space from both ends of the string.',
    absent: 'absent when the value is absent, and when the result is empty',
    example: "Value.userAttribute('nickname').trim()",
  },
  before: {
    meaning: 'The part of the string before the first occurrence of the separator.',
    absent: 'absent when the value is absent, when the separator does not occur, and when the result is empty',
    example: "Value.email().before('@')",
  },
  after: {
    meaning: 'The part of the string after the first occurrence of the separator.',
    absent: 'absent when the value is absent, when the separator does not occur, and when the result is empty',
    example: "Value.email().after('@')",
  },
  urlEncode: {
    meaning: 'Percent-encodes all characters except ASCII letters, digits and `-._~` (RFC 3986), so that the result cannot contain a separator.',
    absent: 'absent when the value is absent',
    example: "Value.userAttribute('custom:location').urlEncode()",
  },
  urlDecode: {
    meaning: 'Decodes percent-encoded characters, and plus signs as spaces, as in HTML forms.',
    absent: 'absent when the value is absent',
    failed: 'failed when the value has failed, is not a string, or is not valid percent-encoded UTF-8',
    example: "Value.userAttribute('custom:department').urlDecode()",
  },
  split: {
    meaning: 'Splits the string at each separator into a list. Empty parts are left out.',
    absent: 'absent when the value is absent',
    example: "Value.userAttribute('custom:projects').split(',')",
  },
  between: {
    meaning: 'The part of the string between the first occurrence of `opening` and the next occurrence of `closing`.',
    absent: 'absent when the value is absent, when one of the two does not occur, and when the result is empty',
    example: "Value.userAttribute('custom:dn').between('OU=', ',')",
  },
  substring: {
    meaning: 'The characters from `start` up to but not including `end`, or to the end of the string. Positions count code points from 0; negative positions count from the end.',
    absent: 'absent when the value is absent, and when the result is empty',
    example: "Value.userAttribute('custom:cost_center').substring(0, 4)",
  },
  replace: {
    meaning: 'Replaces every occurrence of `search` with `replacement`.',
    absent: 'absent when the value is absent, and when the result is empty',
    failed: 'failed when the value has failed or is not a string, and when the result would be longer than 1,000,000 characters',
    example: "Value.username().replace('EXAMPLE\\\\', '')",
  },
  withPrefix: {
    meaning: 'Puts the prefix before the string.',
    absent: 'absent when the value is absent',
    example: "Value.groups().withPrefix('cognito:')",
  },
  withoutPrefix: {
    meaning: 'Removes the prefix. A string that does not start with it is not changed.',
    absent: 'absent when the value is absent, and when the result is empty',
    example: "Value.groups().filterPrefix('app-').withoutPrefix('app-')",
  },
  withSuffix: {
    meaning: 'Puts the suffix behind the string.',
    absent: 'absent when the value is absent',
    example: "Value.groups().withSuffix('@corp.example')",
  },
  sha256: {
    meaning: 'The SHA-256 hash of the string in UTF-8: by default as 64 hexadecimal digits, with `BASE64` as 44 characters with padding, and with `BASE64URL` as 43 characters without padding. A hash does not protect values that can be guessed: prepend a secret string.',
    absent: 'absent when the value is absent',
    example: "Value.template('sector.example.com/{{user.sub}}').sha256()",
  },
};
