import { COMPARISONS_DOCUMENTATION } from './comparisons';
import { COMPOSITIONS_DOCUMENTATION } from './compositions';
import { CONDITIONS_DOCUMENTATION } from './conditions';
import { CONVERSIONS_DOCUMENTATION } from './conversions';
import { DATES_DOCUMENTATION } from './dates';
import type { Documentation } from './documentation';
import { JSON_DOCUMENTATION } from './json-text';
import { LIST_FILTERS_DOCUMENTATION } from './list-filters';
import { LIST_VALUES_DOCUMENTATION } from './list-values';
import { LIST_DOCUMENTATION } from './lists';
import { MAP_DOCUMENTATION } from './maps';
import { PATTERN_DOCUMENTATION } from './patterns';
import { REQUEST_SOURCES_DOCUMENTATION, USER_SOURCES_DOCUMENTATION } from './request-sources';
import { STRING_TRANSFORMS_DOCUMENTATION } from './strings';
import { TABLE_SOURCES_DOCUMENTATION } from './table-sources';
import { TRUST_DOCUMENTATION } from './trust';
import type { OperatorName } from '../../../src/core/operators';

/** The documentation of all operators. It is apart from them, as the function contains the operators and would contain the texts as well. Their names in other products are in `src/template`, as errors name them too. */
export const DOCUMENTATION: { readonly [name in OperatorName]: Documentation } = {
  ...USER_SOURCES_DOCUMENTATION,
  ...REQUEST_SOURCES_DOCUMENTATION,
  ...TABLE_SOURCES_DOCUMENTATION,
  ...COMPOSITIONS_DOCUMENTATION,
  ...STRING_TRANSFORMS_DOCUMENTATION,
  ...PATTERN_DOCUMENTATION,
  ...CONVERSIONS_DOCUMENTATION,
  ...LIST_DOCUMENTATION,
  ...LIST_FILTERS_DOCUMENTATION,
  ...LIST_VALUES_DOCUMENTATION,
  ...MAP_DOCUMENTATION,
  ...JSON_DOCUMENTATION,
  ...DATES_DOCUMENTATION,
  ...TRUST_DOCUMENTATION,
  ...COMPARISONS_DOCUMENTATION,
  ...CONDITIONS_DOCUMENTATION,
};
