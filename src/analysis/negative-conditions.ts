import type { Sink } from './access-decisions';
import { inferExpression } from './inference';
import type { Expression, RulesetDocument, SubjectName } from '../core/document/document';
import { sourcesIn } from '../core/document/expressions';
import { keyExpressions } from '../core/document/source-keys';
import { operatorOf } from '../core/operators';
import { ANYTHING, type Inference } from '../core/operators/inference';

/** A condition, and which of its results there has to be. */
interface Wanted {
  readonly condition: Expression;
  readonly result: boolean;
}

/** A part of a condition by which a rule gives something where that part is false. */
export interface Reversed {
  readonly atom: Expression;
  /** The member at hand: one that is there is never absent. */
  readonly element: Inference;
  /** All that has to be so for the rule to give it. */
  readonly wanted: readonly Wanted[];
}

/** What is known of a part of a condition that is no combination of others. */
export type Known = (atom: Expression) => boolean | undefined;

/** Rules that give something to somebody, rather than take it away. */
export function gives({ rule: { kind } }: Sink): boolean {
  return kind === 'addScope' || kind === 'setGroups' || kind === 'setClaim';
}

/** The parts of conditions by which a rule gives something where they are false. */
export function reversedIn({ rule, expression }: Sink, document: RulesetDocument): readonly Reversed[] {
  const refusals = document.rules.flatMap((each): Wanted[] => each.kind === 'deny' && each.mode === 'ENFORCE'
    && rule.subjects.every(subject => each.subjects.includes(subject)) ? [{ condition: each.when, result: false }] : []);
  const wanted = rule.when ? [...refusals, { condition: rule.when, result: true }] : refusals;
  const found: Reversed[] = [];
  const around: Around = { wanted, subjects: rule.subjects, element: ANYTHING };
  visit(expression, around, each => found.push(each));
  // which items are read decides what they give
  const { sources } = document;
  const names = new Set<string>();
  const visitKeys = (name: string): void => {
    const parts = names.has(name) || !sources[name] ? [] : keyExpressions(sources[name]);
    names.add(name);
    parts.forEach(part => visit(part, around, each => found.push(each)));
    sourcesIn(parts).forEach(visitKeys);
  };
  sourcesIn([expression]).forEach(visitKeys);
  return found;
}

/** Whether there can be all these results at once, with what is known. Parts of which nothing is known can be either. */
export function canBe(wanted: readonly Wanted[], known: Known): boolean {
  return wanted.every(({ condition, result }) => results(condition, known).has(result));
}

function results(condition: Expression, known: Known): ReadonlySet<boolean> {
  const { op, of = [] } = condition;
  if (op !== 'all' && op !== 'any' && op !== 'none') {
    const result = known(condition);
    return new Set(result === undefined ? [true, false] : [result]);
  }
  const parts = of.map(part => results(part, known));
  // one part that is so decides; else all have to be the other way
  const decisive = op !== 'all';
  return new Set([
    ...(parts.some(part => part.has(decisive)) ? [op === 'any'] : []),
    ...(parts.every(part => part.has(!decisive)) ? [op !== 'any'] : []),
  ]);
}

interface Around {
  readonly wanted: readonly Wanted[];
  readonly subjects: readonly SubjectName[];
  readonly element: Inference;
}

type Found = (reversed: Reversed) => void;

function visit(expression: Expression, around: Around, found: Found): void {
  const { op, of = [] } = expression;
  const { yields, operands } = operatorOf(op);
  if (yields === 'condition') {
    visitCondition(expression, true, around, found);
  } else if (op === 'choose') {
    const [condition, ...branches] = of;
    branches.forEach((branch, index) => {
      const within = { ...around, wanted: [...around.wanted, { condition, result: index === 0 }] };
      visitCondition(condition, index === 0, within, found);
      visit(branch, within, found);
    });
  } else if (op === 'firstOf') {
    of.forEach((operand, index) => visitAfter(of.slice(0, index), operand, around, found));
  } else {
    of.forEach((operand, index) => visit(operand, operands[index]?.perMember ? withinMember(of[0], operand, around) : around, found));
  }
}

/** A value that is given where those before it are absent: one of a condition is so where the condition is false. */
function visitAfter(before: readonly Expression[], value: Expression, around: Around, found: Found): void {
  const conditions = before.filter(({ op, of = [] }) => op === 'choose' && of.length === 2).map(({ of }) => of![0]);
  const within = { ...around, wanted: [...around.wanted, ...conditions.map(condition => ({ condition, result: false }))] };
  conditions.forEach(condition => visitCondition(condition, false, within, found));
  visit(value, within, found);
}

/** Within a body there is no other body, so that the member at hand is the same in all of its conditions. */
function withinMember(list: Expression, body: Expression, { wanted, subjects, element }: Around): Around {
  const members = inferExpression(list, subjects, element).members ?? ANYTHING;
  const isCondition = operatorOf(body.op).yields === 'condition';
  return { subjects, element: { ...members, absent: false }, wanted: isCondition ? [...wanted, { condition: body, result: true }] : wanted };
}

function visitCondition(condition: Expression, result: boolean, around: Around, found: Found): void {
  const { op, of = [] } = condition;
  const isCombination = op === 'all' || op === 'any' || op === 'none';
  if (!isCombination && !result) {
    found({ atom: condition, element: around.element, wanted: around.wanted });
  }
  of.forEach(part => isCombination ? visitCondition(part, result === (op !== 'none'), around, found) : visit(part, around, found));
}
