import type { Check } from './check';
import { facetOf } from '../../analysis/facets';
import { inferExpression } from '../../analysis/inference';
import { possibly, type KnownResult } from '../../analysis/possible-results';
import type { Expression, Rule, RulesetDocument, SubjectName } from '../../core/document/document';
import { expressionsOf, keyExpressions, placeOf, sourceRead } from '../../core/document/expressions';
import { ownMember } from '../../core/document/json';
import { operatorOf, type TableSourceName } from '../../core/operators';
import { isNeverPresent, type Inference } from '../../core/operators/inference';
import type { Problem } from '../../problems/problems';

/** Rules that never apply to their subjects. Usually the rule is intended for users but names machines, or the reverse. */
export const NEVER_ACTS: Check = {
  name: 'NeverActs',
  finds: 'a condition that is never true, or a value that is always absent, for the subjects of the rule',
  problems: ({ document }) => document.rules.flatMap((rule): Problem[] => {
    const { subjects } = rule;
    const withoutItems = new WithoutItems(document, subjects);
    return expressionsOf(rule).flatMap(([member, expression]) => {
      const simplified = withoutItems.of(expression);
      const isNever = member === 'when'
        ? !possibly(each => resultFor(each, subjects))([{ condition: simplified, result: true }])
        : isGrant(rule) && isAbsent(inferExpression(simplified, subjects));
      return isNever ? [{
        check: 'NeverActs',
        path: placeOf(rule, member),
        given: `${member === 'when' ? 'a condition that is never true' : 'a value that is always absent'}, as the rule is for ${nameOf(rule.subjects)}`,
        allowed: member === 'when' ? 'a condition that can be true' : 'a value that can be present',
        fix: `correct ${member === 'when' ? 'the condition' : 'the value'} or the subjects, or remove the rule${isForMachines(rule.subjects) ? ': machines have neither attributes nor groups' : ''}`,
      }] : [];
    });
  }),
};

/** True for rules that do nothing if the value is absent. For `keepOnly` and groups, an absent list is an empty list and has an effect. */
function isGrant({ kind }: Rule): boolean {
  return kind === 'setClaim' || kind === 'addScope';
}

function nameOf(subjects: readonly SubjectName[]): string {
  return subjects.length > 1 ? 'users and machines' : isForMachines(subjects) ? 'Subject.MACHINE only' : 'Subject.USER only';
}

function isForMachines(subjects: readonly SubjectName[]): boolean {
  return !subjects.includes('USER');
}

/** The result of a part of a condition that follows from the subjects; undefined if they do not decide it. */
function resultFor({ op, of = [] }: Expression, subjects: readonly SubjectName[]): ReturnType<KnownResult> {
  const [subject, other] = subjects;
  const facet = facetOf(op);
  if (facet.kind === 'subject') {
    return other ? undefined : subject === facet.subject;
  }
  const isFalse = operatorOf(op).ofUser ? isForMachines(subjects) : facet.kind === 'comparison' && of.some(each => isAbsent(inferExpression(each, subjects)));
  return isFalse ? false : undefined;
}

/** True if the value is always absent. A value that can fail does not count: another check reports it. */
function isAbsent(inference: Inference): boolean {
  return isNeverPresent(inference) && !inference.failed;
}

const NO_MEMBERS: Expression = { op: 'literal', args: [[]] };
const ABSENT: Expression = { op: 'first', of: [NO_MEMBERS] };

/** The results of a source that never finds an item. A number of items is never absent. */
const UNREAD: { readonly [name in TableSourceName]: Expression | undefined } = {
  attribute: ABSENT, items: NO_MEMBERS, count: undefined, exists: { op: 'isPresent', of: [ABSENT] },
};

/** Simplifies expressions that read a source which never finds an item, because a part of its key is always absent. */
class WithoutItems {
  private readonly known = new Map<Expression, Expression>();
  /** While its own key is analyzed, a source counts as finding items: another check reports sources whose keys form a cycle. */
  private readonly neverFound = new Map<string, boolean>();

  constructor(private readonly document: RulesetDocument, private readonly subjects: readonly SubjectName[]) {}

  /** The simplified expression; the same object if nothing in it changes. */
  public of(expression: Expression): Expression {
    const known = this.known.get(expression) ?? this.simplify(expression);
    this.known.set(expression, known);
    return known;
  }

  private simplify(expression: Expression): Expression {
    const read = sourceRead(expression);
    if (read) {
      return this.isNeverFound(read.source) ? UNREAD[expression.op as TableSourceName] ?? expression : expression;
    }
    const of = expression.of?.map(each => this.of(each));
    return of?.some((each, index) => each !== expression.of![index]) ? { ...expression, of } : expression;
  }

  private isNeverFound(name: string): boolean {
    const known = this.neverFound.get(name);
    if (known !== undefined) {
      return known;
    }
    this.neverFound.set(name, false);
    const source = ownMember(this.document.sources, name);
    const isNever = source !== undefined && keyExpressions(source).some(part => isAbsent(inferExpression(this.of(part), this.subjects)));
    this.neverFound.set(name, isNever);
    return isNever;
  }
}
