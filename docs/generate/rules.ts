import { INTRODUCTION, KINDS } from './introduction';
import { methodsOf, type Method } from './methods';
import { anchor, code, writePage } from './page';
import { templateForm } from './template-form';
import { canFail, gives, takes } from './types';
import { Condition, TableSource, Value } from '../../src';
import { OPERATORS } from '../../src/core/operators';
import type { Operator, OperatorKind } from '../../src/core/operators/operator';
import { TestApp } from '../../test/support/app';
import { evaluateWritten, names } from '../../test/support/written';

/** Nobody writes it: it is what constants become that only the deployment knows. */
const INTERNAL = 'slot';

const METHODS = new Map([Value, Condition, TableSource].map(({ name }) => [name, methodsOf(name)]));

/** What the transforms, comparisons and conditions give of what has failed, unless they say something else. */
function failed(operator: Operator): string {
  const { kind, operands, documentation } = operator;
  if (documentation.failed !== undefined) {
    return documentation.failed;
  }
  const ofAnotherType = operands.some(({ accepts }) => accepts !== undefined) ? ' and for one of a type that it does not take' : '';
  switch (kind) {
    case 'transform': return `failed for a failed value${ofAnotherType}`;
    case 'comparison': return `unknown for a failed value${ofAnotherType}`;
    default:
      if (canFail(operator) || kind === 'composition') {
        throw new Error(`${operator.name} can fail, and its documentation does not say when`);
      }
      return 'never';
  }
}

/** The method by which authors write an operator. */
function methodOf({ name, kind }: Operator): Method {
  const isInstance = kind === 'transform' || kind === 'comparison';
  const places: ReadonlyArray<readonly [string, boolean]> = isInstance
    ? [['Value', false]] : kind === 'condition' ? [['Condition', true], ['TableSource', false]] : [['Value', true], ['TableSource', false]];
  const found = places.map(([className, isStatic]) => METHODS.get(className)!.find(method => method.name === name && method.isStatic === isStatic));
  const method = found.find(each => each !== undefined);
  if (!method) {
    throw new Error(`no method makes ${name}`);
  }
  return method;
}

function describe(operator: Operator, known: Record<string, unknown>): readonly string[] {
  const { name, documentation: { meaning, absent, example, peers = [] } } = operator;
  const template = templateForm(name, evaluateWritten(example, known));
  const taken = takes(operator);
  const { signature } = methodOf(operator);
  return [
    `### ${code(name)}`,
    '',
    meaning,
    '',
    '```ts',
    `${signature};`,
    // of a method without parameters the example is the signature once more
    ...signature.startsWith(`${example}:`) ? [] : ['', `${example};`],
    '```',
    '',
    ...taken === undefined ? [] : [`- takes: ${taken}`],
    `- gives: ${gives(operator)}`,
    `- absent: ${absent.replace(/^absent /, '')}`,
    `- failed: ${failed(operator).replace(/^failed /, '')}`,
    ...template === undefined ? [] : [`- in templates: ${code(template)}`],
    ...peers.length === 0 ? [] : [`- elsewhere: ${peers.map(code).join(', ')}`],
    '',
  ];
}

/** Methods that write operators of other names. */
function shortForms(written: ReadonlySet<Method>): readonly string[] {
  const short = ['Value', 'Condition'].flatMap(name => METHODS.get(name)!).filter(method => !written.has(method));
  return ['## Short forms', '', 'They are written with the operators above.', '', ...short.map(({ signature, summary }) => `- ${code(signature)}: ${summary}`)];
}

function page(): readonly string[] {
  const known = names(new TestApp());
  const operators = [...OPERATORS.values()].filter(({ name }) => name !== INTERNAL);
  const ofKind = (kind: OperatorKind): readonly Operator[] => operators.filter(operator => operator.kind === kind);
  const kinds = Object.entries(KINDS) as ReadonlyArray<readonly [OperatorKind, (typeof KINDS)[OperatorKind]]>;
  return [
    ...INTRODUCTION,
    '## Contents',
    '',
    ...kinds.map(([kind, { title }]) => `- [${title}](#${anchor(title)}): ${ofKind(kind).map(({ name }) => `[${code(name)}](#${anchor(name)})`).join(', ')}`),
    '- [Short forms](#short-forms)',
    '',
    ...kinds.flatMap(([kind, { title, about }]) => [`## ${title}`, '', about, '', ...ofKind(kind).flatMap(operator => describe(operator, known))]),
    ...shortForms(new Set(operators.map(methodOf))),
  ];
}

writePage('rules.md', page());
