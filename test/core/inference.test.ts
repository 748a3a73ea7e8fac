import { inferExpression } from '../../src/analysis/inference';
import type { Expression, SubjectName } from '../../src/core/document/document';
import { OPERATORS } from '../../src/core/operators';
import type { Inference } from '../../src/core/operators/inference';
import types from '../cases/inference.json';
import cases from '../cases/operators.json';
import { parse, type Written } from '../support/expressions';

/** The types of a value, `?` if it can be absent, `!` if it can have failed; `list<...>` if the elements are known. */
function written({ types: possible, members, absent, failed }: Inference): string {
  const names = possible.map(type => type === 'list' && members ? `list<${written(members)}>` : type);
  return `${names.join('|') || 'never'}${absent ? '?' : ''}${failed ? '!' : ''}`;
}

const inferred = (of: Written, subjects: readonly SubjectName[] = ['USER']): string => written(inferExpression(parse(of), subjects));

describe.each(types.map(({ of, cases: rows }) => [of, rows] as const))('%s', (_, rows) => {
  test.each(rows as unknown as ReadonlyArray<[Written, string]>)('%j', (of, expected) => {
    expect(inferred(of)).toBe(expected);
  });
});

test('every operator has its type', () => {
  const found = new Set<string>();
  const collect = ({ op, of = [] }: Expression): void => {
    found.add(op);
    of.forEach(collect);
  };
  types.forEach(({ cases: rows }) => rows.forEach(([of]) => collect(parse(of as Written))));
  expect([...OPERATORS.keys()].filter(name => !found.has(name))).toEqual([]);
});

test.each<[Written, string, string]>([
  [['sub'], 'string?', 'never?'],
  [['groups'], 'list<string>?', 'never?'],
  [['iamRoles'], 'list<string>?', 'never?'],
  [['email'], 'string?', 'never?'],
  [['userAttribute', 'email_verified'], 'boolean?!', 'never?'],
  [['upper', ['sub']], 'string?', 'never?'],
  [['toNumber', ['sub']], 'number?!', 'never?'],
  [['listOf', ['sub']], 'list<string>', 'list<never>'],
  [['clientId'], 'string?', 'string?'],
  [['inGroup', ['literal', 'a']], 'boolean', 'boolean'],
])('%j of users and machines, and of machines', (of, both, machines) => {
  expect([inferred(of, ['USER', 'MACHINE']), inferred(of, ['MACHINE'])]).toEqual([both, machines]);
});

interface Case { readonly name: string; readonly of: Written; readonly gives: unknown }

/** True if the type allows a value of a token, from which failed elements have been left out. */
function allows(inference: Inference | undefined, value: unknown): boolean {
  if (inference === undefined) {
    return true;
  }
  return Array.isArray(value) ? inference.types.includes('list') && value.every(member => allows(inference.members, member))
    : inference.types.includes(typeof value === 'object' ? 'map' : typeof value as 'string');
}

describe('the type of each case allows its result', () => {
  const all = (cases as unknown as ReadonlyArray<{ operator: string; cases: readonly Case[] }>)
    .flatMap(({ operator, cases: rows }) => rows.map(row => ({ ...row, title: `${operator}: ${row.name}` })));

  test.each(all)('$title', ({ of, gives }) => {
    const inference = inferExpression(parse(of), ['USER', 'MACHINE']);
    switch (gives) {
      case 'ABSENT': return expect(inference.absent).toBe(true);
      case 'FAILED':
      case 'UNKNOWN': return expect(inference.failed).toBe(true);
      default: return expect(allows(inference, gives)).toBe(true);
    }
  });
});
