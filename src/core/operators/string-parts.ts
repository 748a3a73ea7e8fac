import { always, failedToo, maybe } from './inference';
import type { Operator } from './operator';
import { Failure, type Result } from './result';
import { stringTransform } from './strings';
import { LIMITS } from '../document/limits';

const SAME = 'absent for an absent value';

function between(text: string, opening: string, closing: string): Result {
  const start = text.indexOf(opening);
  const from = start + opening.length;
  const end = start < 0 ? -1 : text.indexOf(closing, from);
  return end < 0 ? undefined : text.slice(from, end);
}

/** By code points, as a position within a character would cut it in two. */
function substring(text: string, start: number, end: number | undefined): string {
  return [...text].slice(start, end).join('');
}

function replace(text: string, search: string, replacement: string): Result {
  const parts = text.split(search);
  const length = text.length + (parts.length - 1) * (replacement.length - search.length);
  return length > LIMITS.text ? new Failure('SIZE') : parts.join(replacement);
}

export const STRING_PARTS = [
  stringTransform('between', [{ name: 'opening', type: 'string' }, { name: 'closing', type: 'string' }], maybe('string'),
    (text, [opening, closing]) => between(text, String(opening), String(closing)), {
      meaning: 'What stands between the first occurrence of a string and the next occurrence of another.',
      absent: 'absent for an absent value, when one of the two does not occur and when nothing stands between them',
      example: "Value.userAttribute('custom:dn').between('OU=', ',')",
      peers: ['Extract between'],
    }),
  stringTransform('substring', [{ name: 'start', type: 'integer' }, { name: 'end', type: 'integer', optional: true }], maybe('string'),
    (text, [start, end]) => substring(text, start as number, end as number | undefined), {
      meaning: 'The characters from a position up to another, or to the end. Positions count code points from 0; negative ones count from the end.',
      absent: 'absent for an absent value and when no character is there',
      example: "Value.userAttribute('custom:cost_center').substring(0, 4)",
      peers: ['String.substring', 'StringSubstring', 'Substring fixed length', 'Substring to end of string', 'slice'],
    }),
  stringTransform('replace', [{ name: 'search', type: 'string' }, { name: 'replacement', type: 'string', mayBeEmpty: true }], failedToo(maybe('string')),
    (text, [search, replacement]) => replace(text, String(search), String(replacement)), {
      meaning: 'The string with every occurrence of one string replaced by another; failed where that would be longer than 1,000,000 characters.',
      absent: 'absent for an absent value and when nothing is left',
      example: "Value.username().replace('EXAMPLE\\\\', '')",
      peers: ['String.replace', 'String.removeSpaces', 'StringReplace', 'replaceAll', 'remove'],
    }),
  stringTransform('withPrefix', [{ name: 'prefix', type: 'string' }], always('string'), (text, [prefix]) => `${String(prefix)}${text}`, {
    meaning: 'The string with another one before it.',
    absent: SAME,
    example: "Value.groups().withPrefix('cognito:')",
    peers: ['prepend', 'full group path'],
  }),
  stringTransform('withoutPrefix', [{ name: 'prefix', type: 'string' }], maybe('string'),
    (text, [prefix]) => text.startsWith(String(prefix)) ? text.slice(String(prefix).length) : text, {
      meaning: 'The string without another one at its start; a string that does not start with it stays.',
      absent: 'absent for an absent value and when nothing is left',
      example: "Value.groups().filterPrefix('app-').withoutPrefix('app-')",
      peers: ['removePrefix'],
    }),
  stringTransform('sha256', [], always('string'), (text, _, { sha256 }) => sha256(text), {
    meaning: 'The SHA-256 digest of the string in UTF-8, as 64 hexadecimal digits. It hides nothing that can be guessed: put a string that nobody else knows before it.',
    absent: SAME,
    example: "Value.template('sector.example.com/{{user.sub}}').sha256()",
    peers: ['Hash', 'Pairwise subject identifier'],
  }),
] as const satisfies readonly Operator[];
