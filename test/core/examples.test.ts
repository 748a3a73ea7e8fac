import { DOCUMENTATION } from '../../docs/generate/operators';
import { ClaimRule, Condition, Subject, Value } from '../../src';
import { compileAndCheck } from '../../src/checks/compile-and-check';
import { expressionsOf, walk } from '../../src/core/document/expressions';
import { OPERATORS } from '../../src/core/operators';
import type { Operator } from '../../src/core/operators/operator';
import { TestApp } from '../support/app';
import { evaluateWritten, names } from '../support/written';

/** The operators of a rule compiled from an example. Fails if the example has a problem. */
function operatorsOf(example: string): readonly string[] {
  const app = new TestApp();
  const written = evaluateWritten(example, names(app));
  const both = { subjects: [Subject.USER, Subject.MACHINE] };
  const rule = written instanceof Condition ? ClaimRule.set('a', Value.literal('x'), { ...both, when: written }) : ClaimRule.set('a', written as Value);
  const { document, problems } = compileAndCheck({ deny: [], scopes: [], groups: [], sources: [], trustedAttributes: {}, claims: [rule] }, app.stack);
  expect(problems).toEqual([]);
  const found: string[] = [];
  document.rules.flatMap(each => expressionsOf(each)).forEach(([, expression]) => walk(expression, ({ op }) => found.push(op)));
  return found;
}

const ALL = [...OPERATORS.values()].filter(({ name }) => name !== 'slot');

test.each(ALL.map(({ name }) => ({ name, example: DOCUMENTATION[name].example })))('$example contains $name', ({ name, example }) => {
  expect(operatorsOf(example)).toContain(name);
});

test.each(ALL.filter(({ kind }) => kind === 'transform' || kind === 'comparison'))('$name is a method of Value', ({ name }: Operator) => {
  expect(typeof (Value.prototype as unknown as Record<string, unknown>)[name]).toBe('function');
});

const SOURCES = ALL.filter(({ kind, yields }) => kind === 'source' && yields === 'value');

test.each(SOURCES)('$name is created by Value or a source', ({ name }: Operator) => {
  const app = new TestApp();
  expect([typeof (Value as unknown as Record<string, unknown>)[name], typeof (app.source() as unknown as Record<string, unknown>)[name]]).toContain('function');
});
