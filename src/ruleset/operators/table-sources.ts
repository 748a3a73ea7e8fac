import { descend, fromAttributeValue, fromDeclared } from './attribute-value';
import { inferDeclared, withinLimits, type Declaration } from './declaration';
import { always } from './inference';
import type { Evaluate, Operator } from './operator';
import type { Path } from './paths';
import { isFailure } from './result';

/** An attribute of a source's item, or what a path leads to in it. */
function attribute(source: string, path: Path, declaration: Declaration): Evaluate {
  const { valueType: type } = declaration;
  return ({ item }) => {
    const found = item(source);
    if (found === undefined || isFailure(found)) {
      return found;
    }
    const raw = descend({ M: found }, path);
    return isFailure(raw) ? raw : withinLimits(type === undefined ? fromAttributeValue(raw) : fromDeclared(raw, type), declaration);
  };
}

export const TABLE_SOURCES: readonly Operator[] = [
  {
    name: 'attribute',
    kind: 'source',
    yields: 'value',
    parameters: [{ name: 'source', type: 'text' }, { name: 'path', type: 'path' }, { name: 'options', type: 'declaration', optional: true }],
    operands: [],
    infer: ({ args: [, , declaration] }) => inferDeclared((declaration as Declaration | undefined)?.valueType),
    build: ([source, path, declaration]) => attribute(String(source), path as unknown as Path, (declaration ?? {}) as Declaration),
    documentation: {
      meaning: 'An attribute of the item that a table source read, or what a path leads to in it.',
      absent: 'absent when there is no item or it has no such attribute',
      failed: 'failed when the item could not be read, and when the attribute has another type than the declared one or is longer than declared',
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
