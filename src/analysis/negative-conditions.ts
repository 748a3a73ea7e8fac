import type { AccessDecision } from './access-decisions';
import { facetOf } from './facets';
import { elementFor } from './inference';
import type { RequiredResult } from './possible-results';
import type { Expression, RulesetDocument, SubjectName } from '../core/document/document';
import { sourcesReachedBy } from '../core/document/expressions';
import { ownMember } from '../core/document/json';
import { keyExpressions } from '../core/document/source-keys';
import { operatorOf } from '../core/operators';
import { ANYTHING, type Inference } from '../core/operators/inference';

/** A part of a condition by which a rule gives something where that part is false. */
export interface NegativeCondition {
  readonly condition: Expression;
  /** The member at hand: one that is there is never absent. */
  readonly element: Inference;
  /** All that has to be so for the rule to give it. */
  readonly required: readonly RequiredResult[];
}

/** Rules that give something to somebody, rather than take it away. */
export function isGrant({ rule: { kind } }: AccessDecision): boolean {
  return kind === 'addScope' || kind === 'setGroups' || kind === 'setClaim';
}

/** The parts of conditions by which a rule gives something where they are false. */
export function negativeConditionsIn({ rule, expression }: AccessDecision, document: RulesetDocument): readonly NegativeCondition[] {
  const denials = document.rules.flatMap((each): RequiredResult[] => each.kind === 'deny' && each.mode === 'ENFORCE'
    && rule.subjects.every(subject => each.subjects.includes(subject)) ? [{ condition: each.when, result: false }] : []);
  const required = rule.when ? [...denials, { condition: rule.when, result: true }] : denials;
  const around: Context = { required, subjects: rule.subjects, element: ANYTHING };
  const found: NegativeCondition[] = [];
  visit(expression, around, each => found.push(each));
  // which items are read decides what they give
  for (const name of sourcesReachedBy([expression], document.sources)) {
    const source = ownMember(document.sources, name);
    (source ? keyExpressions(source) : []).forEach(part => visit(part, around, each => found.push(each)));
  }
  return found;
}

interface Context {
  readonly required: readonly RequiredResult[];
  readonly subjects: readonly SubjectName[];
  readonly element: Inference;
}

type Found = (negative: NegativeCondition) => void;

function visit(expression: Expression, around: Context, found: Found): void {
  const { op, of = [] } = expression;
  const facet = facetOf(op);
  if (operatorOf(op).yields === 'condition') {
    visitCondition(expression, true, around, found);
  } else if (facet.kind === 'choice' && facet.by === 'CONDITION') {
    const [condition, ...branches] = of;
    branches.forEach((branch, index) => {
      const within = { ...around, required: [...around.required, { condition, result: index === 0 }] };
      visitCondition(condition, index === 0, within, found);
      visit(branch, within, found);
    });
  } else if (facet.kind === 'firstPresent') {
    visitFallbacks(of, around, found);
  } else {
    of.forEach((operand, index) => visit(operand, withinOperand(index, expression, around), found));
  }
}

/** A value that is given where those before it are absent: one of a condition is so where the condition is false. */
function visitFallbacks(values: readonly Expression[], around: Context, found: Found): void {
  let within = around;
  for (const value of values) {
    visit(value, within, found);
    const condition = conditionOf(value);
    if (condition) {
      within = { ...within, required: [...within.required, { condition, result: false }] };
      // that it is false matters to the next value; those after it want this one, and more
      if (value !== values.at(-1)) {
        visitCondition(condition, false, within, found);
      }
    }
  }
}

/** The condition without which there is no value. */
function conditionOf({ op, of = [] }: Expression): Expression | undefined {
  const facet = facetOf(op);
  return facet.kind === 'choice' && facet.by === 'CONDITION' && of.length === 2 ? of[0] : undefined;
}

/** A body is evaluated for each member; where it is a condition, for those that are left it is true. */
function withinOperand(index: number, expression: Expression, around: Context): Context {
  const { op, of = [] } = expression;
  if (!operatorOf(op).operands[index]?.perMember) {
    return around;
  }
  const body = of[index];
  const isCondition = operatorOf(body.op).yields === 'condition';
  return {
    subjects: around.subjects,
    element: elementFor(index, expression, around.subjects, around.element),
    required: isCondition ? [...around.required, { condition: body, result: true }] : around.required,
  };
}

function visitCondition(condition: Expression, result: boolean, around: Context, found: Found): void {
  const { op, of = [] } = condition;
  const facet = facetOf(op);
  if (facet.kind === 'combination') {
    // where one part decides for true, parts are as true as the whole
    of.forEach(part => visitCondition(part, facet.result === facet.decisive ? result : !result, around, found));
    return;
  }
  if (!result) {
    found({ condition, element: around.element, required: around.required });
  }
  of.forEach(part => visit(part, around, found));
}
