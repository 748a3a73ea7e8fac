import type { DocumentationOf } from './documentation';
import type { TABLE_SOURCES } from '../../../src/core/operators/table-sources';

export const TABLE_SOURCES_DOCUMENTATION: DocumentationOf<typeof TABLE_SOURCES> = {
  attribute: {
    meaning: 'An attribute of the item that a table source read, or of the answer of a function, or a value nested in it, such as `address.city`.',
    absent: 'absent when there is no item or no answer, or it has no such attribute',
    failed: 'failed when the item could not be read or the function failed, and when the attribute does not have the declared type or exceeds the declared length',
    gives: 'the declared type; without a declaration any type',
    example: "profile.attribute('address.city')",
  },
  items: {
    meaning: 'The items that a query returns, in query order, or the items for the elements of a list, in the order of the list. Each item is a map with the attributes that your rules use.',
    absent: 'never; an empty list when there are no items, or when a part of the key is absent',
    failed: 'failed when the table could not be read, and when there are more items than `limit` with `OnLimit.FAIL`',
    example: "teams.items().mapEach(Value.element('role'))",
  },
  count: {
    meaning: 'The number of items that a query returns, or that there are for the elements of a list, at most `limit`.',
    absent: 'never; 0 when there are no items, or when a part of the key is absent',
    failed: 'failed when the table could not be read, and when there are more items than `limit` with `OnLimit.FAIL`',
    example: 'teams.count().isAtLeast(1)',
  },
  exists: {
    meaning: 'True if the item exists, if a query or a list of keys finds at least one item, or if the answer of a function is not null.',
    absent: 'false when a part of the key or input is absent',
    failed: 'unknown when the item could not be read or the function failed, or when a list of keys is longer than `limit` with `OnLimit.FAIL`; a query with more items than its limit has one',
    example: 'profile.exists()',
  },
};
