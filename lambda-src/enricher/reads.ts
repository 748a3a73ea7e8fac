import type { LoadedSource } from './ruleset';
import type { SortComparison } from '../../src/core/document/document';
import { order } from '../../src/core/operators/comparing';
import { deciding, type Evaluation, type Reading } from '../../src/core/operators/operator';
import { Failure, isFailure, worst, type Result } from '../../src/core/operators/result';
import type { Plan } from '../../src/core/plan/plan';

export type KeyValue = string | number;

interface ReadBase {
  /** Name of the source that it is for. */
  readonly source: string;
  readonly table: string;
  readonly key: { readonly [attribute: string]: KeyValue };
  readonly attributes: readonly string[];
  readonly consistentRead: boolean;
  /** Equal for reads of the same items, whatever attributes are read. */
  readonly same: string;
  /** Nothing but rules under SHADOW depends on it. */
  readonly watching: boolean;
}

/** One item to be read from a table. */
export interface ItemRead extends ReadBase {
  readonly kind: 'item';
}

/** Items to be read from a table or an index. */
export interface QueryRead extends ReadBase {
  readonly kind: 'query';
  readonly index?: string;
  readonly sort?: { readonly attribute: string; readonly comparison: SortComparison; readonly values: readonly KeyValue[] };
  readonly ascending: boolean;
  /** Items that are of use; one more tells that there are too many. */
  readonly limit: number;
  /** Only their number is of use. */
  readonly countOnly: boolean;
}

export type Read = ItemRead | QueryRead;

const NONE: Reading = { items: [], count: 0 };
const NOTHING_OMITTED: ReadonlySet<string> = new Set();

/** What the sources of one token request found: which are still to be read, and what became of the others. */
export class Readings {
  private readonly readings = new Map<string, Reading | Failure>();
  /** Sources whose reads have been handed out. */
  private readonly started = new Set<string>();

  /**
   * @param plans of the sources that rules can need
   * @param omitted sources that an operator switched off
   */
  constructor(
    private readonly sources: ReadonlyMap<string, LoadedSource>,
    private readonly plans: Plan['sources'],
    private readonly omitted: ReadonlySet<string> = NOTHING_OMITTED,
  ) {}

  /** What is not read yet has failed so that nothing may replace it. */
  public reading(source: string): Reading | Failure {
    return this.readings.get(source) ?? new Failure('PENDING', true, source);
  }

  public areKnown(): boolean {
    for (const source in this.plans) {
      if (!this.readings.has(source)) {
        return false;
      }
    }
    return true;
  }

  /**
   * What can be read now of these sources and those that their keys need. A source whose key is not known, or has an absent
   * part, is settled on the way without a read.
   *
   * @param enforced sources of rules that are in force
   * @param watched sources of rules under SHADOW
   */
  public next(enforced: readonly string[], watched: readonly string[], evaluation: Evaluation): readonly Read[] {
    const reads: Read[] = [];
    this.collect(enforced, false, evaluation, reads);
    this.collect(watched, true, evaluation, reads);
    return reads;
  }

  private collect(sources: readonly string[], watching: boolean, evaluation: Evaluation, reads: Read[]): void {
    let isSettled = false;
    for (const source of this.ready(sources)) {
      const read = this.readOf(source, watching, evaluation);
      if (read) {
        reads.push(read);
        this.started.add(source.name);
      } else {
        isSettled = true;
      }
    }
    // what is settled at once can make others ready
    if (isSettled) {
      this.collect(sources, watching, evaluation, reads);
    }
  }

  /** What a read gave. More items than the limit are a failure, or the first ones are taken, as the source says. */
  public provide({ source: name }: Read, { items, count }: Reading): void {
    const { source } = this.sources.get(name)!;
    if (source.kind === 'item' || count <= source.limit) {
      this.readings.set(name, { items, count });
    } else if (source.onLimit === 'CUT') {
      this.readings.set(name, { items: items.slice(0, source.limit), count: source.limit });
    } else {
      this.failSource(this.sources.get(name)!, 'LIMIT');
    }
  }

  /** A read could not be made: its source fails by its own policy. */
  public fail({ source }: Read): void {
    this.failSource(this.sources.get(source)!, 'READ');
  }

  /** Of these sources and those that their keys need, the open ones whose keys can be known. */
  private ready(needed: readonly string[]): readonly LoadedSource[] {
    const ready: LoadedSource[] = [];
    const visited = new Set<string>();
    const queue = [...needed];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      const source = this.sources.get(name);
      if (!source || visited.has(name) || this.readings.has(name) || this.started.has(name)) {
        continue;
      }
      visited.add(name);
      const waitsFor = this.plans[name].dependsOn.filter(each => !this.readings.has(each));
      if (waitsFor.length === 0) {
        ready.push(source);
      }
      queue.push(...waitsFor);
    }
    return ready;
  }

  private readOf(loaded: LoadedSource, watching: boolean, evaluation: Evaluation): Read | undefined {
    const { name } = loaded;
    if (this.omitted.has(name)) {
      this.readings.set(name, new Failure('OMITTED', false, name));
      return undefined;
    }
    const decides = deciding(evaluation);
    const parts = loaded.parts.map(part => keyPart(part(decides)));
    // whatever the other parts are, there is no such item
    if (parts.includes(undefined)) {
      this.readings.set(name, NONE);
      return undefined;
    }
    const table = loaded.table(evaluation);
    const failures = [...parts, keyPart(table)].filter(isFailure);
    if (failures.length > 0) {
      this.failSource(loaded, 'READ', worst(failures));
      return undefined;
    }
    return this.readBy(parts as KeyValue[], String(table), loaded, watching);
  }

  private readBy(parts: readonly KeyValue[], table: string, { name, source, attributes: names }: LoadedSource, watching: boolean): Read | undefined {
    const { attributes, consistentRead } = source;
    const key = Object.fromEntries(names.map((attribute, index) => [attribute, parts[index]]));
    const same = this.plans[name].identity + JSON.stringify(parts);
    const base = { source: name, table, key, attributes, consistentRead, watching, same };
    if (source.kind === 'item') {
      return { kind: 'item', ...base };
    }
    const sortValues = parts.slice(names.length);
    if (source.sort?.comparison === 'BETWEEN' && isEmptyRange(sortValues)) {
      this.readings.set(name, NONE);
      return undefined;
    }
    return {
      kind: 'query',
      ...base,
      ...source.index !== undefined && { index: source.index },
      ...source.sort && { sort: { ...source.sort, values: sortValues } },
      ascending: source.ascending,
      limit: source.select === 'EXISTENCE' ? 0 : source.limit,
      countOnly: source.select !== 'ITEMS',
    };
  }

  private failSource({ name, source }: LoadedSource, reason: 'READ' | 'LIMIT', cause?: Failure): void {
    this.readings.set(name, cause?.decisive ? cause : new Failure(reason, source.onError !== 'OMIT', name));
  }
}

function keyPart(result: Result): KeyValue | undefined | Failure {
  return result === undefined || isFailure(result) || typeof result === 'string' || typeof result === 'number' ? result : new Failure('TYPE');
}

/** DynamoDB refuses it, rather than to say that nothing lies between. */
function isEmptyRange([lowest, highest]: readonly KeyValue[]): boolean {
  return (order(lowest, highest) ?? 0) > 0;
}
