import type { AppCheck } from './app-check';
import { isTrusted, levelOf } from './levels';
import { provenanceContext } from './provenance';
import { contributionsTo } from '../../analysis/provenance';
import { canHold } from '../../bundle/patterns';
import { isEnforced, type Expression } from '../../core/document/document';
import { placeOf } from '../../core/document/expressions';
import { operatorOf } from '../../core/operators';
import type { Warning } from '../../problems/problems';
import { keyParts } from '../rules/check';

/** What these give, whatever the text was. */
const ALPHABETS: { readonly [operator: string]: string } = {
  urlEncoded: '[A-Za-z0-9._~%-]',
  sha256: '[0-9a-f]',
  toNumber: '[0-9e+.-]',
  rounded: '[0-9e+-]',
  size: '[0-9]',
  toEpochSeconds: '[0-9-]',
  parsedDate: '[0-9-]',
};
/** Always as long, so that it needs no separator. */
const FIXED = 'sha256';

/** Texts of several parts, of which somebody can write one with the separator in it and so become somebody else. */
export const FORGEABLE_SEPARATOR: AppCheck = {
  name: 'ForgeableSeparator',
  finds: 'a scope or key of two or more values, of which others can write one',
  findings: app => {
    const { compilation: { document }, writers } = app;
    const context = provenanceContext(app);
    const isWritten = (leaf: Expression): boolean => contributionsTo(leaf, context).some(each => !isTrusted(levelOf(each, writers)));
    const warning = (path: string): Warning => ({
      id: 'ForgeableSeparator',
      path,
      message: 'the text has several values in it, and others can write one: with the separator inside it reads like another text. Put a separator such as # '
        + 'between the values and write | urlEncoded behind that one, or take what a pattern allows with extract(...)',
    });
    return {
      warnings: [
        ...document.rules.filter(isEnforced).flatMap(rule => rule.kind === 'addScope' && isForgeable(rule.value, isWritten) ? [warning(placeOf(rule, 'value'))] : []),
        ...keyParts({ ...app.compilation, document }).filter(({ part }) => isForgeable(part, isWritten)).map(({ path }) => warning(path)),
      ],
    };
  },
};

type IsWritten = (leaf: Expression) => boolean;

function isForgeable(expression: Expression, isWritten: IsWritten): boolean {
  const { op, args = [], of = [] } = expression;
  if (operatorOf(op).yields === 'condition') {
    return false;
  }
  const parts = op === 'template' ? of : op === 'join' ? membersOf(of[0]) : undefined;
  if (!parts) {
    // what is made of each member is made of what the list is made of; the keys of a map only choose among its values
    const made = op === 'mapEach' ? [of[0], withElement(of[1], of[0])] : op === 'mapTo' ? of.slice(1) : of;
    return made.some(part => isForgeable(part, isWritten));
  }
  const { values, separators } = valuesAndSeparators(parts, op === 'join' ? String(args[0]) : '');
  return values.length > 1 && values.some(value => canWrite(value, separators, isWritten));
}

/** The members of a list that an author wrote, with what is done to each on the way. */
function membersOf(list: Expression): readonly Expression[] | undefined {
  const { op, of = [] } = list;
  if (op === 'listOf') {
    return of;
  }
  if (op === 'mapEach') {
    return membersOf(of[0])?.map(member => withElement(of[1], member));
  }
  const isOfEach = operatorOf(op).each === true;
  return operatorOf(op).kind === 'transform' && of.length > 0
    ? membersOf(of[0])?.map(member => isOfEach ? { ...list, of: [member, ...of.slice(1)] } : member)
    : undefined;
}

function withElement(body: Expression, member: Expression): Expression {
  return body.op === 'element' ? member : { ...body, ...body.of && { of: body.of.map(part => withElement(part, member)) } };
}

/** The values of a text and what stands between each two. Of deploy-time values nothing is known. */
function valuesAndSeparators(parts: readonly Expression[], separator: string): { values: readonly Expression[]; separators: readonly string[] } {
  const values: Expression[] = [];
  const separators: string[] = [];
  let between = '';
  for (const part of parts) {
    if (part.op === 'literal' || part.op === 'slot') {
      between += part.op === 'literal' ? String(part.args![0]) : '';
    } else {
      separators.push(between);
      values.push(part);
      between = separator;
    }
  }
  return { values, separators: separators.slice(1) };
}

/** Whether others can write one of the separators into a value: one with a character that the value cannot hold keeps it apart. */
function canWrite(value: Expression, separators: readonly string[], isWritten: IsWritten): boolean {
  const { op, args = [], of = [] } = value;
  if (op === FIXED || op === 'trusted' || operatorOf(op).yields === 'condition') {
    return false;
  }
  const pattern = op === 'extract' ? String(args[0]) : ALPHABETS[op];
  if (pattern !== undefined && separators.every(separator => [...separator].some(character => !canHold(pattern, character)))) {
    return false;
  }
  const parts = op === 'mapTo' ? of.slice(1) : of;
  return parts.length > 0 ? parts.some(part => canWrite(part, separators, isWritten)) : op !== 'mapTo' && isWritten(value);
}
