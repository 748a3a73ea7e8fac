import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { escaped } from './wording';

/** Characters that would end a line or control a terminal. */
const CONTROL = /[\p{Cc}\u2028\u2029]/gu;

/** A location in the file: property names and list indexes. */
export type Path = ReadonlyArray<string | number>;

/** A message about a location in the file, on one line. */
export interface Finding {
  readonly path: Path;
  readonly text: string;
  /** The offset in the file, if the path does not determine it. */
  readonly offset?: number;
}

/** The text of a users file, and the line of every property in it. */
export class SourceText {
  public readonly text: string;
  public readonly syntaxErrors: readonly ParseError[];
  public readonly root: Node | undefined;
  private readonly lineStarts: readonly number[];

  /** @param file name of the file in messages */
  constructor(text: string, private readonly file: string) {
    // JSON does not allow a byte order mark
    this.text = text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.lineStarts = [0, ...[...this.text.matchAll(/\r\n|\n|\r/g)].map(({ 0: lineBreak, index }) => index + lineBreak.length)];
    const errors: ParseError[] = [];
    this.root = parseTree(this.text, errors, { disallowComments: true });
    this.syntaxErrors = errors;
  }

  /** `users.json:12: ` and the message, for each finding, in the order of the file. */
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

  /** The offset of the property, including its name. For a missing property, the offset of the value that would contain it. */
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

/** Duplicate names are a separate problem. The last one counts, as in `JSON.parse`. */
function childOf(node: Node, segment: string | number): Node | undefined {
  return typeof segment === 'number'
    ? node.children?.[segment]
    : node.children?.findLast(property => property.children?.[0].value === segment)?.children?.[1];
}
