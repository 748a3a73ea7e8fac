import { INTRODUCTION, KINDS } from './introduction';
import { methodsOf, type Method } from './methods';
import { DOCUMENTATION } from './operators';
import { anchor, code, writePage } from './page';
import { templateForm } from './template-form';
import { canFail, gives, takes } from './types';
import { Condition, TableSource, Value } from '../../src';
import { OPERATORS, type OperatorName } from '../../src/core/operators';
import type { Operator, OperatorKind } from '../../src/core/operators/operator';
import { PEER_NAMES } from '../../src/template/peer-names';
import { TestApp } from '../../test/support/app';
import { evaluateWritten, names } from '../../test/support/written';

/** Not part of the API: constants that are known only at deployment become slots. */
const INTERNAL = 'slot';

const METHODS = new Map([Value, Condition, TableSource].map(({ name }) => [name, methodsOf(name)]));

/** The failed behavior of an operator. If it is not documented, the rule of its kind applies. */
function failed(operator: Operator<OperatorName>): string {
  const { name, kind, operands } = operator;
  const documented = DOCUMENTATION[name].failed;
  if (documented !== undefined) {
    return documented;
  }
  const ofAnotherType = operands.some(({ accepts }) => accepts !== undefined) ? ' or has another type' : '';
  switch (kind) {
    case 'transform': return `failed when the value has failed${ofAnotherType}`;
    case 'comparison': return `unknown when a value has failed${ofAnotherType}`;
    default:
      if (canFail(operator) || kind === 'composition') {
        throw new Error(`${name} can fail, and its documentation does not say when`);
      }
      return 'never';
  }
}

/** The public method that creates an operator. */
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

function describe(operator: Operator<OperatorName>, known: Record<string, unknown>): readonly string[] {
  const { name } = operator;
  const { meaning, absent, example } = DOCUMENTATION[name];
  const peers = PEER_NAMES[name] ?? [];
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
    // without parameters the example would repeat the signature
    ...signature.startsWith(`${example}:`) ? [] : ['', `${example};`],
    '```',
    '',
    ...taken === undefined ? [] : [`- input: ${taken}`],
    `- result: ${gives(operator)}`,
    `- absent: ${absent.replace(/^absent /, '')}`,
    `- failed: ${failed(operator).replace(/^failed /, '')}`,
    ...template === undefined ? [] : [`- in templates: ${code(template)}`],
    ...peers.length === 0 ? [] : [`- in other products: ${peers.map(code).join(', ')}`],
    '',
  ];
}

/** Methods that create operators with other names. */
function shortForms(written: ReadonlySet<Method>): readonly string[] {
  const short = ['Value', 'Condition'].flatMap(name => METHODS.get(name)!).filter(method => !written.has(method));
  return ['## Short forms', '', 'These methods combine the operators above.', '', ...short.map(({ signature, summary }) => `- ${code(signature)}: ${summary}`)];
}

function page(): readonly string[] {
  const known = names(new TestApp());
  const operators = [...OPERATORS.values()].filter(({ name }) => name !== INTERNAL);
  const ofKind = (kind: OperatorKind): ReadonlyArray<Operator<OperatorName>> => operators.filter(operator => operator.kind === kind);
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
