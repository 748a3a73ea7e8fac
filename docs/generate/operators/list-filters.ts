import type { DocumentationOf } from './documentation';
import type { LIST_FILTERS } from '../../../src/core/operators/list-filters';

export const LIST_FILTERS_DOCUMENTATION: DocumentationOf<typeof LIST_FILTERS> = {
  filterPrefix: {
    meaning: 'The elements that start with the prefix. Elements that are not strings have failed.',
    absent: 'absent when the value is absent',
    example: "Value.groups().filterPrefix('app-')",
  },
  filterSuffix: {
    meaning: 'The elements that end with the suffix. Elements that are not strings have failed.',
    absent: 'absent when the value is absent',
    example: "Value.groups().filterSuffix('-admins')",
  },
  filterOneOf: {
    meaning: 'The elements that equal one of the constants in type and value.',
    absent: 'absent when the value is absent',
    example: "Value.groups().filterOneOf(['admins', 'editors'])",
  },
  filterOneOfValue: {
    meaning: 'The elements that are elements of another list, equal in type and value, at any depth.',
    absent: 'absent when the value is absent; an empty list when the other list is absent',
    failed: 'failed when the value has failed or is not a list, and, if the value has elements, when the other list has failed or is not a list, when an element of the value has failed, and when an element is not in the other list but an element of that list has failed',
    example: "Value.groups().filterOneOfValue(tenant.attribute('allowedGroups'))",
  },
  filterNoneOfValue: {
    meaning: 'The elements that are not elements of another list. Elements are equal in type and value, at any depth.',
    absent: 'absent when the value is absent; all elements when the other list is absent',
    failed: 'failed when the value has failed or is not a list, and, if the value has elements, when the other list has failed or is not a list, when an element of the value has failed, and when an element is not in the other list but an element of that list has failed',
    example: "Value.groups().filterNoneOfValue(tenant.attribute('blockedGroups'))",
  },
  unique: {
    meaning: 'Removes duplicates and keeps the first occurrence. Elements are duplicates if they are equal in type and value, at any depth.',
    absent: 'absent when the value is absent',
    example: "Value.groups().lookup({ admins: 'editor', staff: 'editor' }).unique()",
  },
  sort: {
    meaning: 'Sorts the elements: all numbers, or all strings, which are compared by code point. Failed elements are left out.',
    absent: 'absent when the value is absent',
    failed: 'failed when the value has failed or is not a list, when elements have different types or are not strings or numbers, and, in a condition or key, when an element has failed',
    example: 'Value.groups().sort()',
  },
  limit: {
    meaning: 'The first `count` elements, or all if there are fewer.',
    absent: 'absent when the value is absent',
    example: 'Value.groups().sort().limit(50)',
  },
  flatten: {
    meaning: 'Replaces each element that is a list with its elements, one level deep. Other elements are not changed.',
    absent: 'absent when the value is absent',
    example: "Value.groups().lookup({ admins: ['read', 'write'], staff: ['read'] }).flatten().unique()",
  },
};
