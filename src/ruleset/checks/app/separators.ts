import type { AppCheck } from './app-check';
import { isTrusted, levelOf } from './levels';
import { provenanceContext } from './provenance';
import type { Expression } from '../../document';
import { placeOf } from '../../expressions';
import { operatorOf } from '../../operators';
import type { Warning } from '../../problems';
import { contributionsTo } from '../../provenance';
import { isEnforced, keyParts } from '../check';

/** Whatever the text was, these give one without a separator in it, or one that the author wrote. */
const HARMLESS: readonly string[] = ['urlEncoded', 'sha256', 'extract', 'toNumber', 'rounded', 'size', 'toEpochSeconds', 'parsedDate', 'trusted'];

/** Texts of several parts, of which somebody can write one with the separator in it and so become somebody else. */
export const FORGEABLE_SEPARATOR: AppCheck = {
  name: 'ForgeableSeparator',
  finds: 'a scope or key of two or more values, of which others can write one',
  findings: app => {
    const { compilation: { document }, writers } = app;
    const context = provenanceContext(app);
    const isWritten = (part: Expression): boolean => {
      if (HARMLESS.includes(part.op) || operatorOf(part.op).yields === 'condition') {
        return false;
      }
      // the keys of a map only choose among its values
      const of = part.op === 'mapTo' ? part.of?.slice(1) : part.of;
      return of ? of.some(isWritten) : contributionsTo(part, context).some(each => !isTrusted(levelOf(each, writers)));
    };
    const warning = (path: string): Warning => ({
      id: 'ForgeableSeparator',
      path,
      message: 'the text has several values in it, and others can write one: with the separator inside it reads like another text. Write | urlEncoded behind '
        + 'that value, or take what a pattern allows with extract(...)',
    });
    return {
      warnings: [
        ...document.rules.filter(isEnforced).flatMap(rule => rule.kind === 'addScope' && isForgeable(rule.value, isWritten) ? [warning(placeOf(rule, 'value'))] : []),
        ...keyParts({ ...app.compilation, document }).filter(({ part }) => isForgeable(part, isWritten)).map(({ path }) => warning(path)),
      ],
    };
  },
};

function isForgeable({ op, of = [] }: Expression, isWritten: (part: Expression) => boolean): boolean {
  const values = of.filter(part => part.op !== 'literal' && part.op !== 'slot');
  return op === 'template' && values.length > 1 && values.some(isWritten);
}
