import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { escaped } from './wording';

/** What would end a line, or command a terminal. */
const CONTROL = /[\p{Cc}\u2028\u2029]/gu;

/** Where something is in the file: names of members and indexes of lists. */
export type Path = ReadonlyArray<string | number>;

/** Something about a place of the file: one line, in words. */
export interface Finding {
  readonly path: Path;
  readonly text: string;
  /** Where it is, if the path does not tell. */
  readonly offset?: number;
}

/** The text of a users file, and the line of every member in it. */
export class SourceText {
  public readonly text: string;
  public readonly syntaxErrors: readonly ParseError[];
  public readonly root: Node | undefined;
  private readonly lineStarts: readonly number[];

  /** @param file the name by which findings call the file */
  constructor(text: string, private readonly file: string) {
    // a byte order mark is no part of the text; JSON knows none
    this.text = text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.lineStarts = [0, ...[...this.text.matchAll(/\r\n|\n|\r/g)].map(({ 0: lineBreak, index }) => index + lineBreak.length)];
    const errors: ParseError[] = [];
    this.root = parseTree(this.text, errors, { disallowComments: true });
    this.syntaxErrors = errors;
  }

  /** `users.json:12: ` and the finding, for each one, from the top of the file to its bottom. */
  public describe(findings: readonly Finding[]): readonly string[] {
    return findings
      .map(({ path, text, offset }) => ({ text, offset: offset ?? this.offsetOf(path) }))
      .sort((a, b) => a.offset - b.offset)
      .map(({ text, offset }) => `${this.file}:${this.lineOf(offset)}: ${escaped(text, CONTROL)}`);
  }

  /** `users.json:12:5: ` and the problem. */
  public describeAt(offset: number, text: string): string {
    const line = this.lineOf(offset);
    return `${this.file}:${line}:${offset - this.lineStarts[line - 1] + 1}: ${escaped(text, CONTROL)}`;
  }

  public lineOf(offset: number): number {
    let [low, high] = [0, this.lineStarts.length];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      [low, high] = this.lineStarts[middle] <= offset ? [middle, high] : [low, middle];
    }
    return low + 1;
  }

  /** The path behind a JSON pointer. */
  public pathOf(pointer: string): Path {
    let node = this.root;
    return pointer.split('/').slice(1).map(part => {
      const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const segment = node?.type === 'array' ? Number(name) : name;
      node = node && childOf(node, segment);
      return segment;
    });
  }

  /** Every value of the file. */
  public* nodes(node = this.root, path: Path = []): Generator<{ readonly node: Node; readonly path: Path }> {
    if (!node) {
      return;
    }
    yield { node, path };
    for (const [index, child] of (node.children ?? []).entries()) {
      if (child.type === 'property') {
        yield* this.nodes(child.children?.[1], [...path, String(child.children?.[0].value)]);
      } else {
        yield* this.nodes(child, [...path, index]);
      }
    }
  }

  /** Where the member starts, with its name; of what is not there, where that starts which it would be in. */
  private offsetOf(path: Path): number {
    let node = this.root;
    for (const segment of path) {
      const child: Node | undefined = node && childOf(node, segment);
      if (!child) {
        break;
      }
      node = child;
    }
    return (node?.parent?.type === 'property' ? node.parent : node)?.offset ?? 0;
  }
}

/** Duplicate names are a problem of their own; the last one is what counts, as for `JSON.parse`. */
function childOf(node: Node, segment: string | number): Node | undefined {
  return typeof segment === 'number'
    ? node.children?.[segment]
    : node.children?.findLast(property => property.children?.[0].value === segment)?.children?.[1];
}
