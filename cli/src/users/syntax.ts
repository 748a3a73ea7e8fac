import { printParseErrorCode, type ParseError } from 'jsonc-parser';
import { unclosedBracket } from './brackets';
import type { SourceText } from './source-text';
import { escaped } from './wording';

/** A syntax error. After one that derails the parser, further errors say nothing about the file. */
interface SyntaxProblem {
  readonly offset: number;
  readonly text: string;
  readonly derails?: boolean;
}

/** Syntax errors of the JSON with line and column, at most one for each line. */
export function describeSyntax(source: SourceText): readonly string[] {
  if (source.text.trim() === '') {
    return [source.describeAt(0, 'the file is empty; expected an object, such as {"users": {}}')];
  }
  const problems: SyntaxProblem[] = [];
  for (const error of source.syntaxErrors) {
    const problem = problemOf(error, source);
    if (!problems.some(each => source.lineOf(each.offset) === source.lineOf(problem.offset))) {
      problems.push(problem);
    }
    if (problem.derails) {
      break;
    }
  }
  return problems.map(({ offset, text }) => source.describeAt(offset, text));
}

const VALUES = 'a string in double quotes, a number, true, false, null, {...} or [...]';

function problemOf({ error, offset, length }: ParseError, source: SourceText): SyntaxProblem {
  const text = source.text;
  const found = length === 0 ? 'the end of the file' : shown(text.slice(offset, offset + Math.min(length, 20)));
  const closes = '}]'.includes(text[offset] ?? ' ');
  switch (printParseErrorCode(error)) {
    case 'PropertyNameExpected':
    case 'ValueExpected': {
      const before = text.slice(0, offset).trimEnd();
      if (closes && before.endsWith(',')) {
        return { offset: before.length - 1, text: `found a comma before '${text[offset]}'; JSON does not allow one there: remove it` };
      }
      const expected = printParseErrorCode(error) === 'ValueExpected' && !before.endsWith('{') ? VALUES : 'a name in double quotes';
      return { offset, text: `found ${found}; expected ${expected}`, derails: true };
    }
    case 'ColonExpected':
      return { offset, text: `found ${found}; expected ':' after the name`, derails: true };
    case 'CommaExpected':
      if (closes) {
        return { offset, text: `found ${found}; expected ${closing(text.slice(0, offset), source)}`, derails: true };
      }
      return /^[0-9]{2}/.test(text.slice(offset - 1, offset + 1))
        ? { offset: offset - 1, text: 'found a number that starts with a zero; remove the zero, or write the number in double quotes' }
        : { offset, text: `found ${found}; expected a comma before it` };
    case 'CloseBraceExpected':
    case 'CloseBracketExpected':
      return { offset, text: `found ${found}; expected ${closing(text, source)}`, derails: true };
    case 'EndOfFileExpected':
      return { offset, text: `found ${found}; expected the end of the file, because its content ends before that`, derails: true };
    case 'InvalidCommentToken':
    case 'UnexpectedEndOfComment':
      return { offset, text: 'found a comment; JSON does not allow comments: remove it' };
    case 'UnexpectedEndOfString':
      return { offset, text: 'the string does not end in this line; expected \'"\' at its end (a line break in a string is written \\n)', derails: true };
    case 'UnexpectedEndOfNumber':
      return { offset, text: `found ${found}, a number that is not complete; expected a digit after it` };
    case 'InvalidUnicode':
      return { offset, text: 'the string has an incomplete \\u; expected four hexadecimal digits after it, as in \\u00e9' };
    case 'InvalidEscapeCharacter':
      return { offset, text: 'the string has an unknown escape; allowed: \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000; a backslash itself is written \\\\' };
    case 'InvalidCharacter':
      return { offset, text: 'the string has a control character; expected an escape instead, such as \\t for a tab' };
    default:
      return { offset, text: `found ${found}; expected ${VALUES}; names are in double quotes, too`, derails: true };
  }
}

/** The bracket that closes the innermost one that is still open at the end of the text. */
function closing(text: string, source: SourceText): string {
  const opened = unclosedBracket(text) ?? 0;
  return `'${text[opened] === '[' ? ']' : '}'}' for the '${text[opened]}' of line ${source.lineOf(opened)}`;
}

/** Adds quotes if there are none, and escapes spaces of other kinds. */
function shown(token: string): string {
  const visible = escaped(token, /[^\P{Z} ]/gu);
  return visible.startsWith('\'') ? visible : `'${visible}'`;
}
