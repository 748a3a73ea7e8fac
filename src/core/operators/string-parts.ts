import { always, failedToo, maybe } from './inference';
import { DIGEST_ENCODINGS, type DigestEncoding, type Operator } from './operator';
import { Failure, type Result } from './result';
import { stringTransform } from './strings';
import { LIMITS } from '../document/limits';

const SAME = 'absent when the value is absent';

function between(text: string, opening: string, closing: string): Result {
  const start = text.indexOf(opening);
  const from = start + opening.length;
  const end = start < 0 ? -1 : text.indexOf(closing, from);
  return end < 0 ? undefined : text.slice(from, end);
}

/** Counts code points, so that no character is cut in two. */
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
      meaning: 'The part of the string between the first occurrence of `opening` and the next occurrence of `closing`.',
      absent: 'absent when the value is absent, when one of the two does not occur, and when the result is empty',
      example: "Value.userAttribute('custom:dn').between('OU=', ',')",
      peers: ['Extract between'],
    }),
  stringTransform('substring', [{ name: 'start', type: 'integer' }, { name: 'end', type: 'integer', optional: true }], maybe('string'),
    (text, [start, end]) => substring(text, start as number, end as number | undefined), {
      meaning: 'The characters from `start` up to but not including `end`, or to the end of the string. Positions count code points from 0; negative positions count from the end.',
      absent: 'absent when the value is absent, and when the result is empty',
      example: "Value.userAttribute('custom:cost_center').substring(0, 4)",
      peers: ['String.substring', 'StringSubstring', 'Substring fixed length', 'Substring to end of string', 'slice'],
    }),
  stringTransform('replace', [{ name: 'search', type: 'string' }, { name: 'replacement', type: 'string', mayBeEmpty: true }], failedToo(maybe('string')),
    (text, [search, replacement]) => replace(text, String(search), String(replacement)), {
      meaning: 'Replaces every occurrence of `search` with `replacement`.',
      absent: 'absent when the value is absent, and when the result is empty',
      failed: 'failed when the value has failed or is not a string, and when the result would be longer than 1,000,000 characters',
      example: "Value.username().replace('EXAMPLE\\\\', '')",
      peers: ['String.replace', 'String.removeSpaces', 'StringReplace', 'replaceAll', 'remove'],
    }),
  stringTransform('withPrefix', [{ name: 'prefix', type: 'string' }], always('string'), (text, [prefix]) => `${String(prefix)}${text}`, {
    meaning: 'Puts the prefix before the string.',
    absent: SAME,
    example: "Value.groups().withPrefix('cognito:')",
    peers: ['prepend', 'full group path'],
  }),
  stringTransform('withoutPrefix', [{ name: 'prefix', type: 'string' }], maybe('string'),
    (text, [prefix]) => text.startsWith(String(prefix)) ? text.slice(String(prefix).length) : text, {
      meaning: 'Removes the prefix. A string that does not start with it is not changed.',
      absent: 'absent when the value is absent, and when the result is empty',
      example: "Value.groups().filterPrefix('app-').withoutPrefix('app-')",
      peers: ['removePrefix'],
    }),
  stringTransform('withSuffix', [{ name: 'suffix', type: 'string' }], always('string'), (text, [suffix]) => `${text}${String(suffix)}`, {
    meaning: 'Puts the suffix behind the string.',
    absent: SAME,
    example: "Value.groups().withSuffix('@corp.example')",
    peers: ['String.append', 'append'],
  }),
  stringTransform('sha256', [{ name: 'encoding', type: 'choice', choices: DIGEST_ENCODINGS, optional: true }], always('string'),
    (text, [encoding], { sha256 }) => sha256(text, encoding as DigestEncoding | undefined ?? 'HEX'), {
      meaning: 'The SHA-256 hash of the string in UTF-8: by default as 64 hexadecimal digits, with `BASE64` as 44 characters with padding, and with `BASE64URL` as 43 characters without padding. A hash does not protect values that can be guessed: prepend a secret string.',
      absent: SAME,
      example: "Value.template('sector.example.com/{{user.sub}}').sha256()",
      peers: ['Hash', 'Pairwise subject identifier'],
    }),
] as const satisfies readonly Operator[];
