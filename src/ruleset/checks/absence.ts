import type { WarningCheck } from './check';
import { sinksOf, type Sink } from './sinks';
import type { Expression, SubjectName } from '../document';
import { walk } from '../expressions';
import { inferExpression } from '../inference';
import { stableStringify } from '../json';
import { operatorOf } from '../operators';
import { ANYTHING, type Inference } from '../operators/inference';
import type { Warning } from '../problems';

/** A rule that gives access because something is not there: a missing item must not be as good as a good one. */
export const ABSENCE_GRANTS: WarningCheck = {
  id: 'AbsenceGrants',
  finds: 'a rule that gives scopes, groups, roles or an authorizing claim to those of whom something is absent',
  warnings: ({ document }) => sinksOf(document).filter(gives).flatMap(sink => granting(sink).map((comparison): Warning => ({
    id: 'AbsenceGrants',
    path: sink.path,
    message: `the rule gives ${sink.decides} also where the value that ${comparison.op} looks at is absent, as a comparison with it is false then: ask for it `
      + 'with exists() or isPresent(), or say what counts instead with orElse(...)',
  }))),
};

function gives({ rule }: Sink): boolean {
  return rule.kind === 'addScope' || rule.kind === 'setGroups' || rule.kind === 'setClaim';
}

/** The comparisons that give by being false. */
function granting({ rule, expression }: Sink): readonly Expression[] {
  const asked = presenceAsked(rule.when ? [rule.when, expression] : [expression]);
  const found: Expression[] = [];
  visit(expression, { reversed: false, subjects: rule.subjects, element: ANYTHING }, (comparison, element) => {
    const [subject] = comparison.of ?? [];
    if (comparison.op !== 'isPresent' && subject && inferExpression(subject, rule.subjects, element).absent && !isAsked(subject, asked)) {
      found.push(comparison);
    }
  });
  return found;
}

interface Around {
  /** The condition gives where it is false. */
  readonly reversed: boolean;
  readonly subjects: readonly SubjectName[];
  /** The member at hand: one that is there is never absent. */
  readonly element: Inference;
}

/** Visits the comparisons that give something where they are false. */
function visit(expression: Expression, around: Around, found: (comparison: Expression, element: Inference) => void): void {
  const { op, of = [] } = expression;
  const { kind, yields, operands } = operatorOf(op);
  const { reversed, subjects, element } = around;
  if (kind === 'comparison' && reversed) {
    found(expression, element);
  }
  of.forEach((operand, index) => {
    // what stands for `otherwise` is given where the condition is false
    const turns = op === 'none' || (op === 'choose' && index === 0 && of.length > 2);
    const members = operands[index]?.perMember ? inferExpression(of[0], subjects, element).members ?? ANYTHING : undefined;
    visit(operand, {
      reversed: turns ? !reversed : reversed && yields === 'condition',
      subjects,
      element: members ? { ...members, absent: false } : element,
    }, found);
  });
}

interface Asked {
  readonly values: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
}

/** The values and items of which the rule asks whether they are there. */
function presenceAsked(expressions: readonly Expression[]): Asked {
  const values = new Set<string>();
  const sources = new Set<string>();
  expressions.forEach(expression => walk(expression, ({ op, args, of }) => {
    if (op === 'isPresent') {
      values.add(stableStringify(of![0]));
    } else if (op === 'exists') {
      sources.add(String(args![0]));
    }
  }));
  return { values, sources };
}

function isAsked(value: Expression, { values, sources }: Asked): boolean {
  let found = false;
  walk(value, each => { found ||= values.has(stableStringify(each)) || (each.op === 'attribute' && sources.has(String(each.args![0]))); });
  return found;
}
