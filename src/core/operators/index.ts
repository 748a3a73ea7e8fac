import { COMPARISONS } from './comparisons';
import { COMPOSITIONS } from './compositions';
import { CONDITIONS } from './conditions';
import { CONVERSIONS } from './conversions';
import { DATES } from './dates';
import { JSON_OPERATORS } from './json-text';
import { LIST_FILTERS } from './list-filters';
import { LIST_VALUES } from './list-values';
import { LIST_OPERATORS } from './lists';
import { MAP_OPERATORS } from './maps';
import type { Operator } from './operator';
import { PATTERN_OPERATORS } from './patterns';
import { REQUEST_SOURCES } from './request-sources';
import { TABLE_SOURCES } from './table-sources';
import { TEXT_TRANSFORMS } from './text';
import { TEXT_PARTS } from './text-parts';
import { TRUST } from './trust';
import { USER_SOURCES } from './user-sources';

/** Lists of operators: the function has of each what its rules use. */
export const OPERATOR_TABLES: ReadonlyArray<readonly Operator[]> = [
  USER_SOURCES,
  REQUEST_SOURCES,
  TABLE_SOURCES,
  COMPOSITIONS,
  TEXT_TRANSFORMS,
  TEXT_PARTS,
  PATTERN_OPERATORS,
  CONVERSIONS,
  LIST_OPERATORS,
  LIST_FILTERS,
  LIST_VALUES,
  MAP_OPERATORS,
  JSON_OPERATORS,
  DATES,
  TRUST,
  COMPARISONS,
  CONDITIONS,
];

/** The table of operators: author objects, templates, checks, evaluator and documentation all read it. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(OPERATOR_TABLES.flat().map(operator => [operator.name, operator]));

export function operatorOf(name: string): Operator {
  const operator = OPERATORS.get(name);
  if (!operator) {
    throw new Error(`no operator is named ${name}`);
  }
  return operator;
}
