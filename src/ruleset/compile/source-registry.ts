import type { TableSource } from '../../sources/table-source';
import type { AuthorNode } from '../../values/author-node';

/** A source, with the place where it was met first. */
export interface RegisteredSource {
  readonly source: TableSource;
  readonly path: string;
}

/** The sources that rules use, by name; several under one name where an author made them so. */
export class SourceRegistry {
  private readonly byName = new Map<string, RegisteredSource[]>();

  /** Adds a source and those that its key reads. */
  public add(source: TableSource, path: string): void {
    const known = this.byName.get(source.sourceName) ?? [];
    if (known.some(each => each.source === source)) {
      return;
    }
    this.byName.set(source.sourceName, [...known, { source, path }]);
    Object.entries(source._key()).forEach(([attribute, node]) => this.collect(node, `${path}.key.${attribute}`));
  }

  /** Adds the sources that a value or condition reads. */
  public collect(node: AuthorNode, path: string): void {
    if (node.source) {
      this.add(node.source, path);
    }
    node.of?.forEach(operand => this.collect(operand, path));
  }

  public get names(): readonly string[] {
    return [...this.byName.keys()].sort();
  }

  public named(name: string): readonly RegisteredSource[] {
    return this.byName.get(name) ?? [];
  }
}
