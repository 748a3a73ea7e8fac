import { always, failedToo, maybe } from './inference';
import { DIGEST_ENCODINGS, type DigestEncoding, type Operator } from './operator';
import { Failure, type Result } from './result';
import { stringTransform } from './strings';
import { LIMITS } from '../document/limits';

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
    (text, [opening, closing]) => between(text, String(opening), String(closing))),
  stringTransform('substring', [{ name: 'start', type: 'integer' }, { name: 'end', type: 'integer', optional: true }], maybe('string'),
    (text, [start, end]) => substring(text, start as number, end as number | undefined)),
  stringTransform('replace', [{ name: 'search', type: 'string' }, { name: 'replacement', type: 'string', mayBeEmpty: true }], failedToo(maybe('string')),
    (text, [search, replacement]) => replace(text, String(search), String(replacement))),
  stringTransform('withPrefix', [{ name: 'prefix', type: 'string' }], always('string'), (text, [prefix]) => `${String(prefix)}${text}`),
  stringTransform('withoutPrefix', [{ name: 'prefix', type: 'string' }], maybe('string'),
    (text, [prefix]) => text.startsWith(String(prefix)) ? text.slice(String(prefix).length) : text),
  stringTransform('withSuffix', [{ name: 'suffix', type: 'string' }], always('string'), (text, [suffix]) => `${text}${String(suffix)}`),
  stringTransform('sha256', [{ name: 'encoding', type: 'choice', choices: DIGEST_ENCODINGS, optional: true }], always('string'),
    (text, [encoding], { sha256 }) => sha256(text, encoding as DigestEncoding | undefined ?? 'HEX')),
] as const satisfies readonly Operator[];
