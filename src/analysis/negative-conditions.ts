import type { AccessDecision } from './access-decisions';
import { asFilter, facetOf } from './facets';
import { elementFor } from './inference';
import { requiredConditions, resultOfPart, type RequiredResult } from './possible-results';
import type { Expression, RulesetDocument, SetGroupsRule, SubjectName } from '../core/document/document';
import { keyExpressions, sourcesReachedBy } from '../core/document/expressions';
import { ownMember, type Json } from '../core/document/json';
import { operatorOf } from '../core/operators';
import { ANYTHING, type Inference } from '../core/operators/inference';

/** A part of a condition that grants something if it is false. */
export interface NegativeCondition {
  readonly condition: Expression;
  /** Type of the current element. An element is never absent. */
  readonly element: Inference;
  /** The operands whose absence makes the condition false, if not all. */
  readonly compared?: readonly Expression[];
  /** All results that are required for the rule to grant it. */
  readonly required: readonly RequiredResult[];
}

/** True for rules that grant something. */
export function isGrant({ rule }: AccessDecision): boolean {
  return rule.kind === 'addScope' || rule.kind === 'setClaim' || (rule.kind === 'setGroups' && !onlyTakesAway(rule));
}

/** True if the groups and roles after the rule are a selection of those that the user has. */
function onlyTakesAway({ groups, iamRoles, preferredRole }: SetGroupsRule): boolean {
  return isSelectionOf('groups', groups) && isSelectionOf('iamRoles', iamRoles) && (preferredRole === undefined || preferredRole.op === 'preferredRole');
}

function isSelectionOf(own: 'groups' | 'iamRoles', value: Expression | undefined): boolean {
  if (value === undefined || value.op === own) {
    return true;
  }
  const { op, args = [], of = [] } = value;
  const facet = facetOf(op);
  switch (facet.kind) {
    case 'source': return op === 'literal' && Array.isArray(args[0]) && args[0].length === 0;
    case 'list': return of.length === 0;
    case 'members': return isSelectionOf(own, of[0]);
    case 'firstPresent': return of.every(each => isSelectionOf(own, each));
    case 'choice': return of.slice(1).every(each => isSelectionOf(own, each));
    default: return false;
  }
}

/** The parts of conditions that grant something if they are false. */
export function negativeConditionsIn({ rule, expression }: AccessDecision, document: RulesetDocument): readonly NegativeCondition[] {
  const denials = document.rules.flatMap((each): RequiredResult[] => each.kind === 'deny' && each.mode === 'ENFORCE'
    && rule.subjects.every(subject => each.subjects.includes(subject)) ? [{ condition: each.when, result: false }] : []);
  const required = rule.when ? [...denials, { condition: rule.when, result: true }] : denials;
  const around: Context = { required, subjects: rule.subjects, element: ANYTHING, isGiven: expression !== rule.when };
  const found: NegativeCondition[] = [];
  visit(expression, around, each => found.push(each));
  // conditions in the keys of sources also affect the value
  for (const name of sourcesReachedBy([expression], document.sources)) {
    const source = ownMember(document.sources, name);
    (source ? keyExpressions(source) : []).forEach(part => visit(part, { ...around, isGiven: false }, each => found.push(each)));
  }
  return found;
}

interface Context {
  readonly required: readonly RequiredResult[];
  readonly subjects: readonly SubjectName[];
  readonly element: Inference;
  /** The value, or a part of it, is given to the subject, and nothing compares it. */
  readonly isGiven: boolean;
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
      if (!(around.isGiven && branches.length === 2 && givesNoMore(branch, branches[1 - index]))) {
        visitCondition(condition, index === 0, within, found);
      }
      visit(branch, within, found);
    });
  } else if (facet.kind === 'firstPresent') {
    visitFallbacks(of, around, found);
  } else if (asFilter(expression) !== expression) {
    visit(of[0], around, found);
    visitMembership(asFilter(expression).of![1], of[1], around, found);
  } else {
    of.forEach((operand, index) => visit(operand, withinOperand(index, expression, around), found));
  }
}

/** Visits the condition of a filter by another list. The other list is evaluated once, so it has the element of the list around. */
function visitMembership(condition: Expression, other: Expression, around: Context, found: Found): void {
  const within: Context = { ...around, required: [...around.required, { condition, result: true }], isGiven: false };
  for (const each of requiredConditions(condition).filter(({ result }) => !result)) {
    found({ condition: each.condition, element: around.element, compared: [other], required: within.required });
  }
  visit(other, within, found);
}

/** Visits fallbacks, which are used if the values before them are absent. A value with a condition is absent if the condition is false. */
function visitFallbacks(values: readonly Expression[], around: Context, found: Found): void {
  let within = around;
  for (const value of values) {
    visit(value, within, found);
    const condition = conditionOf(value);
    if (condition) {
      within = { ...within, required: [...within.required, { condition, result: false }] };
      // recorded once, for the next value: later values require this result as well
      if (value !== values.at(-1) && !(around.isGiven && givesNoMore(values.at(-1)!, value.of![1]))) {
        visitCondition(condition, false, within, found);
      }
    }
  }
}

/** The condition of a value that is absent if the condition is false. */
export function conditionOf({ op, of = [] }: Expression): Expression | undefined {
  const facet = facetOf(op);
  return facet.kind === 'choice' && facet.by === 'CONDITION' && of.length === 2 ? of[0] : undefined;
}

/** The context of an operand that is evaluated for each element. If it is a condition, it is true for the elements that are kept. */
function withinOperand(index: number, expression: Expression, around: Context): Context {
  const { op, of = [] } = expression;
  if (!operatorOf(op).operands[index]?.perMember) {
    return around;
  }
  const body = of[index];
  const isCondition = operatorOf(body.op).yields === 'condition';
  return {
    ...around,
    element: elementFor(index, expression, around.subjects, around.element),
    required: isCondition ? [...around.required, { condition: body, result: true }] : around.required,
  };
}

function visitCondition(condition: Expression, result: boolean, around: Context, found: Found): void {
  const { op, of = [] } = condition;
  const facet = facetOf(op);
  if (facet.kind === 'combination') {
    of.forEach(part => visitCondition(part, resultOfPart(facet, result), around, found));
    return;
  }
  if (!result) {
    found({ condition, element: around.element, required: around.required });
  }
  of.forEach(part => visit(part, { ...around, isGiven: false }, found));
}

/**
 * True if a value is, or contains, only constants that each of the other values is, or contains, as well. False and an empty list give nothing.
 */
export function givesNoMore(value: Expression, ...others: readonly Expression[]): boolean {
  const given = constantsIn(value);
  const certain = others.map(each => new Set(certainIn(each)));
  return given !== undefined && certain.every(each => given.every(constant => each.has(constant)));
}

/** All constants that a value can be or contain; undefined if it can have others. */
function constantsIn(value: Expression): readonly Json[] | undefined {
  const found = value.op === 'literal' ? [membersOf(value.args![0])] : partsOf(value)?.map(constantsIn);
  return found?.every(each => each !== undefined) ? found.flat() : undefined;
}

function partsOf({ op, of = [] }: Expression): readonly Expression[] | undefined {
  const facet = facetOf(op);
  switch (facet.kind) {
    case 'list':
    case 'firstPresent': return of;
    case 'choice': return of.slice(1);
    case 'members':
    case 'member':
    case 'trusted': return of.slice(0, 1);
    default: return undefined;
  }
}

/** The constants that a value always is or contains. */
function certainIn({ op, args = [], of = [] }: Expression): readonly Json[] {
  const facet = facetOf(op);
  switch (facet.kind) {
    case 'source': return op === 'literal' ? membersOf(args[0]) : [];
    case 'list': return of.flatMap(certainIn);
    case 'trusted': return certainIn(of[0]);
    case 'choice': return facet.by === 'CONDITION' && of.length === 3 ? certainIn(of[1]).filter(each => certainIn(of[2]).includes(each)) : [];
    default: return [];
  }
}

function membersOf(constant: Json): readonly Json[] {
  return Array.isArray(constant) ? constant.flatMap(membersOf) : constant === false ? [] : [constant];
}
