import type { DocumentationOf } from './documentation';
import type { COMPOSITIONS } from '../../../src/core/operators/compositions';

export const COMPOSITIONS_DOCUMENTATION: DocumentationOf<typeof COMPOSITIONS> = {
  literal: {
    meaning: 'A constant string, number, boolean, list or map.',
    absent: 'never',
    gives: 'the type of the constant',
    example: "Value.literal('gold')",
  },
  slot: {
    meaning: 'A value that is known only at deployment.',
    absent: 'absent when it is an empty string',
    example: 'Value.literal(bucket.bucketName)',
  },
  template: {
    meaning: 'A string with placeholders for values: `{{path | transform || fallback}}`.',
    absent: 'absent when a placeholder is absent and has no fallback',
    failed: 'failed when a placeholder has failed, or is a list or map',
    example: "Value.template('{{user.given_name}} {{user.family_name}}')",
  },
  firstOf: {
    meaning: 'The first value that is present. Absent and failed values are skipped, except a read that failed with `OnError.DENY`: the token is denied. Rules that restrict or decide access do not skip any read that failed, unless `whenUnavailable` is set.',
    absent: 'absent when all values are absent',
    failed: 'failed when no value is present and at least one has failed, or in a rule that restricts or decides access when a read has failed',
    gives: 'the type of the selected value',
    example: "Value.firstOf(Value.userAttribute('nickname'), Value.username())",
  },
  choose: {
    meaning: 'Selects `then` if the condition is true, and `otherwise` if it is false.',
    absent: 'absent when the selected value is absent, and when the condition is false and there is no `otherwise`',
    failed: 'failed when the condition is unknown, and when the selected value has failed',
    gives: 'the type of the selected value',
    example: "Value.choose(Value.email().endsWith('@example.com'), Value.literal('staff'), Value.literal('guest'))",
  },
  listOf: {
    meaning: 'A list of values. Absent and failed values are left out.',
    absent: 'never; an empty list when all values are left out',
    failed: 'never, except when a read failed with `OnError.DENY`: the token is denied',
    example: "Value.listOf(Value.literal('member'), profile.attribute('role'))",
  },
  objectOf: {
    meaning: 'A map of values. Absent and failed properties are left out. With `complete: true`, the map is absent or failed instead.',
    absent: 'never; with `complete: true`, absent when a property is absent',
    failed: 'never, except when a read failed with `OnError.DENY`: the token is denied; with `complete: true`, failed when a property has failed',
    example: "Value.objectOf({ plan: tenant.attribute('plan'), seats: tenant.attribute('seats') })",
  },
};
