import { RE2JS } from 're2js';
import type { Pattern } from '../../src/ruleset/operators/operator';

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
      const matcher = pattern.matcher(text);
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
    },
  };
}
