import type { TableSource } from '../sources/table-source';
import type { AuthorNode } from '../values/author-node';

/** A source, with the place where it was met first. */
export interface RegisteredSource {
  readonly source: TableSource;
  readonly path: string;
}

/** The sources that rules use, by name; several under one name where an author made them so. */
export class SourceRegistry {
  private readonly byName = new Map<string, RegisteredSource[]>();

  /** Adds a source and those that its key reads. Of several in one place the later ones are called by their names. */
  public add(source: TableSource, place: string): void {
    const known = this.byName.get(source.sourceName) ?? [];
    if (known.some(each => each.source === source)) {
      return;
    }
    const isTaken = [...this.byName.values()].flat().some(({ path }) => path === place);
    const path = isTaken ? `${place}.source('${source.sourceName}')` : place;
    this.byName.set(source.sourceName, [...known, { source, path }]);
    Object.entries(source._key()).forEach(([attribute, node]) => this.collect(node, `${path}.key.${attribute}`));
    source._sortValues().forEach(node => this.collect(node, `${path}.sort`));
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
