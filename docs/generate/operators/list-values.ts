import type { DocumentationOf } from './documentation';
import type { LIST_VALUES } from '../../../src/core/operators/list-values';

export const LIST_VALUES_DOCUMENTATION: DocumentationOf<typeof LIST_VALUES> = {
  at: {
    meaning: 'The element at an index: 0 is the first, -1 the last.',
    absent: 'absent when the value is absent, and when there is no such element',
    failed: 'failed when the value has failed or is not a list, and when the element, or one before it (for a negative index after it), has failed',
    gives: 'the type of the element',
    example: "Value.userAttribute('custom:path').split('/').at(-2)",
  },
  first: {
    meaning: 'The first element of a list.',
    absent: 'absent when the value is absent, and when there is no such element',
    failed: 'failed when the value has failed or is not a list, and when the first element has failed',
    gives: 'the type of the element',
    example: 'Value.groups().sort().first()',
  },
  last: {
    meaning: 'The last element of a list.',
    absent: 'absent when the value is absent, and when there is no such element',
    failed: 'failed when the value has failed or is not a list, and when the last element has failed',
    gives: 'the type of the element',
    example: "Value.email().split('.').last()",
  },
  size: {
    meaning: 'The number of elements of a list, properties of a map, or characters (code points) of a string.',
    absent: 'absent when the value is absent',
    failed: 'failed when the value has failed or has another type, and when an element or property has failed',
    example: 'Value.groups().size()',
  },
  min: {
    meaning: 'The smallest number in a list.',
    absent: 'absent when the value is absent, and when the list is empty',
    failed: 'failed when the value has failed or is not a list, and when an element has failed or is not a number',
    example: "profile.attribute('precedences').min()",
  },
  max: {
    meaning: 'The largest number in a list.',
    absent: 'absent when the value is absent, and when the list is empty',
    failed: 'failed when the value has failed or is not a list, and when an element has failed or is not a number',
    example: "profile.attribute('clearances').max()",
  },
  sum: {
    meaning: 'The sum of the numbers in a list; 0 if the list is empty.',
    absent: 'absent when the value is absent',
    failed: 'failed when the value has failed or is not a list, and when an element has failed or is not a number, and when the sum exceeds the range of a double',
    example: "profile.attribute('seats').sum()",
  },
};
