import { descend, fromAttributeValue, fromDeclared, inferDeclared, withinLimits, type Declaration } from './attribute-value';
import { always, failedToo, listType } from './inference';
import type { Evaluate, Operator, Reading } from './operator';
import { isFailure, listOf, type Failure, type Path, type ValueList } from './result';

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
  },
  {
    name: 'items',
    kind: 'source',
    yields: 'value',
    parameters: [{ name: 'source', type: 'string' }],
    operands: [],
    infer: () => failedToo(listType(always('map'))),
    build: ([source]) => items(String(source)),
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
  },
] as const satisfies readonly Operator[];
