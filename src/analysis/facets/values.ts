import type { Json } from '../../core/document/json';
import type { NameOf } from '../../core/operators';

/** The operand itself, declared trusted by the author. */
export interface Trusted {
  readonly kind: 'trusted';
}

/** One of the operands after the first. The first operand selects it: a condition, or a key. */
export interface Choice {
  readonly kind: 'choice';
  readonly by: 'CONDITION' | 'KEY';
}

/** The first operand that is present. */
export interface FirstPresent {
  readonly kind: 'firstPresent';
}

/** A list of the operands. */
export interface ListOfOperands {
  readonly kind: 'list';
}

/** Unchanged elements of the first operand, a list: all or some, possibly in another order. */
export interface Members {
  readonly kind: 'members';
  /** The elements that are kept: any, strings with the constant as prefix, or those that equal one of the other operands. */
  readonly keeps: 'ANY' | 'PREFIX' | 'OPERANDS';
  /** The result depends on the elements themselves, not only on an operand that is evaluated for each. */
  readonly looksAtMembers: boolean;
  /** The second operand is another list: the result of the condition that it contains an element, for the elements that are kept. */
  readonly inOther?: boolean;
}

/** One element of a list. */
export interface Member {
  readonly kind: 'member';
}

/** A list with the value of the second operand for each element of the first. */
export interface Each {
  readonly kind: 'each';
}

/** A nested value of the operand, by a path. */
export interface Part {
  readonly kind: 'part';
}

/** A map with some properties of the operand, or a list of such maps. The first argument is the list of their names. */
export interface Picked {
  readonly kind: 'picked';
}

/** A new value, computed from the operands. */
export interface Derived {
  readonly kind: 'derived';
  readonly alphabet: Alphabet;
  /** The values that are concatenated to one string. */
  readonly joins: 'OPERANDS' | 'MEMBERS' | 'NOTHING';
  /** The known start of the strings: the first part, or a constant before the strings of the operand. */
  readonly texts: 'FIRST_PART' | 'PREFIXED' | 'SUFFIXED' | 'UNKNOWN';
  /** The part of a list that the result depends on. */
  readonly looksAt: 'MEMBERS' | 'SIZE';
}

/** The possible characters of a string. Used to check that a value cannot contain a separator. */
export type Alphabet =
  /**
   * The characters of the operands, and of an inserted constant. If the operator makes some characters from others, `keeps` matches the characters
   * that it does not make.
   */
  | { readonly of: 'OPERANDS'; readonly and?: (args: readonly Json[]) => string; readonly keeps?: RegExp }
  /** The characters of a pattern, whatever the operands are. */
  | { readonly of: 'PATTERN'; readonly pattern: (args: readonly Json[]) => string }
  /** A fixed length, so that no separator is needed. */
  | { readonly of: 'FIXED_LENGTH' }
  /** Any characters, whatever the operands are. */
  | { readonly of: 'ANYTHING' };

export type ValueFacet = Trusted | Choice | FirstPresent | ListOfOperands | Members | Member | Each | Part | Picked | Derived;

const MEMBER: Member = { kind: 'member' };
const SEEN: Members = { kind: 'members', keeps: 'ANY', looksAtMembers: true };
const UNSEEN: Members = { kind: 'members', keeps: 'ANY', looksAtMembers: false };

const DERIVED = { kind: 'derived', joins: 'NOTHING', texts: 'UNKNOWN', looksAt: 'MEMBERS' } as const;
const SAME_CHARACTERS: Derived = { ...DERIVED, alphabet: { of: 'OPERANDS' } };
/** Unicode's case mappings make letters, and characters outside of ASCII, from other characters. */
const OTHER_CASE: Derived = { ...DERIVED, alphabet: { of: 'OPERANDS', keeps: /^[\0-@[-`{-\x7f]$/ } };
const ANYTHING: Derived = { ...DERIVED, alphabet: { of: 'ANYTHING' } };
const FIXED_LENGTH: Derived = { ...DERIVED, alphabet: { of: 'FIXED_LENGTH' } };

function ofPattern(pattern: string): Derived {
  return { ...DERIVED, alphabet: { of: 'PATTERN', pattern: () => pattern } };
}

/** Inserts the constant at this position of the arguments. */
function withConstant(position: number): Derived {
  return { ...DERIVED, alphabet: { of: 'OPERANDS', and: ({ [position]: constant }) => String(constant) } };
}

const NUMBER = ofPattern('[0-9e+.-]');
const WHOLE_NUMBER = ofPattern('[0-9e+-]');
const SECONDS = ofPattern('[0-9-]');

/** How each operator derives its value from its operands. */
export const VALUE_FACETS: {
  // nothing but an author's declaration makes a value trusted
  readonly [name in NameOf<'composition' | 'transform'>]: name extends 'assumeTrusted' ? Trusted : Exclude<ValueFacet, Trusted>
} = {
  template: { ...SAME_CHARACTERS, joins: 'OPERANDS', texts: 'FIRST_PART' },
  firstOf: { kind: 'firstPresent' },
  choose: { kind: 'choice', by: 'CONDITION' },
  listOf: { kind: 'list' },
  objectOf: SAME_CHARACTERS,
  upper: OTHER_CASE,
  lower: OTHER_CASE,
  trim: SAME_CHARACTERS,
  before: SAME_CHARACTERS,
  after: SAME_CHARACTERS,
  between: SAME_CHARACTERS,
  substring: SAME_CHARACTERS,
  replace: withConstant(1),
  replacePattern: withConstant(1),
  extract: { ...DERIVED, alphabet: { of: 'PATTERN', pattern: ([pattern]) => String(pattern) } },
  withPrefix: { ...SAME_CHARACTERS, texts: 'PREFIXED' },
  withSuffix: { ...SAME_CHARACTERS, texts: 'SUFFIXED' },
  withoutPrefix: SAME_CHARACTERS,
  urlEncode: ofPattern('[A-Za-z0-9._~%-]'),
  urlDecode: ANYTHING,
  sha256: FIXED_LENGTH,
  split: SAME_CHARACTERS,
  join: { ...withConstant(0), joins: 'MEMBERS' },
  asString: SAME_CHARACTERS,
  toNumber: NUMBER,
  round: WHOLE_NUMBER,
  toBoolean: ofPattern('[a-z]'),
  parseJson: ANYTHING,
  toJson: ANYTHING,
  toEpochSeconds: SECONDS,
  toRfc3339: FIXED_LENGTH,
  formatDate: SAME_CHARACTERS,
  parseDate: SECONDS,
  filterPrefix: { ...SEEN, keeps: 'PREFIX' },
  filterSuffix: SEEN,
  filterPattern: SEEN,
  filterOneOf: { ...SEEN, keeps: 'OPERANDS' },
  filterOneOfValue: { ...SEEN, inOther: true },
  filterNoneOfValue: { ...SEEN, inOther: false },
  unique: SEEN,
  sort: SEEN,
  flatten: SEEN,
  limit: UNSEEN,
  filter: UNSEEN,
  sortBy: UNSEEN,
  mapEach: { kind: 'each' },
  at: MEMBER,
  first: MEMBER,
  last: MEMBER,
  size: { ...ofPattern('[0-9]'), looksAt: 'SIZE' },
  min: NUMBER,
  max: NUMBER,
  sum: NUMBER,
  lookup: { kind: 'choice', by: 'KEY' },
  property: { kind: 'part' },
  pickProperties: { kind: 'picked' },
  propertyNames: SAME_CHARACTERS,
  propertyValues: SAME_CHARACTERS,
  assumeTrusted: { kind: 'trusted' },
};
