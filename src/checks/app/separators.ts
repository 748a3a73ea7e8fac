import type { AppCheck } from './app-check';
import { facetOf } from '../../analysis/facets';
import type { Alphabet } from '../../analysis/facets/values';
import { contributionsTo, isTrusted, levelOf } from '../../analysis/provenance';
import { canHold } from '../../bundle/bundle';
import { isEnforced, type Expression } from '../../core/document/document';
import { placeOf } from '../../core/document/expressions';
import type { Json } from '../../core/document/json';
import { operatorOf } from '../../core/operators';
import type { Warning } from '../../problems/problems';
import { keyParts } from '../rules/check';

/** Strings of several values, where a user can write the separator into one value and so forge the whole string. */
export const FORGEABLE_SEPARATOR: AppCheck = {
  name: 'ForgeableSeparator',
  finds: 'a scope or key of two or more values, where users or callers can write the separator into one of them',
  findings: app => {
    const { compilation: { document }, writers } = app;
    const separators = new Separators(leaf => contributionsTo(leaf, document).some(each => !isTrusted(levelOf(each, writers))));
    const warning = (path: string): Warning => ({
      id: 'ForgeableSeparator',
      path,
      message: 'the string contains several values, and users or callers can write one of them: with the separator in that value, they can forge another string',
      fix: 'put a separator such as # between the values and apply | urlEncode to that value, or restrict it to a pattern with extract(...)',
    });
    return {
      warnings: [
        ...document.rules.filter(isEnforced).flatMap(rule => rule.kind === 'addScope' && separators.areForgeable(rule.value) ? [warning(placeOf(rule, 'value'))] : []),
        ...keyParts({ ...app.compilation, document }).filter(({ part }) => separators.areForgeable(part)).map(({ path }) => warning(path)),
      ],
    };
  },
};

/** Separators between values. To forge the string, a user has to write one of them. */
type Between = readonly string[];

/** The empty separator, which every string contains: any influence on the value is enough to forge it. */
const EVERYWHERE: Between = [''];

/** Finds values into which users or callers can write a separator. Results are cached, as an expression can be used in several places. */
class Separators {
  private readonly forgeable = new Map<Expression, boolean>();
  private readonly writable = new Map<Expression, Map<string, boolean>>();

  /** @param isWritten tells whether users or callers can write a value that is not made from other values */
  constructor(private readonly isWritten: (leaf: Expression) => boolean) {}

  public areForgeable(expression: Expression): boolean {
    const known = this.forgeable.get(expression) ?? this.findForgeable(expression);
    this.forgeable.set(expression, known);
    return known;
  }

  private findForgeable(expression: Expression): boolean {
    const { op, args = [], of = [] } = expression;
    const facet = facetOf(op);
    if (operatorOf(op).yields === 'condition') {
      return false;
    }
    const joins = facet.kind === 'derived' ? facet.joins : 'NOTHING';
    const parts = joins === 'OPERANDS' ? of : joins === 'MEMBERS' ? membersOf(of[0]) : undefined;
    if (!parts) {
      // the body of mapEach applies to the elements of the list; a lookup key only chooses among values
      const made = facet.kind === 'each' ? [of[0], withElement(of[1], of[0])] : facet.kind === 'choice' ? of.slice(1) : of;
      return made.some(part => this.areForgeable(part));
    }
    const { values, separators } = valuesAndSeparators(parts, joins === 'MEMBERS' ? String(args[0]) : '');
    return values.length > 1 && values.some(value => this.canWrite(value, separators));
  }

  /** True if users or callers can write one of the separators into a value. A separator with a character that the value cannot contain is safe. */
  private canWrite(value: Expression, separators: Between): boolean {
    const ofValue = this.writable.get(value) ?? new Map<string, boolean>();
    const key = JSON.stringify(separators);
    const known = ofValue.get(key) ?? this.findWritable(value, separators);
    this.writable.set(value, ofValue.set(key, known));
    return known;
  }

  private findWritable(value: Expression, separators: Between): boolean {
    const { of = [] } = value;
    const facet = facetOf(value.op);
    switch (facet.kind) {
      case 'source':
        return this.isWritten(value);
      case 'choice':
        return this.canWriteOne(of.slice(1), separators);
      case 'members':
        return this.canWriteOne(facet.keeps === 'OPERANDS' ? of.slice(1) : of.slice(0, 1), separators);
      case 'each':
        return this.canWrite(withElement(of[1], of[0]), separators);
      case 'derived':
        return this.canWriteDerived(facet.alphabet, value, separators);
      case 'firstPresent':
      case 'list':
      case 'member':
      case 'part':
      case 'picked':
        return this.canWriteOne(of, separators);
      case 'trusted':
      case 'comparison':
      case 'combination':
      case 'subject':
      case 'fact':
        return false;
    }
  }

  private canWriteOne(values: readonly Expression[], separators: Between): boolean {
    return values.some(each => this.canWrite(each, separators));
  }

  private canWriteDerived(alphabet: Alphabet, { args = [], of = [] }: Expression, separators: Between): boolean {
    switch (alphabet.of) {
      case 'FIXED_LENGTH': return false;
      case 'ANYTHING': return this.canWriteOne(of, EVERYWHERE);
      case 'PATTERN': return !areOutside(alphabet.pattern(args), separators) && this.canWriteOne(of, separators);
      case 'OPERANDS': return this.canWriteOne(of, toWrite(separators, character =>
        !alphabet.and?.(args).includes(character) && (alphabet.keeps?.test(character) ?? true)));
    }
  }
}

/** True if each separator has a character that a match of the pattern cannot contain. */
function areOutside(pattern: string, separators: Between): boolean {
  return separators.every(separator => [...separator].some(character => !canHold(pattern, character)));
}

/** The part of each separator that users have to write: an operator adds or makes its other characters. */
function toWrite(separators: Between, isWritten: (character: string) => boolean): Between {
  return [...new Set(separators.map(separator => [...separator].filter(isWritten).join('')))];
}

/** The elements of a list that an author wrote, each with the transforms that apply to it. */
function membersOf(list: Expression): readonly Expression[] | undefined {
  const { op, of = [] } = list;
  const facet = facetOf(op);
  switch (facet.kind) {
    case 'list':
      return of;
    case 'each':
      return membersOf(of[0])?.map(member => withElement(of[1], member));
    case 'members':
      return facet.keeps === 'OPERANDS' ? of.slice(1) : membersOf(of[0]);
    case 'derived':
    case 'trusted':
      return of.length === 0 ? undefined : membersOf(of[0])?.map(member => ({ ...list, of: [member, ...of.slice(1)] }));
    case 'source':
    case 'choice':
    case 'firstPresent':
    case 'member':
    case 'part':
    case 'picked':
    case 'comparison':
    case 'combination':
    case 'subject':
    case 'fact':
      return undefined;
  }
}

/** A body with `member` in place of the current element. A nested list has its own elements. */
function withElement(body: Expression, member: Expression): Expression {
  const { operands } = operatorOf(body.op);
  const of = body.of?.map((part, index) => operands[index]?.perMember ? part : withElement(part, member));
  return body.op === 'element' ? member : of?.some((part, index) => part !== body.of![index]) ? { ...body, of } : body;
}

/** The string of a constant; empty for a list or a map. */
function textOf(constant: Json): string {
  return typeof constant === 'object' ? '' : String(constant);
}

/** The values in a string, and the separator between each two. Deploy-time values are not known, so they add nothing to a separator. */
function valuesAndSeparators(parts: readonly Expression[], separator: string): { values: readonly Expression[]; separators: readonly string[] } {
  const values: Expression[] = [];
  const separators: string[] = [];
  let between = '';
  for (const part of parts) {
    if (part.op === 'literal' || part.op === 'slot') {
      between += part.op === 'literal' ? textOf(part.args![0]) : '';
    } else {
      separators.push(between);
      values.push(part);
      between = separator;
    }
  }
  return { values, separators: separators.slice(1) };
}
