import { loadBundle } from './bundle';

/** The tokens of an RE2 pattern: a quotation, an escape, a character class, the start of a group, a repetition, or a character. */
const PARTS = /\\Q[^]*?(?:\\E|$)|\\(?:x\{[^}]*\}|x..|[pP]\{[^}]*\}|[pP].|[0-7]{1,3}|[^])|\[\^?\]?(?:\\[^]|\[:\^?\w+:\]|[^\]\\])*\]|\(\?[imsU-]+[:)]|\(\?(?:P?<\w+>|:)|\{\d+(?:,\d*)?\}|[^]/gu;
const FLAGS = /^\(\?[imsU-]/;
/** Tokens that do not match characters themselves. */
const STRUCTURE = /^(?:[()|*+?^$]|\(\?.*|\{\d.*)$/s;
const QUOTATION = '\\Q';

function partsOf(pattern: string): readonly string[] {
  return pattern.match(PARTS) ?? [];
}

/** The allowed patterns, for messages. */
export const PATTERN_ALLOWED = 'a pattern in RE2 syntax without flags; RE2 has no look-around and no backreferences';

/** The problem of a pattern; undefined if the pattern is supported. */
export function patternProblem(pattern: string): string | undefined {
  const flags = partsOf(pattern).find(part => FLAGS.test(part));
  return flags === undefined ? loadBundle().patternProblem(pattern) : `the flags ${flags}`;
}

/** True if a pattern matches the whole text, with the same engine as the function. */
export function matchesPattern(pattern: string, text: string): boolean {
  return loadBundle().matchesPattern(pattern, text);
}

/** True if the text that a pattern extracts can contain the character, judged by each part of the pattern on its own. */
export function canHold(pattern: string, character: string): boolean {
  return extracted(partsOf(pattern)).some(part => part.startsWith(QUOTATION)
    ? part.slice(QUOTATION.length).includes(character)
    : !STRUCTURE.test(part) && matchesPattern(part, character));
}

const OPENING = /^\((?:$|\?P?<)/;

/** The parts of the first group, or all parts if there is no group. */
function extracted(parts: readonly string[]): readonly string[] {
  const start = parts.findIndex(part => OPENING.test(part));
  if (start < 0) {
    return parts;
  }
  let depth = 0;
  const end = parts.findIndex((part, index) => {
    depth += index < start ? 0 : part.startsWith('(') ? 1 : part === ')' ? -1 : 0;
    return index > start && depth === 0;
  });
  return parts.slice(start + 1, end);
}
