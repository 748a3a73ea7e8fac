import { descend, fromAttributeValue, fromDeclared } from './attribute-value';
import { inferDeclared, withinLimits, type Declaration } from './declaration';
import { always, failedToo, listType } from './inference';
import type { Evaluate, Operator, Reading } from './operator';
import type { Path } from './paths';
import { isFailure, listOf, type Failure, type ValueList } from './result';

/** An attribute of a source's item or answer, or a value nested in it. */
function attribute(source: string, path: Path, declaration: Declaration): Evaluate {
  const { valueType: type } = declaration;
  return ({ reading }) => {
    const found = reading(source);
    if (isFailure(found)) {
      return found;
    }
    if (found.items.length === 0) {
      return undefined;
    }
    const raw = descend({ M: found.items[0] }, path);
    return isFailure(raw) ? raw : withinLimits(type === undefined ? fromAttributeValue(raw) : fromDeclared(raw, type), declaration);
  };
}

/** The items of a source as values. They are converted once per response, as several rules can use them. */
function items(source: string): Evaluate {
  const made = new WeakMap<Reading, ValueList | Failure>();
  return ({ reading }) => {
    const found = reading(source);
    if (isFailure(found)) {
      return found;
    }
    const known = made.get(found) ?? listOf(found.items.map(item => fromAttributeValue({ M: item })));
    made.set(found, known);
    return known;
  };
}

export const TABLE_SOURCES = [
  {
    name: 'attribute',
    kind: 'source',
    yields: 'value',
    parameters: [{ name: 'source', type: 'string' }, { name: 'path', type: 'path' }, { name: 'options', type: 'declaration', optional: true }],
    operands: [],
    infer: ({ args: [, , declaration] }) => inferDeclared((declaration as Declaration | undefined)?.valueType),
    build: ([source, path, declaration]) => attribute(String(source), path as unknown as Path, (declaration ?? {}) as Declaration),
    documentation: {
      meaning: 'An attribute of the item that a table source read, or of the answer of a function, or a value nested in it, such as `address.city`.',
      absent: 'absent when there is no item or no answer, or it has no such attribute',
      failed: 'failed when the item could not be read or the function failed, and when the attribute does not have the declared type or exceeds the declared length',
      gives: 'the declared type; without a declaration any type',
      example: "profile.attribute('address.city')",
      peers: ['appuser.attribute', 'user.getLinkedObject', 'getManagerUser', 'organization_membership.custom_attributes', 'claims provider'],
    },
  },
  {
    name: 'items',
    kind: 'source',
    yields: 'value',
    parameters: [{ name: 'source', type: 'string' }],
    operands: [],
    infer: () => failedToo(listType(always('map'))),
    build: ([source]) => items(String(source)),
    documentation: {
      meaning: 'The items that a query returns, in query order, or the items for the elements of a list, in the order of the list. Each item is a map with the attributes that your rules use.',
      absent: 'never; an empty list when there are no items, or when a part of the key is absent',
      failed: 'failed when the table could not be read, and when there are more items than `limit` with `OnLimit.FAIL`',
      example: "teams.items().mapEach(Value.element('role'))",
      peers: ['organization memberships', 'getFilteredGroups of a directory'],
    },
  },
  {
    name: 'count',
    kind: 'source',
    yields: 'value',
    parameters: [{ name: 'source', type: 'string' }],
    operands: [],
    infer: () => failedToo(always('number')),
    build: ([source]) => ({ reading }) => {
      const found = reading(String(source));
      return isFailure(found) ? found : found.count;
    },
    documentation: {
      meaning: 'The number of items that a query returns, or that there are for the elements of a list, at most `limit`.',
      absent: 'never; 0 when there are no items, or when a part of the key is absent',
      failed: 'failed when the table could not be read, and when there are more items than `limit` with `OnLimit.FAIL`',
      example: 'teams.count().isAtLeast(1)',
      peers: [],
    },
  },
  {
    name: 'exists',
    kind: 'condition',
    yields: 'condition',
    parameters: [{ name: 'source', type: 'string' }],
    operands: [],
    infer: () => ({ ...always('boolean'), failed: true }),
    build: ([source]) => ({ reading }) => {
      const found = reading(String(source));
      if (isFailure(found)) {
        // a query with more items than its limit has failed for what uses the items, not for whether there is one
        return found.reason === 'LIMIT' && found.source === source ? true : found;
      }
      return found.count > 0;
    },
    documentation: {
      meaning: 'True if the item exists, if a query or a list of keys finds at least one item, or if the answer of a function is not null.',
      absent: 'false when a part of the key or input is absent',
      failed: 'unknown when the item could not be read or the function failed, or when a list of keys is longer than `limit` with `OnLimit.FAIL`; a query with more items than its limit has one',
      example: 'profile.exists()',
      peers: ['DoesClaimExist', 'hasDirectoryUser'],
    },
  },
] as const satisfies readonly Operator[];
