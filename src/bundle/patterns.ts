import { loadBundle } from './bundle';

/** What a pattern of RE2 is written with: a quotation, an escape, a class, what opens a group, how often, or a character. */
const PARTS = /\\Q[^]*?(?:\\E|$)|\\(?:x\{[^}]*\}|x..|[pP]\{[^}]*\}|[pP].|[0-7]{1,3}|[^])|\[\^?\]?(?:\\[^]|\[:\^?\w+:\]|[^\]\\])*\]|\(\?[imsU-]+[:)]|\(\?(?:P?<\w+>|:)|\{\d+(?:,\d*)?\}|[^]/gu;
const FLAGS = /^\(\?[imsU-]/;
/** Says nothing of characters itself. */
const STRUCTURE = /^(?:[()|*+?^$]|\(\?.*|\{\d.*)$/s;
const QUOTATION = '\\Q';

function partsOf(pattern: string): readonly string[] {
  return pattern.match(PARTS) ?? [];
}

/** What a pattern may be, for messages. */
export const PATTERN_ALLOWED = 'a pattern in the syntax of RE2 without flags, which has no look-around and no references to groups';

/** What is wrong with a pattern; nothing when it can be run. */
export function patternProblem(pattern: string): string | undefined {
  const flags = partsOf(pattern).find(part => FLAGS.test(part));
  return flags === undefined ? loadBundle().patternProblem(pattern) : `the flags ${flags}`;
}

/** Whether a pattern matches a whole name or part of a string, as the function would say. */
export function matchesPattern(pattern: string, text: string): boolean {
  return loadBundle().matchesPattern(pattern, text);
}

/** Whether what a pattern extracts can have a character in it, as far as its parts tell. */
export function canHold(pattern: string, character: string): boolean {
  return extracted(partsOf(pattern)).some(part => part.startsWith(QUOTATION)
    ? part.slice(QUOTATION.length).includes(character)
    : !STRUCTURE.test(part) && matchesPattern(part, character));
}

const OPENING = /^\((?:$|\?P?<)/;

/** The parts of the first group, or all where there is none. */
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
