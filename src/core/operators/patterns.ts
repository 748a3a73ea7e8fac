import { always, failedToo, isAccepted, maybe } from './inference';
import { filtering, LIST_OF_STRINGS } from './list-filters';
import type { Documentation, Operand, Operator, Parameter, Pattern } from './operator';
import { strict } from './operator';
import { Failure, isFailure } from './result';
import { SUBJECT, stringTransform } from './strings';
import { LIMITS } from '../document/limits';

const PATTERN: Parameter = { name: 'pattern', type: 'pattern' };

/** A condition that a string matches a pattern. */
function patternCondition<Name extends string>(
  name: Name, holds: (pattern: Pattern, text: string) => boolean, documentation: Omit<Documentation, 'absent'>,
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
    documentation: { ...documentation, absent: 'false when the value is absent' },
  };
}

export const PATTERN_OPERATORS = [
  patternCondition('matches', (pattern, text) => pattern.matches(text), {
    meaning: 'True if the whole string matches the pattern. Patterns use RE2 syntax and run in linear time.',
    example: "Value.userAttribute('custom:cost_center').matches('[A-Z]{2}[0-9]{4}')",
    peers: ['matches (Okta)', 'regex', 'SetClaimsIfRegexMatch'],
  }),
  patternCondition('containsMatch', (pattern, text) => pattern.isIn(text), {
    meaning: 'True if any part of the string matches the pattern, in RE2 syntax.',
    example: "Value.email().containsMatch('[+]test[0-9]*@')",
    peers: ['find'],
  }),
  {
    ...stringTransform('extract', [PATTERN], maybe('string'), () => undefined, {
      meaning: 'The first match of the pattern, in RE2 syntax: its first group, or the whole match if the pattern has no group.',
      absent: 'absent when the value is absent, when nothing matches, when the group is not part of the match, and when the result is empty',
      example: "Value.userAttribute('custom:dn').extract('CN=([^,]+)')",
      peers: ['RegexReplace', 'ExtractAlpha', 'ExtractNumeric', 'Regex.extract'],
    }),
    build: (args, operands, engines) => {
      const pattern = engines.pattern(String(args[0]));
      return strict([SUBJECT], ([text]) => pattern.extract(text as string), true)(args, operands, engines);
    },
  },
  {
    ...stringTransform('replacePattern', [PATTERN, { name: 'replacement', type: 'string', mayBeEmpty: true }], failedToo(maybe('string')), () => undefined, {
      meaning: 'Replaces every match of the pattern, in RE2 syntax, with a literal replacement: `$1` has no special meaning.',
      absent: 'absent when the value is absent, and when the result is empty',
      failed: 'failed when the value has failed or is not a string, and when the result would be longer than 1,000,000 characters',
      example: "Value.verifiedPhoneNumber().replacePattern('[^0-9]', '')",
      peers: ['RegexReplace'],
    }),
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
    documentation: {
      meaning: 'The elements that match the pattern as a whole, in RE2 syntax. Elements that are not strings have failed.',
      absent: 'absent when the value is absent',
      example: "Value.groups().filterPattern('team-[0-9]+')",
      peers: ['group filter by regex', 'isMemberOfGroupNameRegex'],
    },
  },
] as const satisfies readonly Operator[];
