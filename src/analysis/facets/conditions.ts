import { level, type Control } from './control';
import type { SubjectName } from '../../core/document/document';
import type { NameOf } from '../../core/operators';

/** A condition that is made of others. */
export interface Combination {
  readonly kind: 'combination';
  /** The result of a part that decides alone; otherwise all parts have the other one. */
  readonly decisive: boolean;
  /** The result where one part decides. */
  readonly result: boolean;
}

/** A condition on who the token is for. */
export interface SubjectCondition {
  readonly kind: 'subject';
  readonly subject: SubjectName;
}

/** A condition that looks at something outside of the rules. */
export interface Fact {
  readonly kind: 'fact';
  readonly control: Control;
}

export type ConditionFacet = Combination | SubjectCondition | Fact;

/** Conditions that compare no values. */
export const CONDITION_FACETS: { readonly [name in NameOf<'condition'>]: ConditionFacet } = {
  all: { kind: 'combination', decisive: false, result: false },
  any: { kind: 'combination', decisive: true, result: true },
  none: { kind: 'combination', decisive: true, result: false },
  user: { kind: 'subject', subject: 'USER' },
  machine: { kind: 'subject', subject: 'MACHINE' },
  inGroup: { kind: 'fact', control: level('OPERATOR') },
  hasScope: { kind: 'fact', control: { kind: 'scopes' } },
  client: { kind: 'fact', control: { kind: 'client' } },
  hasFederatedIdentity: { kind: 'fact', control: { kind: 'linkedProvider' } },
  exists: { kind: 'fact', control: { kind: 'table' } },
};

/** A condition on values. */
export interface Comparison {
  readonly kind: 'comparison';
  /** PRESENCE: it holds for any value that is there. */
  readonly looksAt: 'PRESENCE' | 'VALUE';
  /** Operands that must have one type for it to be true: the values, or the members of a list and the other values. */
  readonly sameType: 'VALUES' | 'MEMBERS' | 'NOTHING';
}

const EQUAL: Comparison = { kind: 'comparison', looksAt: 'VALUE', sameType: 'VALUES' };
const OF_ITS_OWN: Comparison = { kind: 'comparison', looksAt: 'VALUE', sameType: 'NOTHING' };

export const COMPARISON_FACETS: { readonly [name in NameOf<'comparison'>]: Comparison } = {
  isPresent: { kind: 'comparison', looksAt: 'PRESENCE', sameType: 'NOTHING' },
  isEqualTo: EQUAL,
  isOneOf: EQUAL,
  isEqualToValue: EQUAL,
  isAtLeast: EQUAL,
  isAtMost: EQUAL,
  isGreaterThan: EQUAL,
  isLessThan: EQUAL,
  hasMember: { kind: 'comparison', looksAt: 'VALUE', sameType: 'MEMBERS' },
  startsWith: OF_ITS_OWN,
  endsWith: OF_ITS_OWN,
  contains: OF_ITS_OWN,
  matches: OF_ITS_OWN,
  containsMatch: OF_ITS_OWN,
  isTrue: OF_ITS_OWN,
};
