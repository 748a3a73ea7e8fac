import { RE2JS } from 're2js';
import type { Pattern } from '../../src/core/operators/operator';

/** How often all matches together may read a character: a usual pattern does once for its match and a few times around it. */
const READINGS = 16;
/** A short string may be read more often, as that takes no time. */
const READ_AT_LEAST = 4096;
/** The engine tries the instructions of a pattern one by one at each character where both together are this small. */
const TRIED = 262_144;

/** A pattern of RE2. Throws, with what is wrong, for one that RE2 cannot run. */
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
  return [...parts, text.slice(at)].join('');
}

const TOO_MANY_STEPS = new Error('too many steps');

/**
 * A string that can be read for some time only. One match is found in linear time, but for each of many matches a pattern can look
 * ahead to the end of the string. The engine reads by `charCodeAt` alone, and takes objects that are strings.
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
