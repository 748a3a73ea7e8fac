import type { DocumentationOf } from './documentation';
import type { CONVERSIONS } from '../../../src/core/operators/conversions';

export const CONVERSIONS_DOCUMENTATION: DocumentationOf<typeof CONVERSIONS> = {
  toNumber: {
    meaning: 'Converts a string in JSON number syntax, such as `-1.5e3`, to a number. Numbers are not changed.',
    absent: 'absent when the value is absent',
    failed: 'failed when the value has failed, is not a string or number, or is a string that is not a JSON number or that a double cannot represent exactly',
    example: "Value.userAttribute('custom:level').toNumber()",
  },
  round: {
    meaning: 'The nearest integer. Halves are rounded away from zero: 2.5 becomes 3, and -2.5 becomes -3.',
    absent: 'absent when the value is absent',
    failed: 'failed when the value has failed or is not a number',
    example: "profile.attribute('score').round()",
  },
  toBoolean: {
    meaning: 'Converts the strings `true` and `false`, in any case, to a boolean. Booleans are not changed.',
    absent: 'absent when the value is absent',
    failed: 'failed when the value has failed, is not a string or boolean, or is any other string',
    example: "Value.userAttribute('custom:is_admin').toBoolean()",
  },
  asString: {
    meaning: 'Converts a number or boolean to a string. Strings are not changed. For lists and maps use `join` or `toJson`.',
    absent: 'absent when the value is absent',
    failed: 'failed when the value has failed, or is a list or map',
    example: "profile.attribute('level').asString()",
  },
};
