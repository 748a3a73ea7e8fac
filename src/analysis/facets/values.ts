import type { Json } from '../../core/document/json';
import type { NameOf } from '../../core/operators';

/** The operand as it is; the operator of the app vouches for it. */
export interface Vouched {
  readonly kind: 'vouched';
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
  /** Which are left: any, texts that start with the constant, or what is equal to one of the other operands. */
  readonly keeps: 'ANY' | 'PREFIX' | 'OPERANDS';
  /** It looks at the members, rather than to leave that to a body. */
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

/** What a path leads to in the operand. */
export interface Part {
  readonly kind: 'part';
}

/** Something else that is made of the operands. */
export interface Made {
  readonly kind: 'made';
  readonly alphabet: Alphabet;
  /** What it puts together to one text. */
  readonly joins: 'OPERANDS' | 'MEMBERS' | 'NOTHING';
  /** How its texts begin, as far as the rules tell: as its first part, or with the constant before those of its operand. */
  readonly texts: 'FIRST_PART' | 'PREFIXED' | 'UNKNOWN';
  /** What it needs to know of a list. */
  readonly looksAt: 'MEMBERS' | 'SIZE';
}

/** The characters of a text: it keeps others from writing a separator into a value. */
export type Alphabet =
  /** Those of the operands, and of a text that is put into it. */
  | { readonly of: 'OPERANDS'; readonly and?: (args: readonly Json[]) => string }
  /** Whatever the operands are, those of a pattern. */
  | { readonly of: 'PATTERN'; readonly pattern: (args: readonly Json[]) => string }
  /** Always as long, so that no separator is needed. */
  | { readonly of: 'FIXED_LENGTH' }
  /** Any, whatever those of the operands are. */
  | { readonly of: 'ANYTHING' };

export type ValueFacet = Vouched | Choice | FirstPresent | ListOfOperands | Members | Member | Each | Part | Made;

const MEMBER: Member = { kind: 'member' };
const SEEN: Members = { kind: 'members', keeps: 'ANY', looksAtMembers: true };
const UNSEEN: Members = { kind: 'members', keeps: 'ANY', looksAtMembers: false };

const MADE = { kind: 'made', joins: 'NOTHING', texts: 'UNKNOWN', looksAt: 'MEMBERS' } as const;
const SAME_CHARACTERS: Made = { ...MADE, alphabet: { of: 'OPERANDS' } };
const ANYTHING: Made = { ...MADE, alphabet: { of: 'ANYTHING' } };
const FIXED_LENGTH: Made = { ...MADE, alphabet: { of: 'FIXED_LENGTH' } };

function ofPattern(pattern: string): Made {
  return { ...MADE, alphabet: { of: 'PATTERN', pattern: () => pattern } };
}

/** With a constant of that position put into it. */
function withConstant(position: number): Made {
  return { ...MADE, alphabet: { of: 'OPERANDS', and: ({ [position]: constant }) => String(constant) } };
}

const NUMBER = ofPattern('[0-9e+.-]');
const WHOLE_NUMBER = ofPattern('[0-9e+-]');
const SECONDS = ofPattern('[0-9-]');

/** How a value is made of its operands. */
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
  extract: { ...MADE, alphabet: { of: 'PATTERN', pattern: ([pattern]) => String(pattern) } },
  withPrefix: { ...SAME_CHARACTERS, texts: 'PREFIXED' },
  withoutPrefix: SAME_CHARACTERS,
  urlEncoded: ofPattern('[A-Za-z0-9._~%-]'),
  sha256: FIXED_LENGTH,
  split: SAME_CHARACTERS,
  join: { ...withConstant(0), joins: 'MEMBERS' },
  toText: SAME_CHARACTERS,
  toNumber: NUMBER,
  rounded: WHOLE_NUMBER,
  toBoolean: ofPattern('[a-z]'),
  parseJson: ANYTHING,
  toJson: ANYTHING,
  toEpochSeconds: SECONDS,
  toRfc3339: FIXED_LENGTH,
  formatted: SAME_CHARACTERS,
  parsedDate: SECONDS,
  filterPrefix: { ...SEEN, keeps: 'PREFIX' },
  filterSuffix: SEEN,
  filterPattern: SEEN,
  filterOneOf: { ...SEEN, keeps: 'OPERANDS' },
  unique: SEEN,
  sorted: SEEN,
  flatten: SEEN,
  limit: UNSEEN,
  keepWhere: UNSEEN,
  sortedBy: UNSEEN,
  mapEach: { kind: 'each' },
  at: MEMBER,
  first: MEMBER,
  last: MEMBER,
  size: { ...ofPattern('[0-9]'), looksAt: 'SIZE' },
  minimum: NUMBER,
  maximum: NUMBER,
  total: NUMBER,
  mapTo: { kind: 'choice', by: 'KEY' },
  member: { kind: 'part' },
  trusted: { kind: 'vouched' },
};
