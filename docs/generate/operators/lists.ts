import type { DocumentationOf } from './documentation';
import type { LIST_OPERATORS } from '../../../src/core/operators/lists';

export const LIST_DOCUMENTATION: DocumentationOf<typeof LIST_OPERATORS> = {
  join: {
    meaning: 'Joins the elements of a list to a string, with the separator between them. Numbers and booleans are converted. Failed elements are left out.',
    absent: 'absent when the value is absent, and when the list or the result is empty',
    failed: 'failed when the value has failed or is not a list, when an element is a list or map, and, in a condition or key, when an element has failed',
    example: "Value.groups().join(',')",
  },
  element: {
    meaning: 'The current list element inside `mapEach`, `filter` and `sortBy`, or a value nested in it. If these are nested, it is the element of the innermost list.',
    absent: 'absent when there is no value at the path',
    failed: 'failed when the element has failed, and when the path continues into a value that is not a list or map',
    gives: 'the type of the element',
    example: "memberships.attribute('roles').filter(Value.element('active').isTrue())",
  },
  mapEach: {
    meaning: 'Evaluates a value for each element, which it reads as `Value.element()`, and returns the list of results. Absent and failed results are left out.',
    absent: 'absent when the value is absent',
    example: "tenant.attribute('roles').mapEach(Value.element('name'))",
  },
  filter: {
    meaning: 'The elements for which the condition is true. The condition reads the element as `Value.element()`.',
    absent: 'absent when the value is absent',
    failed: 'failed when the value has failed or is not a list, and when the condition is unknown for an element',
    example: "tenant.attribute('roles').filter(Value.element('active').isTrue())",
  },
  sortBy: {
    meaning: 'Sorts the elements by a key, which reads the element as `Value.element()`. Keys are all numbers, or all strings, which are compared by code point. Elements without a key come last. Elements with equal keys keep their order.',
    absent: 'absent when the value is absent',
    failed: 'failed when the value has failed or is not a list, when a key has failed, and when keys have different types or are not strings or numbers',
    example: "tenant.attribute('roles').sortBy(Value.element('precedence'))",
  },
};
