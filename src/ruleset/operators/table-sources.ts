import { descend, fromAttributeValue, fromDeclared, type DeclaredType } from './attribute-value';
import { always, ANYTHING, failedToo, listType, maybe, type Inference } from './inference';
import type { Evaluate, Operator } from './operator';
import type { Path } from './paths';
import { isFailure } from './result';

/** An attribute of a source's item, or what a path leads to in it. */
function attribute(source: string, path: Path, type: DeclaredType | undefined): Evaluate {
  return ({ item }) => {
    const found = item(source);
    if (found === undefined || isFailure(found)) {
      return found;
    }
    const raw = descend({ M: found }, path);
    return isFailure(raw) ? raw : type === undefined ? fromAttributeValue(raw) : fromDeclared(raw, type);
  };
}

function declared(type: DeclaredType | undefined): Inference {
  switch (type) {
    case undefined: return ANYTHING;
    case 'TEXT': return failedToo(maybe('text'));
    case 'NUMBER': return failedToo(maybe('number'));
    case 'BOOLEAN': return failedToo(maybe('boolean'));
    case 'MAP': return failedToo(maybe('map'));
    case 'LIST': return { ...listType(ANYTHING), absent: true, failed: true };
    case 'TEXT_LIST': return { ...listType(always('text')), absent: true, failed: true };
    case 'NUMBER_LIST': return { ...listType(always('number')), absent: true, failed: true };
  }
}

export const TABLE_SOURCES: readonly Operator[] = [
  {
    name: 'attribute',
    kind: 'source',
    yields: 'value',
    parameters: [{ name: 'source', type: 'text' }, { name: 'path', type: 'path' }, { name: 'type', type: 'type', optional: true }],
    operands: [],
    infer: ({ args: [, , type] }) => declared(type as DeclaredType | undefined),
    build: ([source, path, type]) => attribute(String(source), path as unknown as Path, type as DeclaredType | undefined),
    documentation: {
      meaning: 'An attribute of the item that a table source read, or what a path leads to in it.',
      absent: 'absent when there is no item or it has no such attribute',
      failed: 'failed when the item could not be read, and when the attribute has another type than the declared one',
      gives: 'the declared type, or without one any type',
      example: "profile.attribute('address.city')",
      peers: ['appuser.attribute', 'user.getLinkedObject', 'getManagerUser', 'organization_membership.custom_attributes', 'claims provider'],
    },
  },
  {
    name: 'exists',
    kind: 'condition',
    yields: 'condition',
    parameters: [{ name: 'source', type: 'text' }],
    operands: [],
    infer: () => ({ ...always('boolean'), failed: true }),
    build: ([source]) => ({ item }) => {
      const found = item(String(source));
      return isFailure(found) ? found : found !== undefined;
    },
    documentation: {
      meaning: 'There is an item with the source\'s key.',
      absent: 'false when a part of the key is absent',
      failed: 'unknown when the item could not be read',
      example: 'profile.exists()',
      peers: ['DoesClaimExist', 'hasDirectoryUser'],
    },
  },
];
