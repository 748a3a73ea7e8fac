import type { DocumentationOf } from './documentation';
import type { STRING_PARTS } from '../../../src/core/operators/string-parts';

export const STRING_PARTS_DOCUMENTATION: DocumentationOf<typeof STRING_PARTS> = {
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
