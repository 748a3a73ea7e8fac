import type { DocumentationOf } from './documentation';
import type { PATTERN_OPERATORS } from '../../../src/core/operators/patterns';

export const PATTERN_DOCUMENTATION: DocumentationOf<typeof PATTERN_OPERATORS> = {
  matches: {
    meaning: 'True if the whole string matches the pattern. Patterns use RE2 syntax and run in linear time.',
    absent: 'false when the value is absent',
    example: "Value.userAttribute('custom:cost_center').matches('[A-Z]{2}[0-9]{4}')",
  },
  containsMatch: {
    meaning: 'True if any part of the string matches the pattern, in RE2 syntax.',
    absent: 'false when the value is absent',
    example: "Value.email().containsMatch('[+]test[0-9]*@')",
  },
  extract: {
    meaning: 'The first match of the pattern, in RE2 syntax: its first group, or the whole match if the pattern has no group.',
    absent: 'absent when the value is absent, when nothing matches, when the group is not part of the match, and when the result is empty',
    example: "Value.userAttribute('custom:dn').extract('CN=([^,]+)')",
  },
  replacePattern: {
    meaning: 'Replaces every match of the pattern, in RE2 syntax, with a literal replacement: `$1` has no special meaning.',
    absent: 'absent when the value is absent, and when the result is empty',
    failed: 'failed when the value has failed or is not a string, and when the result would be longer than 1,000,000 characters',
    example: "Value.verifiedPhoneNumber().replacePattern('[^0-9]', '')",
  },
  filterPattern: {
    meaning: 'The elements that match the pattern as a whole, in RE2 syntax. Elements that are not strings have failed.',
    absent: 'absent when the value is absent',
    example: "Value.groups().filterPattern('team-[0-9]+')",
  },
};
