import { LIMITS } from '../core/document/limits';
import { show, type Problem } from '../problems/problems';
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
  private readonly known = new Set<TableSource>();
  private readonly places = new Set<string>();
  /** Nodes that were searched. */
  private readonly seen = new Set<AuthorNode>();

  constructor(private readonly report: (problem: Problem) => void) {}

  /** Adds a source and those that its key reads. Of several in one place the later ones are called by their names. */
  public add(source: TableSource, place: string): void {
    if (this.known.has(source)) {
      return;
    }
    if (this.known.size >= LIMITS.sources) {
      this.report({
        check: 'Limit',
        path: 'sources',
        given: `more than ${LIMITS.sources} sources`,
        allowed: `at most ${LIMITS.sources}, those in keys of others too`,
        fix: 'keep what several sources have in one table, by a key that tells them apart',
      });
      return;
    }
    this.known.add(source);
    // what is no name has a check of its own
    const name = typeof source.sourceName === 'string' ? source.sourceName : show(source.sourceName);
    const path = this.places.has(place) ? `${place}.source('${name}')` : place;
    this.places.add(path);
    this.byName.set(name, [...this.byName.get(name) ?? [], { source, path }]);
    Object.entries(source._key()).forEach(([attribute, node]) => this.collect(node, `${path}.key.${attribute}`));
    source._sortValues().forEach(node => this.collect(node, `${path}.sort`));
  }

  /** Adds the sources that a value or condition reads, in their order. Nobody knows yet how deep it nests. */
  public collect(node: AuthorNode, path: string): void {
    const open = [node];
    for (let next = open.pop(); next; next = open.pop()) {
      if (this.seen.has(next)) {
        continue;
      }
      this.seen.add(next);
      if (next.source) {
        this.add(next.source, path);
      }
      for (const operand of [...next.of ?? []].reverse()) {
        open.push(operand);
      }
    }
  }

  public get names(): readonly string[] {
    return [...this.byName.keys()].sort();
  }

  public named(name: string): readonly RegisteredSource[] {
    return this.byName.get(name) ?? [];
  }
}
