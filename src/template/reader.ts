import type { Path } from '../core/operators/result';

/** A syntax error in a template or path. Positions count from 1. */
export class SyntaxProblem extends Error {
  constructor(readonly position: number, message: string) {
    super(message);
  }
}

const WHITE_SPACE = /[ \t]*/y;
const NAME = /[A-Za-z][A-Za-z0-9_]*/y;
const WORD = /[A-Za-z0-9_](?:[A-Za-z0-9_:-]*[A-Za-z0-9_])?/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?/y;
const INDEX = /0|[1-9][0-9]*/y;

/** Reads the tokens of the grammar from a string. */
export class Reader {
  constructor(private readonly text: string, public at: number) {}

  public get done(): boolean {
    return this.at >= this.text.length;
  }

  public skipWhiteSpace(): void {
    this.match(WHITE_SPACE);
  }

  public isNext(expected: string): boolean {
    return this.text.startsWith(expected, this.at);
  }

  /** Consumes the string if it is next. */
  public take(expected: string): boolean {
    const next = this.isNext(expected);
    this.at += next ? expected.length : 0;
    return next;
  }

  public expect(expected: string): void {
    if (!this.take(expected)) {
      this.fail(`'${expected}'`);
    }
  }

  public name(): string | undefined {
    return this.match(NAME);
  }

  public word(): string | undefined {
    return this.match(WORD);
  }

  public number(): number | undefined {
    const text = this.match(NUMBER);
    return text === undefined || text === '' ? undefined : Number(text);
  }

  public index(): number | undefined {
    const text = this.match(INDEX);
    return text === undefined ? undefined : Number(text);
  }

  /** A string in single or double quotes, with the escapes `\\`, `\'` and `\"`. */
  public quoted(): string | undefined {
    const quote = this.text[this.at];
    if (quote !== '\'' && quote !== '"') {
      return undefined;
    }
    let content = '';
    for (let at = this.at + 1; at < this.text.length; at++) {
      const character = this.text[at];
      if (character === quote) {
        this.at = at + 1;
        return content;
      }
      if (character === '\\') {
        at++;
        if (!['\\', '\'', '"'].includes(this.text[at])) {
          throw new SyntaxProblem(this.positionOf(at), 'expected one of the escapes \\\\ \\\' \\"');
        }
      }
      content += this.text[at];
    }
    return this.fail(`the closing quote ${quote} of the string`);
  }

  /** The rest of the string, including text that is not part of the grammar. */
  public get ahead(): string {
    return this.text.slice(this.at);
  }

  /** The next characters, for a message. */
  private rest(): string {
    const rest = [...this.ahead];
    return rest.length === 0 ? 'the end' : `'${rest.slice(0, 12).join('')}${rest.length > 12 ? '…' : ''}'`;
  }

  public fail(expected: string, hint = ''): never {
    throw new SyntaxProblem(this.positionOf(this.at), `expected ${expected}, found ${this.rest()}${hint}`);
  }

  /** Fails at an earlier position, for a token that turns out to be wrong only after it was read. */
  public failAt(start: number, expected: string, hint = ''): never {
    this.at = start;
    return this.fail(expected, hint);
  }

  /** The position in code points, from 1. */
  private positionOf(at: number): number {
    return [...this.text.slice(0, at)].length + 1;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) {
      return undefined;
    }
    this.at += match[0].length;
    return match[0];
  }
}

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
