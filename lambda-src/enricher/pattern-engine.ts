import { RE2JS } from 're2js';
import type { Pattern } from '../../src/core/operators/operator';

/** Maximum reads per character on average, over all matches. A usual pattern reads a character once for its match and a few times around it. */
const READINGS = 16;
/** Minimum limit of reads, for short strings. */
const READ_AT_LEAST = 4096;
/** Maximum extra reads for small patterns and strings, for which the engine tries every instruction at each character. */
const TRIED = 262_144;

/** Compiles an RE2 pattern. Throws an error with the problem if RE2 cannot run it. */
export function compilePattern(source: string): Pattern {
  const pattern = RE2JS.compile(source);
  return {
    matches: text => pattern.matches(text),
    isIn: text => pattern.matcher(text).find(),
    extract: text => {
      const matcher = pattern.matcher(text);
      return matcher.find() ? matcher.group(matcher.groupCount() > 0 ? 1 : 0) ?? undefined : undefined;
    },
    replace: (text, replacement, limit) => {
      try {
        return replaceAll(pattern, text, replacement, limit);
      } catch (error) {
        if (error === TOO_MANY_STEPS) {
          return undefined;
        }
        throw error;
      }
    },
  };
}

function replaceAll(pattern: RE2JS, text: string, replacement: string, limit: number): string | undefined {
  const matcher = pattern.matcher(new CountedText(text, pattern.programSize()) as unknown as string);
  const parts: string[] = [];
  let length = 0;
  let at = 0;
  while (matcher.find()) {
    parts.push(text.slice(at, matcher.start()), replacement);
    at = matcher.end();
    length += parts.at(-2)!.length + replacement.length;
    if (length > limit) {
      return undefined;
    }
  }
  const rest = text.slice(at);
  return length + rest.length > limit ? undefined : [...parts, rest].join('');
}

const TOO_MANY_STEPS = new Error('too many steps');

/**
 * A string with a limited number of reads. A single match takes linear time, but a pattern can look ahead to the end of the string for each of
 * many matches. The engine reads only with `charCodeAt`, and accepts String objects.
 */
class CountedText extends String {
  private left: number;

  constructor(text: string, instructions: number) {
    super(text);
    this.left = READ_AT_LEAST + READINGS * text.length + Math.min(TRIED, instructions * text.length);
  }

  public override charCodeAt(index: number): number {
    if (--this.left < 0) {
      throw TOO_MANY_STEPS;
    }
    return super.charCodeAt(index);
  }
}
