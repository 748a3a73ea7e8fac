import { LIMITS } from '../core/document/limits';
import { show, type Problem } from '../problems/problems';
import type { Source } from '../sources/source';
import type { AuthorNode } from '../values/author-node';

/** A source, with the path of its first use. */
export interface RegisteredSource {
  readonly source: Source;
  readonly path: string;
}

/** The sources that rules use, by name. An author may have given the same name to several sources. */
export class SourceRegistry {
  private readonly byName = new Map<string, RegisteredSource[]>();
  private readonly known = new Set<Source>();
  private readonly places = new Set<string>();
  /** The nodes that were searched already. */
  private readonly seen = new Set<AuthorNode>();

  constructor(private readonly report: (problem: Problem) => void) {}

  /** Adds a source and the sources that its key reads. If several sources have the same path, the later paths contain the name of the source. */
  public add(source: Source, place: string): void {
    if (this.known.has(source)) {
      return;
    }
    if (this.known.size >= LIMITS.sources) {
      this.report({
        check: 'Limit',
        path: 'sources',
        given: `more than ${LIMITS.sources} sources`,
        allowed: `at most ${LIMITS.sources}, including those in keys of other sources`,
        fix: 'combine several sources in one table, with a key that distinguishes them',
      });
      return;
    }
    this.known.add(source);
    // another check reports names that are not strings
    const name = typeof source.sourceName === 'string' ? source.sourceName : show(source.sourceName);
    const path = this.places.has(place) ? `${place}.source('${name}')` : place;
    this.places.add(path);
    this.byName.set(name, [...this.byName.get(name) ?? [], { source, path }]);
    Object.entries(source._key()).forEach(([attribute, node]) => this.collect(node, `${path}.${source._keyProp}.${attribute}`));
    source._sortValues().forEach(node => this.collect(node, `${path}.sort`));
  }

  /** Adds the sources that a value or condition reads, in order. Without recursion, as its nesting depth is not checked yet. */
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
