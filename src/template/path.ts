import { Reader } from './reader';
import type { Path } from '../core/operators/paths';

/** The steps that follow a name: `.word`, `['string']` and `[0]`. */
export function readSteps(reader: Reader): Path {
  const steps: Array<string | number> = [];
  for (;;) {
    if (reader.take('.')) {
      steps.push(reader.word() ?? reader.fail('a name of letters, digits, _, : and -', ", or ['any name'] instead of .name"));
    } else if (reader.take('[')) {
      steps.push(readBracket(reader));
    } else {
      return steps;
    }
  }
}

/** Parses a path that starts with a name, as `attribute`, `property` and `element` take it. Throws a SyntaxProblem. */
export function parsePath(text: string): Path {
  const reader = new Reader(text, 0);
  const first = reader.take('[') ? readBracket(reader) : reader.word() ?? reader.fail("a name, or ['any name']");
  const path = [first, ...readSteps(reader)];
  return reader.done ? path : reader.fail("'.', '[' or the end");
}

function readBracket(reader: Reader): string | number {
  reader.skipWhiteSpace();
  const step = reader.quoted() ?? reader.index() ?? reader.fail('an index or a name in quotes');
  reader.skipWhiteSpace();
  reader.expect(']');
  return step;
}
