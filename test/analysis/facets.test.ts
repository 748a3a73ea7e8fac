import { COMPARISON_FACETS, CONDITION_FACETS } from '../../src/analysis/facets';
import { VALUE_FACETS, type Alphabet } from '../../src/analysis/facets/values';

/** The characters of a value: those of its operands, with a constant or without some characters, or those of a pattern. */
function charactersOf(alphabet: Alphabet): string {
  switch (alphabet.of) {
    case 'OPERANDS': return ['operands', ...alphabet.and ? [`and ${alphabet.and(['<0>', '<1>'])}`] : [], ...alphabet.keeps ? ['in another case'] : []].join(' ');
    case 'PATTERN': return alphabet.pattern(['<pattern>']);
    default: return alphabet.of;
  }
}

function told(facet: (typeof VALUE_FACETS)[keyof typeof VALUE_FACETS]): string {
  switch (facet.kind) {
    case 'derived': return [charactersOf(facet.alphabet), ...facet.joins === 'NOTHING' ? [] : [`joins ${facet.joins}`], ...facet.texts === 'UNKNOWN' ? [] : [facet.texts], ...facet.looksAt === 'SIZE' ? ['of the SIZE'] : []].join(', ');
    case 'members': return `members, ${facet.keeps}${facet.looksAtMembers ? ', by themselves' : ''}${facet.inOther === undefined ? '' : `, in the other list: ${facet.inOther}`}`;
    case 'choice': return `choice by ${facet.by}`;
    default: return facet.kind;
  }
}

/** How each operator makes its value: a copy of the table. */
const COPY: { readonly [name in keyof typeof VALUE_FACETS]: string } = {
  template: 'operands, joins OPERANDS, FIRST_PART',
  join: 'operands and <0>, joins MEMBERS',
  objectOf: 'operands',
  firstOf: 'firstPresent',
  choose: 'choice by CONDITION',
  lookup: 'choice by KEY',
  listOf: 'list',
  mapEach: 'each',
  property: 'part',
  pickProperties: 'picked',
  propertyNames: 'operands',
  propertyValues: 'operands',
  assumeTrusted: 'trusted',
  at: 'member',
  first: 'member',
  last: 'member',
  upper: 'operands in another case',
  lower: 'operands in another case',
  trim: 'operands',
  before: 'operands',
  after: 'operands',
  between: 'operands',
  substring: 'operands',
  withoutPrefix: 'operands',
  replace: 'operands and <1>',
  replacePattern: 'operands and <1>',
  extract: '<pattern>',
  withPrefix: 'operands, PREFIXED',
  withSuffix: 'operands, SUFFIXED',
  split: 'operands',
  asString: 'operands',
  formatDate: 'operands',
  urlEncode: '[A-Za-z0-9._~%-]',
  urlDecode: 'ANYTHING',
  parseJson: 'ANYTHING',
  toJson: 'ANYTHING',
  sha256: 'FIXED_LENGTH',
  toRfc3339: 'FIXED_LENGTH',
  toNumber: '[0-9e+.-]',
  min: '[0-9e+.-]',
  max: '[0-9e+.-]',
  sum: '[0-9e+.-]',
  round: '[0-9e+-]',
  toEpochSeconds: '[0-9-]',
  parseDate: '[0-9-]',
  toBoolean: '[a-z]',
  size: '[0-9], of the SIZE',
  filterPrefix: 'members, PREFIX, by themselves',
  filterOneOf: 'members, OPERANDS, by themselves',
  filterOneOfValue: 'members, ANY, by themselves, in the other list: true',
  filterNoneOfValue: 'members, ANY, by themselves, in the other list: false',
  filterSuffix: 'members, ANY, by themselves',
  filterPattern: 'members, ANY, by themselves',
  unique: 'members, ANY, by themselves',
  sort: 'members, ANY, by themselves',
  flatten: 'members, ANY, by themselves',
  limit: 'members, ANY',
  filter: 'members, ANY',
  sortBy: 'members, ANY',
};

test('the facets of values', () => {
  expect(Object.fromEntries(Object.entries(VALUE_FACETS).map(([name, facet]) => [name, told(facet)]))).toEqual(COPY);
});

test('case mappings make letters, and characters outside of ASCII', () => {
  const kept = (name: 'upper' | 'lower') => {
    const { alphabet } = VALUE_FACETS[name] as { readonly alphabet: { readonly keeps: RegExp } };
    return ['\0', ' ', '#', '-', '@', '[', '_', '`', '{', '~', '\x7f', 'A', 'Z', 'a', 'z', '\x80', 'ß', '##', '#a', 'a#', ''].filter(character => alphabet.keeps.test(character));
  };
  expect(kept('upper')).toEqual(['\0', ' ', '#', '-', '@', '[', '_', '`', '{', '~', '\x7f']);
  expect(kept('lower')).toEqual(kept('upper'));
});

test('the facets of conditions', () => {
  const { isPresent, hasMember, ...others } = COMPARISON_FACETS;
  expect([isPresent, hasMember].map(({ looksAt, sameType }) => [looksAt, sameType])).toEqual([['PRESENCE', 'NOTHING'], ['VALUE', 'MEMBERS']]);
  expect(Object.entries(others).filter(([, { looksAt }]) => looksAt !== 'VALUE')).toEqual([]);
  expect(Object.entries(others).filter(([, { sameType }]) => sameType === 'VALUES').map(([name]) => name))
    .toEqual(['isEqualTo', 'isOneOf', 'isEqualToValue', 'isAtLeast', 'isAtMost', 'isGreaterThan', 'isLessThan']);
  expect(Object.entries(others).filter(([, { sameType }]) => sameType === 'MEMBERS')).toEqual([]);
  const { user, machine, inGroup, hasScope, client, hasFederatedIdentity, exists } = CONDITION_FACETS;
  expect([user, machine]).toEqual([{ kind: 'subject', subject: 'USER' }, { kind: 'subject', subject: 'MACHINE' }]);
  expect([inGroup, hasScope, client, hasFederatedIdentity, exists].map(facet => 'control' in facet && [facet.kind, facet.control.kind]))
    .toEqual(['level', 'scopes', 'client', 'linkedProvider', 'table'].map(kind => ['fact', kind]));
});
