import type { DocumentationOf } from './documentation';
import type { COMPARISONS } from '../../../src/core/operators/comparisons';

export const COMPARISONS_DOCUMENTATION: DocumentationOf<typeof COMPARISONS> = {
  isPresent: {
    meaning: 'True if the value is present.',
    absent: 'false when the value is absent',
    example: 'Value.verifiedEmail().isPresent()',
  },
  isEqualTo: {
    meaning: 'True if the value equals the constant. Types must match: the string `1` does not equal the number 1. `isEqualToValue` takes a Value.',
    absent: 'false when a value is absent',
    example: "Value.userAttribute('custom:plan').isEqualTo('gold')",
  },
  isOneOf: {
    meaning: 'True if the value equals one of the constants. Types must match.',
    absent: 'false when a value is absent',
    example: "Value.userAttribute('custom:plan').isOneOf(['gold', 'silver'])",
  },
  isEqualToValue: {
    meaning: 'True if two values are equal in type and value, at any depth.',
    absent: 'false when a value is absent',
    failed: 'unknown when a value has failed, and when the result depends on a nested value that has failed',
    example: "profile.attribute('owner').isEqualToValue(Value.sub())",
  },
  startsWith: {
    meaning: 'True if the string starts with the prefix. Case-sensitive.',
    absent: 'false when a value is absent',
    example: "Value.username().startsWith('svc-')",
  },
  endsWith: {
    meaning: 'True if the string ends with the suffix. Case-sensitive.',
    absent: 'false when a value is absent',
    example: "Value.verifiedEmail().endsWith('@example.com')",
  },
  contains: {
    meaning: 'True if the string contains the substring. Case-sensitive.',
    absent: 'false when a value is absent',
    example: "Value.email().contains('+test')",
  },
  hasMember: {
    meaning: 'True if the list contains an element that equals the constant in type and value. `hasMemberValue` takes a Value.',
    absent: 'false when a value is absent',
    failed: 'unknown when a value has failed or has another type, and when no element is equal but one has failed',
    example: "Value.idpList('custom:idp_groups').hasMember('admins')",
  },
  isAtLeast: {
    meaning: 'True if the value is greater than or equal to the constant. Compares two numbers, or two strings by code point. `isAtLeastValue` takes a Value.',
    absent: 'false when a value is absent',
    failed: 'unknown when a value has failed or has another type, and when one is a number and the other a string',
    example: "profile.attribute('level').isAtLeast(3)",
  },
  isAtMost: {
    meaning: 'True if the value is less than or equal to the constant. Compares two numbers, or two strings by code point. `isAtMostValue` takes a Value.',
    absent: 'false when a value is absent',
    failed: 'unknown when a value has failed or has another type, and when one is a number and the other a string',
    example: "profile.attribute('level').isAtMost(3)",
  },
  isGreaterThan: {
    meaning: 'True if the value is greater than the constant. Compares two numbers, or two strings by code point. `isGreaterThanValue` takes a Value.',
    absent: 'false when a value is absent',
    failed: 'unknown when a value has failed or has another type, and when one is a number and the other a string',
    example: "profile.attribute('validUntil').isGreaterThanValue(Value.now())",
  },
  isLessThan: {
    meaning: 'True if the value is less than the constant. Compares two numbers, or two strings by code point. `isLessThanValue` takes a Value.',
    absent: 'false when a value is absent',
    failed: 'unknown when a value has failed or has another type, and when one is a number and the other a string',
    example: "profile.attribute('validFrom').isLessThanValue(Value.now())",
  },
  isTrue: {
    meaning: 'True if the value is the boolean `true`. A string is not a boolean: convert it with `toBoolean`.',
    absent: 'false when a value is absent',
    example: "profile.attribute('active').isTrue()",
  },
};
