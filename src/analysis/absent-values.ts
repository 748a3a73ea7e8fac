import { facetOf } from './facets';
import { inferExpression } from './inference';
import type { KnownResult } from './possible-results';
import type { Expression, SubjectName } from '../core/document/document';
import { operatorOf } from '../core/operators';
import type { Inference } from '../core/operators/inference';

/** Something absent: a value, or the item of a source (by its name). */
type Missing = Expression | string;

/** A reason why a value can be absent. */
export interface Absence {
  readonly missing: Missing;
  /** The value is absent only on machine tokens. */
  readonly onMachines: boolean;
}

/** The reasons why a value can be absent: a part is absent, or a transform returns absent for a present value. */
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

/** The known results of conditions if something is absent: comparisons with it are false. */
export function knownWithout({ missing, onMachines }: Absence): KnownResult {
  return condition => {
    const facet = facetOf(condition.op);
    if (condition.op === 'exists') {
      return condition.args![0] === missing ? false : undefined;
    }
    if (facet.kind === 'subject') {
      return onMachines ? facet.subject === 'MACHINE' : undefined;
    }
    return comparedIn(condition).some(each => needsOf(each).has(missing)) ? false : undefined;
  };
}

/** The operands for which a comparison is false if they are absent. With several constants, an absent constant has no effect. */
export function comparedIn({ of = [] }: Expression): readonly Expression[] {
  return of.length === 2 ? of : of.slice(0, 1);
}

/** True if the result can be absent although all operands are present. */
function comesToNothing({ op, args = [], of = [] }: Expression, subjects: readonly SubjectName[], element: Inference): boolean {
  const operator = operatorOf(op);
  const operands = of.map(each => ({ ...inferExpression(each, subjects, element), absent: false }));
  return operator.kind === 'transform' && operator.infer({ args, subjects, element, operands }).absent;
}

const known = new WeakMap<Expression, ReadonlySet<Missing>>();

/** Everything that must be present for a value to be present, including the value itself. Equal expressions are one object: see `intern`. */
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
    case 'picked':
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
