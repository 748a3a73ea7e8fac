import type { Check } from './check';
import { inferExpression } from '../../analysis/inference';
import { canBe, type Known } from '../../analysis/negative-conditions';
import type { Expression, Rule, RulesetDocument, SubjectName } from '../../core/document/document';
import { expressionsOf, placeOf } from '../../core/document/expressions';
import { keyExpressions } from '../../core/document/source-keys';
import { operatorOf } from '../../core/operators';
import { isNeverPresent, type Inference } from '../../core/operators/inference';
import type { Problem } from '../../problems/problems';

/** Rules that do nothing for anybody whom they are for: most are meant for users and name machines, or the other way round. */
export const NEVER_ACTS: Check = {
  name: 'NeverActs',
  finds: 'a condition that is never true, or a value that is never there, for those whom the rule is for',
  problems: ({ document }) => document.rules.flatMap((rule): Problem[] => expressionsOf(rule).flatMap(([member, expression]) => {
    const known = { document, subjects: rule.subjects };
    const isNever = member === 'when'
      ? !canBe([{ condition: withoutItems(expression, known), result: true }], each => resultFor(each, rule.subjects))
      : gives(rule) && isAlwaysAbsent(expression, known);
    return isNever ? [{
      check: 'NeverActs',
      path: placeOf(rule, member),
      given: `${member === 'when' ? 'a condition that is never true' : 'a value that is never there'}, as the rule is for ${nameOf(rule.subjects)}`,
      allowed: member === 'when' ? 'a condition that can be true' : 'a value that can be there',
      fix: `correct it, correct subjects, or leave the rule out${isForMachines(rule.subjects) ? ': machines have neither attributes nor groups' : ''}`,
    }] : [];
  })),
};

/** Of a list to keep or to put in place, nothing counts as an empty one. */
function gives({ kind }: Rule): boolean {
  return kind === 'setClaim' || kind === 'addScope';
}

function nameOf(subjects: readonly SubjectName[]): string {
  return subjects.length > 1 ? 'users and machines' : isForMachines(subjects) ? 'Subject.MACHINE alone' : 'Subject.USER alone';
}

function isForMachines(subjects: readonly SubjectName[]): boolean {
  return !subjects.includes('USER');
}

/** What a part of a condition is for all of these subjects, as far as they decide it. */
function resultFor({ op, of = [] }: Expression, subjects: readonly SubjectName[]): ReturnType<Known> {
  const [subject, other] = subjects;
  const { kind, ofUser } = operatorOf(op);
  if (op === 'user' || op === 'machine') {
    return other ? undefined : subject === op.toUpperCase();
  }
  const isFalse = ofUser ? isForMachines(subjects) : kind === 'comparison' && of.some(each => isAbsent(inferExpression(each, subjects)));
  return isFalse ? false : undefined;
}

interface Around {
  readonly document: RulesetDocument;
  readonly subjects: readonly SubjectName[];
  /** Sources whose keys are looked at: one that reads itself is reported by its own check. */
  readonly within?: readonly string[];
}

function isAlwaysAbsent(expression: Expression, around: Around): boolean {
  return isAbsent(inferExpression(withoutItems(expression, around), around.subjects));
}

/** Not what fails: that has a report of its own. */
function isAbsent(inference: Inference): boolean {
  return isNeverPresent(inference) && !inference.failed;
}

const NO_MEMBERS: Expression = { op: 'literal', args: [[]] };
const ABSENT: Expression = { op: 'first', of: [NO_MEMBERS] };

/** What an expression is where a part of a key is always absent: there is no item then. */
function withoutItems(expression: Expression, around: Around): Expression {
  const { op, args = [], of } = expression;
  if (of) {
    return { ...expression, of: of.map(each => withoutItems(each, around)) };
  }
  const read: { readonly [op: string]: Expression } = {
    attribute: ABSENT, exists: { op: 'isPresent', of: [ABSENT] }, items: NO_MEMBERS, count: { op: 'literal', args: [0] },
  };
  return read[op] && isNeverFound(String(args[0]), around) ? read[op] : expression;
}

function isNeverFound(name: string, around: Around): boolean {
  const { document, within = [] } = around;
  const source = document.sources[name];
  return source !== undefined && !within.includes(name)
    && keyExpressions(source).some(part => isAlwaysAbsent(part, { ...around, within: [...within, name] }));
}
