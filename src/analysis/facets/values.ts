import type { Json } from '../../core/document/json';
import type { NameOf } from '../../core/operators';

/** The operand as it is, which an author declared trusted. */
export interface Trusted {
  readonly kind: 'trusted';
}

/** One of the operands after the first, which decides which one: a condition, or a key that stands for one of them. */
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

/** Members of a list as they are, the first operand: all or some, in this or another order. */
export interface Members {
  readonly kind: 'members';
  /** The members that are left: any, strings that start with the constant, or those that are equal to one of the other operands. */
  readonly keeps: 'ANY' | 'PREFIX' | 'OPERANDS';
  /** It depends on the members themselves, not on a body alone. */
  readonly looksAtMembers: boolean;
}

/** One member of a list. */
export interface Member {
  readonly kind: 'member';
}

/** A list of what the second operand gives for each member of the first one. */
export interface Each {
  readonly kind: 'each';
}

/** A member of the operand, by a path. */
export interface Part {
  readonly kind: 'part';
}

/** Another value, made of the operands. */
export interface Derived {
  readonly kind: 'derived';
  readonly alphabet: Alphabet;
  /** The values that it puts together to one string. */
  readonly joins: 'OPERANDS' | 'MEMBERS' | 'NOTHING';
  /** The start of its strings, where it is known: the first part, or the constant before the strings of its operand. */
  readonly texts: 'FIRST_PART' | 'PREFIXED' | 'UNKNOWN';
  /** The part of a list that it needs. */
  readonly looksAt: 'MEMBERS' | 'SIZE';
}

/** The characters of a string: it keeps others from writing a separator into a value. */
export type Alphabet =
  /** Those of the operands, and of a constant that is put into it. */
  | { readonly of: 'OPERANDS'; readonly and?: (args: readonly Json[]) => string }
  /** Those of a pattern, whatever the operands are. */
  | { readonly of: 'PATTERN'; readonly pattern: (args: readonly Json[]) => string }
  /** Always as long, so that no separator is needed. */
  | { readonly of: 'FIXED_LENGTH' }
  /** Any, whatever those of the operands are. */
  | { readonly of: 'ANYTHING' };

export type ValueFacet = Trusted | Choice | FirstPresent | ListOfOperands | Members | Member | Each | Part | Derived;

const MEMBER: Member = { kind: 'member' };
const SEEN: Members = { kind: 'members', keeps: 'ANY', looksAtMembers: true };
const UNSEEN: Members = { kind: 'members', keeps: 'ANY', looksAtMembers: false };

const DERIVED = { kind: 'derived', joins: 'NOTHING', texts: 'UNKNOWN', looksAt: 'MEMBERS' } as const;
const SAME_CHARACTERS: Derived = { ...DERIVED, alphabet: { of: 'OPERANDS' } };
const ANYTHING: Derived = { ...DERIVED, alphabet: { of: 'ANYTHING' } };
const FIXED_LENGTH: Derived = { ...DERIVED, alphabet: { of: 'FIXED_LENGTH' } };

function ofPattern(pattern: string): Derived {
  return { ...DERIVED, alphabet: { of: 'PATTERN', pattern: () => pattern } };
}

/** With a constant of that position put into it. */
function withConstant(position: number): Derived {
  return { ...DERIVED, alphabet: { of: 'OPERANDS', and: ({ [position]: constant }) => String(constant) } };
}

const NUMBER = ofPattern('[0-9e+.-]');
const WHOLE_NUMBER = ofPattern('[0-9e+-]');
const SECONDS = ofPattern('[0-9-]');

/** The way a value is made of its operands. */
export const VALUE_FACETS: { readonly [name in NameOf<'composition' | 'transform'>]: ValueFacet } = {
  template: { ...SAME_CHARACTERS, joins: 'OPERANDS', texts: 'FIRST_PART' },
  firstOf: { kind: 'firstPresent' },
  choose: { kind: 'choice', by: 'CONDITION' },
  listOf: { kind: 'list' },
  objectOf: SAME_CHARACTERS,
  upper: SAME_CHARACTERS,
  lower: SAME_CHARACTERS,
  trim: SAME_CHARACTERS,
  before: SAME_CHARACTERS,
  after: SAME_CHARACTERS,
  between: SAME_CHARACTERS,
  substring: SAME_CHARACTERS,
  replace: withConstant(1),
  replacePattern: withConstant(1),
  extract: { ...DERIVED, alphabet: { of: 'PATTERN', pattern: ([pattern]) => String(pattern) } },
  withPrefix: { ...SAME_CHARACTERS, texts: 'PREFIXED' },
  withoutPrefix: SAME_CHARACTERS,
  urlEncode: ofPattern('[A-Za-z0-9._~%-]'),
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
  assumeTrusted: { kind: 'trusted' },
};
