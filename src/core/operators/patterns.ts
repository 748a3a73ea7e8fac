import { always, failedToo, isAccepted, maybe } from './inference';
import { filtering, LIST_OF_STRINGS } from './list-filters';
import type { Operand, Operator, Parameter, Pattern } from './operator';
import { strict } from './operator';
import { Failure, isFailure } from './result';
import { SUBJECT, stringTransform } from './strings';
import { LIMITS } from '../document/limits';

const PATTERN: Parameter = { name: 'pattern', type: 'pattern' };

/** A condition that a string matches a pattern. */
function patternCondition<Name extends string>(
  name: Name, holds: (pattern: Pattern, text: string) => boolean,
): Operator<Name, 'comparison'> {
  const operands: readonly Operand[] = [SUBJECT];
  return {
    name,
    kind: 'comparison',
    yields: 'condition',
    parameters: [PATTERN],
    operands,
    infer: ({ operands: [text] }) => ({ ...always('boolean'), failed: text.failed || !isAccepted(text, ['string']) }),
    build: ([source], [value], engines) => {
      const pattern = engines.pattern(String(source));
      return evaluation => {
        const text = value(evaluation);
        return text === undefined ? false : isFailure(text) ? text : typeof text === 'string' ? holds(pattern, text) : new Failure('TYPE');
      };
    },
  };
}

export const PATTERN_OPERATORS = [
  patternCondition('matches', (pattern, text) => pattern.matches(text)),
  patternCondition('containsMatch', (pattern, text) => pattern.isIn(text)),
  {
    ...stringTransform('extract', [PATTERN], maybe('string'), () => undefined),
    build: (args, operands, engines) => {
      const pattern = engines.pattern(String(args[0]));
      return strict([SUBJECT], ([text]) => pattern.extract(text as string), true)(args, operands, engines);
    },
  },
  {
    ...stringTransform('replacePattern', [PATTERN, { name: 'replacement', type: 'string', mayBeEmpty: true }], failedToo(maybe('string')), () => undefined),
    build: (args, operands, engines) => {
      const pattern = engines.pattern(String(args[0]));
      return strict([SUBJECT], ([text]) => pattern.replace(text as string, String(args[1]), LIMITS.text) ?? new Failure('SIZE'), true)(args, operands, engines);
    },
  },
  {
    name: 'filterPattern',
    kind: 'transform',
    yields: 'value',
    parameters: [PATTERN],
    operands: [LIST_OF_STRINGS],
    template: true,
    ...filtering(([source], engines) => {
      const pattern = engines.pattern(String(source));
      return text => pattern.matches(text);
    }),
  },
] as const satisfies readonly Operator[];
