import { DOCUMENTATION } from '../../docs/generate/operators';
import type { Expression, RulesetDocument } from '../../src/core/document/document';
import { OPERATOR_TABLES, OPERATORS, operatorOf } from '../../src/core/operators';
import { dateParts } from '../../src/core/operators/dates';
import cases from '../cases/operators.json';
import { evaluate, SOURCES, type RequestParts } from '../support/evaluate';
import { parse, type Written } from '../support/expressions';

interface Case extends RequestParts {
  readonly name: string;
  readonly of: Written;
  readonly user?: Record<string, string>;
  readonly machine?: true;
  readonly triggerVersion?: RulesetDocument['triggerVersion'];
  readonly gives: unknown;
}

const GROUPS = cases as unknown as ReadonlyArray<{ operator: string; cases: readonly Case[] }>;

/** Returns a value unchanged, and converts a condition to a value that shows which of the three results it has. */
function asValue(expression: Expression): Expression {
  return operatorOf(expression.op).yields === 'value'
    ? expression
    : { op: 'choose', of: [expression, { op: 'literal', args: [true] }, { op: 'literal', args: [false] }] };
}

function expected(gives: unknown): unknown {
  switch (gives) {
    case 'ABSENT': return { outcome: 'ABSENT' };
    case 'FAILED': return expect.objectContaining({ outcome: 'FAILED' });
    case 'UNKNOWN': return expect.objectContaining({ outcome: 'FAILED', reason: expect.stringContaining('UNKNOWN') });
    default: return { value: gives };
  }
}

describe.each(GROUPS)('$operator', ({ cases: rows }) => {
  test.each([...rows])('$name', ({ of, user, machine, triggerVersion = machine ? 'V3_0' : 'V2_0', gives, name, ...parts }) => {
    void name;
    const request = { ...parts, userAttributes: user ?? {}, ...(machine && { triggerSource: 'TokenGeneration_ClientCredentials' }) };
    expect(evaluate(asValue(parse(of)), request, { sources: SOURCES, triggerVersion })).toEqual(expected(gives));
  });
});

test.each(GROUPS.find(({ operator }) => operator === 'isEqualToValue')!.cases.map(each => [each.name, each] as const))(
  'values are equal in both orders: %s', (_, { of: [op, left, right], user = {}, gives, ...parts }) => {
    expect(evaluate(asValue(parse([op, right, left])), { ...parts, userAttributes: user }, { sources: SOURCES })).toEqual(expected(gives));
  });

test.each(['yyyyy', 'MMMMM', 'ddd', 'HHH', 'mmm', 'sss', 'EE', 'XX', 'Q', 'h', "yyyy'", "'"])('%s is no date format', format => {
  expect(dateParts(format)).toBeUndefined();
});

test('every operator has a unique name', () => {
  expect([...OPERATORS.keys()]).toEqual(OPERATOR_TABLES.flat().map(({ name }) => name));
});

test('every operator has cases', () => {
  expect(GROUPS.map(({ operator }) => operator).sort()).toEqual([...OPERATORS.keys()].sort());
});

test.each(Object.entries(DOCUMENTATION))('%s is documented without empty texts', (_, documentation) => {
  expect(Object.values(documentation)).not.toContain('');
});
