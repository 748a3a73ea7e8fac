import type { Check, CheckedRules } from './check';
import { DROP_ORDER, RESERVED_CLAIMS, SCALAR_CLAIMS, UNKNOWN_ATTRIBUTE } from './claims';
import { CONTRADICTIONS } from './contradictions';
import { NEVER_ACTS } from './never-acts';
import { ROLES } from './roles';
import { DENY_MESSAGE, EMPTY_GROUP_RULE, SUBJECT_TOKENS, TRIGGER_VERSION } from './rules';
import { RULE_LIMITS, SCOPE_CHARACTERS } from './scopes';
import { KEY_TYPE, SOURCE_CYCLE, SOURCE_KIND, WHOLE_ITEMS } from './sources';
import { TYPES, VALUE_TYPES } from './types';
import { WARNINGS } from './warnings';
import type { Problem, Warning } from '../../problems/problems';

/** All checks that need the rules only. */
export const CHECKS: readonly Check[] = [
  RESERVED_CLAIMS,
  SCALAR_CLAIMS,
  UNKNOWN_ATTRIBUTE,
  SCOPE_CHARACTERS,
  VALUE_TYPES,
  TRIGGER_VERSION,
  SUBJECT_TOKENS,
  DENY_MESSAGE,
  EMPTY_GROUP_RULE,
  ROLES,
  CONTRADICTIONS,
  SOURCE_CYCLE,
  SOURCE_KIND,
  WHOLE_ITEMS,
  KEY_TYPE,
  RULE_LIMITS,
  TYPES,
  NEVER_ACTS,
  DROP_ORDER,
];

export function checkRules(rules: CheckedRules): { problems: readonly Problem[]; warnings: readonly Warning[] } {
  return {
    problems: CHECKS.flatMap(({ problems }) => problems(rules)),
    warnings: WARNINGS.flatMap(({ warnings }) => warnings(rules)),
  };
}
