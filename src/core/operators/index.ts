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
import type { Operator, OperatorKind } from './operator';
import { PATTERN_OPERATORS } from './patterns';
import { REQUEST_SOURCES, USER_SOURCES } from './request-sources';
import { STRING_TRANSFORMS } from './strings';
import { TABLE_SOURCES } from './table-sources';
import { TRUST } from './trust';

/** An operator of one of the lists. Named one by one: an inferred type would repeat each of them in the declarations of the package. */
type Entry = (
  | typeof USER_SOURCES
  | typeof REQUEST_SOURCES
  | typeof TABLE_SOURCES
  | typeof COMPOSITIONS
  | typeof STRING_TRANSFORMS
  | typeof PATTERN_OPERATORS
  | typeof CONVERSIONS
  | typeof LIST_OPERATORS
  | typeof LIST_FILTERS
  | typeof LIST_VALUES
  | typeof MAP_OPERATORS
  | typeof JSON_OPERATORS
  | typeof DATES
  | typeof TRUST
  | typeof COMPARISONS
  | typeof CONDITIONS
)[number];

/** Lists of operators. */
export const OPERATOR_TABLES: ReadonlyArray<readonly Entry[]> = [
  USER_SOURCES,
  REQUEST_SOURCES,
  TABLE_SOURCES,
  COMPOSITIONS,
  STRING_TRANSFORMS,
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

/** Rejects a list without `as const`, which would allow any string as a name. */
type Literal<Name extends string> = string extends Name ? never : Name;

/** The name of an operator. It is the key in every table about operators. */
export type OperatorName = Literal<Entry['name']>;

/** The name of an operator of one of these kinds. */
export type NameOf<Kind extends OperatorKind> = Extract<Entry, { readonly kind: Kind }>['name'];

/** The name of an operator that reads a table source. Its first argument is the name of the source. */
export type TableSourceName = typeof TABLE_SOURCES[number]['name'];

const ALL: ReadonlyArray<Operator<OperatorName>> = OPERATOR_TABLES.flat();

/** All operators by name. Author objects, templates, checks, the evaluator and the documentation all read this map. */
export const OPERATORS: ReadonlyMap<string, Operator<OperatorName>> = new Map(ALL.map(operator => [operator.name, operator]));

export function operatorOf(name: OperatorName): Operator<OperatorName> {
  const operator = OPERATORS.get(name);
  if (!operator) {
    throw new Error(`no operator is named ${String(name)}`);
  }
  return operator;
}
