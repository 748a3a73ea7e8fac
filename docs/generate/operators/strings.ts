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
};
