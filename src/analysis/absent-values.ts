import { facetOf } from './facets';
import { inferExpression } from './inference';
import type { KnownResult } from './possible-results';
import type { Expression, SubjectName } from '../core/document/document';
import { operatorOf } from '../core/operators';
import type { Inference } from '../core/operators/inference';

/** Something that is not there: a value, or by its name a source's item. */
type Missing = Expression | string;

/** A reason why a value may be absent. */
export interface Absence {
  readonly missing: Missing;
  /** It is so on machine tokens alone. */
  readonly onMachines: boolean;
}

/** Reasons why a value may be absent: a part is not there, or it comes to nothing by itself. */
export function absencesOf(value: Expression, subjects: readonly SubjectName[], element: Inference): readonly Absence[] {
  const isAbsentFor = (each: Expression, those: readonly SubjectName[]): boolean => inferExpression(each, those, element).absent;
  if (!isAbsentFor(value, subjects)) {
    return [];
  }
  const onMachines = !isAbsentFor(value, subjects.filter(subject => subject === 'USER'));
  return [...needsOf(value)].flatMap((missing): Absence[] => {
    if (typeof missing === 'string') {
      return [{ missing, onMachines: false }];
    }
    const facet = facetOf(missing.op);
    const isReason = facet.kind === 'source'
      ? missing.op !== 'attribute' && !facet.isAlwaysSent && isAbsentFor(missing, subjects)
      : comesToNothing(missing, subjects, element);
    return isReason ? [{ missing, onMachines }] : [];
  });
}

/** Results of conditions where something is not there: a comparison with it is false. */
export function knownWithout({ missing, onMachines }: Absence): KnownResult {
  return condition => {
    const facet = facetOf(condition.op);
    if (condition.op === 'exists') {
      return condition.args![0] === missing ? false : undefined;
    }
    if (facet.kind === 'subject') {
      return onMachines ? facet.subject === 'MACHINE' : undefined;
    }
    return facet.kind === 'comparison' && comparedIn(condition).some(each => needsOf(each).has(missing)) ? false : undefined;
  };
}

/** Values without which a comparison is false: of several constants, one that is absent is none of them. */
export function comparedIn({ of = [] }: Expression): readonly Expression[] {
  return of.length === 2 ? of : of.slice(0, 1);
}

/** It can be absent although all that it is made of is there. */
function comesToNothing({ op, args = [], of = [] }: Expression, subjects: readonly SubjectName[], element: Inference): boolean {
  const operator = operatorOf(op);
  const operands = of.map(each => ({ ...inferExpression(each, subjects, element), absent: false }));
  return operator.kind === 'transform' && operator.infer({ args, subjects, element, operands }).absent;
}

const known = new WeakMap<Expression, ReadonlySet<Missing>>();

/** Everything without which a value is absent: the value itself, and whatever of it is needed. Equal expressions are one object: see `intern`. */
function needsOf(value: Expression): ReadonlySet<Missing> {
  const needs = known.get(value) ?? new Set<Missing>([value, ...neededOperands(value)]);
  known.set(value, needs);
  return needs;
}

function neededOperands({ op, args = [], of = [] }: Expression): Iterable<Missing> {
  const facet = facetOf(op);
  switch (facet.kind) {
    case 'source':
      return op === 'attribute' ? [String(args[0])] : [];
    case 'firstPresent':
      return inAll(of.map(needsOf));
    case 'choice':
      return facet.by === 'CONDITION' ? inAll(of.slice(1).map(needsOf)) : needsOf(of[0]);
    case 'derived':
      return operatorOf(op).kind === 'transform' ? needsOf(of[0]) : facet.joins === 'OPERANDS' ? of.flatMap(each => [...needsOf(each)]) : [];
    case 'trusted':
    case 'members':
    case 'member':
    case 'each':
    case 'part':
      return needsOf(of[0]);
    case 'list':
    case 'comparison':
    case 'combination':
    case 'subject':
    case 'fact':
      return [];
  }
}

function inAll([first, ...others]: ReadonlyArray<ReadonlySet<Missing>>): readonly Missing[] {
  return [...first ?? []].filter(each => others.every(other => other.has(each)));
}
