import type { WarningCheck } from './check';
import { sinksOf, type Sink } from '../../analysis/access-decisions';
import { inferExpression } from '../../analysis/inference';
import { canBe, gives, reversedIn, type Known, type Reversed } from '../../analysis/negative-conditions';
import type { Expression, RulesetDocument, SubjectName } from '../../core/document/document';
import { walk } from '../../core/document/expressions';
import { stableStringify } from '../../core/document/json';
import { operatorOf } from '../../core/operators';
import type { Warning } from '../../problems/problems';

/** A rule that gives access because something is not there: a missing item must not be as good as a good one. */
export const ABSENCE_GRANTS: WarningCheck = {
  id: 'AbsenceGrants',
  finds: 'a rule that gives scopes, groups, roles or an authorizing claim to those of whom something is absent',
  warnings: ({ document }) => sinksOf(document).filter(gives).flatMap(sink => granting(sink, document).map((comparison): Warning => ({
    id: 'AbsenceGrants',
    path: sink.path,
    message: `the rule gives ${sink.decides} also where the value that ${comparison.op} looks at is absent, as a comparison with it is false then: ask for it `
      + 'with exists() or isPresent(), or say what counts instead with orElse(...)',
  }))),
};

/** The comparisons that give by being false, where they are false because something is absent. */
function granting(sink: Sink, document: RulesetDocument): readonly Expression[] {
  const { subjects } = sink.rule;
  const found = reversedIn(sink, document).filter(({ atom, element, wanted }) =>
    operatorOf(atom.op).kind === 'comparison' && atom.op !== 'isPresent'
    && compared(atom).some(value => absencesOf(value, subjects, element).some(absence => canBe(wanted, knownWhere(absence)))));
  return [...new Set(found.map(({ atom }) => atom))];
}

/** Values without which a comparison is false: of several constants, one that is absent is none of them. */
function compared({ of = [] }: Expression): readonly Expression[] {
  return of.length === 2 ? of : of.slice(0, 1);
}

/** A value that is not there, or an item. */
interface Absence {
  readonly value?: string;
  readonly source?: string;
  /** It is so on machine tokens alone. */
  readonly onMachines?: boolean;
}

/** What Cognito sends with every event; and who chooses the client is a question of its own. */
const ALWAYS_SENT: readonly string[] = ['userName', 'clientId', 'triggerSource', 'userPoolId', 'region'];

/** Why a value may be absent: what it is made of is not there, or it comes to nothing by itself. */
function absencesOf(value: Expression, subjects: readonly SubjectName[], element: Reversed['element']): readonly Absence[] {
  const isAbsentFor = (each: Expression, those: readonly SubjectName[]): boolean => inferExpression(each, those, element).absent;
  if (!isAbsentFor(value, subjects)) {
    return [];
  }
  const onMachines = !isAbsentFor(value, subjects.filter(subject => subject === 'USER'));
  const absences: Absence[] = [];
  walk(value, each => {
    const { op, args = [], of = [] } = each;
    if (op === 'attribute') {
      absences.push({ source: String(args[0]) });
    } else if (of.length === 0 ? isAbsentFor(each, subjects) && !ALWAYS_SENT.includes(op) : comesToNothing(each, subjects, element)) {
      absences.push({ value: stableStringify(each), onMachines });
    }
  });
  return absences.filter(absence => isAbsent(value, absence));
}

/** It can be absent although all that it is made of is there. */
function comesToNothing({ op, args = [], of = [] }: Expression, subjects: readonly SubjectName[], element: Reversed['element']): boolean {
  const operator = operatorOf(op);
  return operator.kind === 'transform'
    && operator.infer({ args, subjects, operands: of.map(each => ({ ...inferExpression(each, subjects, element), absent: false })) }).absent;
}

function knownWhere(absence: Absence): Known {
  return ({ op, args, of = [] }) => {
    if (op === 'exists') {
      return String(args![0]) === absence.source ? false : undefined;
    }
    if (absence.onMachines && (op === 'user' || op === 'machine')) {
      return op === 'machine';
    }
    return operatorOf(op).kind === 'comparison' && compared({ op, of }).some(each => isAbsent(each, absence)) ? false : undefined;
  };
}

function isAbsent(value: Expression, absence: Absence): boolean {
  const { op, args = [], of = [] } = value;
  if (stableStringify(value) === absence.value || (op === 'attribute' && String(args[0]) === absence.source)) {
    return true;
  }
  switch (op) {
    case 'firstOf': return of.every(each => isAbsent(each, absence));
    case 'choose': return of.slice(1).every(each => isAbsent(each, absence));
    case 'template': return of.some(each => isAbsent(each, absence));
    default: return operatorOf(op).kind === 'transform' && of.length > 0 && isAbsent(of[0], absence);
  }
}
