import { DOCUMENTATION } from './operators';
import type { OperatorName } from '../../src/core/operators';
import { always, ANYTHING, listType, type Inference } from '../../src/core/operators/inference';
import type { Operand, Operator } from '../../src/core/operators/operator';
import type { TypeName } from '../../src/core/operators/result';

const EVERY_TYPE = 5;

/** The input of an operator; undefined if it has no operands. */
export function takes(operator: Operator): string | undefined {
  const [subject, ...others] = operator.operands.map((operand, index) => `${index === 0 ? '' : `\`${operand.name}\`: `}${takesOf(operand)}`);
  return subject === undefined ? undefined : [isEach(operator) ? `${subject}, or list of strings (applied to each element)` : subject, ...others].join('; ');
}

function takesOf({ yields, accepts, members, rest, optional, perMember }: Operand): string {
  const taken = members ? `list of ${oneOf(members.map(type => PLURALS[type]))}` : typesOf(accepts ?? []);
  const several = accepts ? oneOf(accepts.map(type => PLURALS[type])) : 'values of any type';
  const what = yields === 'condition'
    ? rest ? 'one or more conditions' : 'a condition'
    : rest ? `${optional ? 'any number of' : 'one or more'} ${several}` : taken;
  return `${what}${optional && !rest ? ', optional' : ''}${perMember ? ', evaluated for each element' : ''}`;
}

/** True if the operator applies to each element of a list, as its inferred types show. */
function isEach(operator: Operator): boolean {
  const [subject, ...others] = operator.operands;
  if (!subject || subject.yields === 'condition' || !subject.accepts?.includes('string') || subject.accepts.includes('list')) {
    return false;
  }
  const given = (operand: Inference): readonly TypeName[] =>
    operator.infer({ args: argumentsFor(operator), operands: [operand, ...others.map(() => always('string'))], subjects: ['USER'], element: ANYTHING }).types;
  return operator.yields === 'value' && operator.kind !== 'composition'
    && given(listType(always('string'))).join() === 'list' && !given(always('string')).includes('list');
}

/** The result types of an operator. */
export function gives(operator: Operator<OperatorName>): string {
  if (operator.yields === 'condition') {
    return 'a condition';
  }
  const documented = DOCUMENTATION[operator.name].gives;
  if (documented !== undefined) {
    return documented;
  }
  const { accepts } = operator.operands[0] ?? {};
  const operands = operator.operands.map(() => ANYTHING);
  const inferred = operator.infer({ args: argumentsFor(operator), operands, subjects: ['USER'], element: ANYTHING });
  // the input says already that a list results in a list
  return isEach(operator) && accepts ? typesOf(inferred.types.filter(type => type !== 'list')) : typeOfInference(inferred);
}

function typeOfInference({ types, members }: Inference): string {
  return types.length === 1 && types[0] === 'list' && members?.types.length === 1 ? `list of ${PLURALS[members.types[0]]}` : typesOf(types);
}

const PLURALS: Readonly<Record<TypeName, string>> = { string: 'strings', number: 'numbers', boolean: 'booleans', list: 'lists', map: 'maps' };

function typesOf(types: readonly TypeName[]): string {
  if (types.length === 0 || types.length === EVERY_TYPE) {
    return 'any type';
  }
  return oneOf(types);
}

function oneOf(words: readonly string[]): string {
  return words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** True if an operator can fail although no operand has failed. */
export function canFail(operator: Operator): boolean {
  return operator.infer({ args: argumentsFor(operator), operands: operator.operands.map(() => always('string')), subjects: ['USER'], element: ANYTHING }).failed;
}

/** Valid arguments for the parameters of an operator. */
function argumentsFor({ parameters }: Operator): Array<string | number | boolean | string[]> {
  return parameters.filter(({ optional }) => !optional).map(({ type }) => {
    switch (type) {
      case 'number':
      case 'integer': return 1;
      case 'boolean': return false;
      case 'names':
      case 'path': return ['name'];
      default: return 'name';
    }
  });
}
