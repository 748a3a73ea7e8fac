import { COMPARISONS } from './comparisons';
import { COMPOSITIONS } from './compositions';
import { CONDITIONS } from './conditions';
import { CONVERSIONS } from './conversions';
import { LIST_OPERATORS } from './lists';
import { MAP_OPERATORS } from './maps';
import type { Operator } from './operator';
import { REQUEST_SOURCES } from './request-sources';
import { TABLE_SOURCES } from './table-sources';
import { TEXT_TRANSFORMS } from './text';
import { TRUST } from './trust';
import { USER_SOURCES } from './user-sources';

/** The table of operators: author objects, templates, checks, evaluator and documentation all read it. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...USER_SOURCES,
  ...REQUEST_SOURCES,
  ...TABLE_SOURCES,
  ...COMPOSITIONS,
  ...TEXT_TRANSFORMS,
  ...CONVERSIONS,
  ...LIST_OPERATORS,
  ...MAP_OPERATORS,
  ...TRUST,
  ...COMPARISONS,
  ...CONDITIONS,
].map(operator => [operator.name, operator]));

export function operatorOf(name: string): Operator {
  const operator = OPERATORS.get(name);
  if (!operator) {
    throw new Error(`no operator is named ${name}`);
  }
  return operator;
}
