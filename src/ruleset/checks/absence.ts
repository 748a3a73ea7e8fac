import type { WarningCheck } from './check';
import { canBe, gives, reversedIn, type Known, type Reversed } from './giving';
import { sinksOf, type Sink } from './sinks';
import type { Expression, RulesetDocument, SubjectName } from '../document';
import { walk } from '../expressions';
import { inferExpression } from '../inference';
import { stableStringify } from '../json';
import { operatorOf } from '../operators';
import type { Warning } from '../problems';

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
  const found = reversedIn(sink, document).filter(({ atom, element, wanted }) => {
    const [subject] = atom.of ?? [];
    return operatorOf(atom.op).kind === 'comparison' && atom.op !== 'isPresent' && subject
      && inferExpression(subject, subjects, element).absent
      && absencesOf(subject, subjects, element).some(absence => canBe(wanted, knownWhere(absence)));
  });
  return [...new Set(found.map(({ atom }) => atom))];
}

/** A value that is not there, or an item. */
interface Absence {
  readonly value?: string;
  readonly source?: string;
}

/** Why a value may be absent: each of the values and items that it is made of, or else itself. */
function absencesOf(value: Expression, subjects: readonly SubjectName[], element: Reversed['element']): readonly Absence[] {
  const absences: Absence[] = [];
  walk(value, each => {
    if (each.op === 'attribute') {
      absences.push({ source: String(each.args![0]) });
    } else if (!each.of?.length && operatorOf(each.op).yields === 'value' && inferExpression(each, subjects, element).absent) {
      absences.push({ value: stableStringify(each) });
    }
  });
  const enough = absences.filter(absence => isAbsent(value, absence));
  return enough.length > 0 ? enough : [{ value: stableStringify(value) }];
}

function knownWhere(absence: Absence): Known {
  return ({ op, args, of = [] }) => {
    if (op === 'exists') {
      return String(args![0]) === absence.source ? false : undefined;
    }
    return operatorOf(op).kind === 'comparison' && isAbsent(of[0], absence) ? false : undefined;
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
