import { createScanner } from 'jsonc-parser';

/** More levels than a users file needs: an item of DynamoDB has 32 at most. */
const MAX_DEPTH = 64;

/** The problem of a file that is nested too deeply to be read by recursion. */
export function depthProblem(text: string, file: string): string | undefined {
  let depth = 0;
  for (const { opens, offset } of bracketsOf(text)) {
    depth += opens ? 1 : -1;
    if (depth > MAX_DEPTH) {
      const line = text.slice(0, offset).split(/\r\n|\n|\r/).length;
      return `${file}:${line}: the file is nested more than ${MAX_DEPTH} levels deep; allowed: up to ${MAX_DEPTH} levels, because an item of DynamoDB has 32 at most`;
    }
  }
  return undefined;
}

/** The offset of the innermost bracket that is not closed. */
export function unclosedBracket(text: string): number | undefined {
  const open: number[] = [];
  for (const { opens, offset } of bracketsOf(text)) {
    if (opens) {
      open.push(offset);
    } else {
      open.pop();
    }
  }
  return open.at(-1);
}

interface Bracket {
  readonly opens: boolean;
  readonly offset: number;
}

/** Brackets outside of strings. */
function* bracketsOf(text: string): Generator<Bracket> {
  const scanner = createScanner(text, true);
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    if ('{['.includes(text[offset] ?? ' ')) {
      yield { opens: true, offset };
    } else if ('}]'.includes(text[offset] ?? ' ')) {
      yield { opens: false, offset };
    }
  }
}
