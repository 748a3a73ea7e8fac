import type { LoadedSource, Ruleset } from './ruleset';
import { stableStringify } from '../../src/ruleset/json';
import { deciding, type Evaluation, type Item } from '../../src/ruleset/operators/operator';
import { Failure, isFailure, worst, type Result } from '../../src/ruleset/operators/result';

/** One item to be read from a table, for one source or several. */
export interface Read {
  readonly sources: readonly string[];
  readonly table: string;
  readonly key: { readonly [attribute: string]: string | number };
  readonly attributes: readonly string[];
  readonly consistentRead: boolean;
  /** Equal for reads of the same item. */
  readonly item: string;
  /** Nothing but rules under SHADOW depends on it. */
  readonly watching: boolean;
}

/** The items of one token request: which are still to be read, and what became of the others. */
export class Items {
  private readonly items = new Map<string, Item | undefined | Failure>();
  /** Sources whose reads have been handed out. */
  private readonly started = new Set<string>();

  constructor(private readonly ruleset: Ruleset) {}

  /** An item that is not read yet has failed so that nothing may replace it. */
  public readonly item = (source: string): Item | undefined | Failure =>
    this.items.has(source) ? this.items.get(source) : new Failure('PENDING', true, source);

  /**
   * What can be read now of these sources and those that their keys need. A source whose key is not known, or has an absent
   * part, is settled on the way without a read.
   *
   * @param enforced sources of rules that are in force
   * @param watched sources of rules under SHADOW
   */
  public next(enforced: readonly string[], watched: readonly string[], evaluation: Evaluation): readonly Read[] {
    const reads = new Map<string, Read>();
    for (const [sources, watching] of [[enforced, false], [watched, true]] as const) {
      // a source that is settled at once can make others ready
      for (let ready = this.ready(sources); ready.length > 0; ready = this.ready(sources)) {
        for (const source of ready) {
          const read = this.readOf(source, watching, evaluation);
          if (read) {
            reads.set(read.item, merge(reads.get(read.item), read));
            this.started.add(source.name);
          }
        }
      }
    }
    return [...reads.values()];
  }

  /** What a read gave: an item, or undefined when there is none. */
  public provide(read: Read, item: Item | undefined): void {
    read.sources.forEach(source => this.items.set(source, item));
  }

  /** A read could not be made: each of its sources fails by its own policy. */
  public fail(read: Read): void {
    read.sources.forEach(name => this.failSource(this.ruleset.sources.get(name)!));
  }

  /** Of these sources and those that their keys need, the open ones whose keys can be known. */
  private ready(needed: readonly string[]): readonly LoadedSource[] {
    const ready: LoadedSource[] = [];
    const visited = new Set<string>();
    const queue = [...needed];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      const source = this.ruleset.sources.get(name);
      if (!source || visited.has(name) || this.items.has(name) || this.started.has(name)) {
        continue;
      }
      visited.add(name);
      const waitsFor = source.dependsOn.filter(each => !this.items.has(each));
      if (waitsFor.length === 0) {
        ready.push(source);
      }
      queue.push(...waitsFor);
    }
    return ready;
  }

  private readOf(loaded: LoadedSource, watching: boolean, evaluation: Evaluation): Read | undefined {
    const parts = loaded.key.map(([attribute, part]) => [attribute, keyPart(part(deciding(evaluation)))] as const);
    const table = loaded.table(evaluation);
    // whatever the other parts are, there is no such item
    if (parts.some(([, part]) => part === undefined)) {
      this.items.set(loaded.name, undefined);
      return undefined;
    }
    const failures = [...parts.map(([, part]) => part), keyPart(table)].filter(isFailure);
    if (failures.length > 0) {
      this.failSource(loaded, worst(failures));
      return undefined;
    }
    const key = Object.fromEntries(parts) as Record<string, string | number>;
    const { attributes, consistentRead } = loaded.source;
    return {
      sources: [loaded.name],
      table: String(table),
      key,
      attributes,
      consistentRead,
      // tables as the document names them, each of which has permissions of its own
      item: stableStringify([loaded.source.table, key, consistentRead]),
      watching,
    };
  }

  private failSource({ name, source }: LoadedSource, cause?: Failure): void {
    this.items.set(name, cause?.decisive ? cause : new Failure('READ', source.onError === 'DENY', name));
  }
}

function keyPart(result: Result): string | number | undefined | Failure {
  return result === undefined || isFailure(result) || typeof result === 'string' || typeof result === 'number' ? result : new Failure('TYPE');
}

function merge(read: Read | undefined, other: Read): Read {
  return read ? {
    ...read,
    sources: [...read.sources, ...other.sources],
    attributes: [...new Set([...read.attributes, ...other.attributes])].sort(),
    watching: read.watching && other.watching,
  } : other;
}
