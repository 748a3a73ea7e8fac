import type { LoadedPlan, LoadedSource } from './ruleset';
import type { SortComparison } from '../../src/core/document/document';
import { order } from '../../src/core/operators/comparing';
import { deciding, type Evaluation, type Reading } from '../../src/core/operators/operator';
import { Failure, isFailure, worst, type Result } from '../../src/core/operators/result';

export type KeyValue = string | number;

interface ReadBase {
  /** Name of the source. */
  readonly source: string;
  readonly table: string;
  readonly key: { readonly [attribute: string]: KeyValue };
  readonly attributes: readonly string[];
  readonly consistentRead: boolean;
  /** Equal for reads of the same items, whichever attributes are read. */
  readonly identity: string;
  /** Only shadow rules depend on the read. */
  readonly isShadow: boolean;
}

/** A read of one item of a table (GetItem). */
export interface ItemRead extends ReadBase {
  readonly kind: 'item';
}

/** A read of several items of a table or an index (Query). */
export interface QueryRead extends ReadBase {
  readonly kind: 'query';
  readonly index?: string;
  readonly sort?: { readonly attribute: string; readonly comparison: SortComparison; readonly values: readonly KeyValue[] };
  readonly ascending: boolean;
  /** Maximum number of items. One more item is read to detect that there are too many. */
  readonly limit: number;
  /** Only the number of items is needed. */
  readonly countOnly: boolean;
}

export type Read = ItemRead | QueryRead;

const NONE: Reading = { items: [], count: 0 };

/** The sources of one request: those that are still to be read, and the results of the others. */
export class Sources {
  private readonly readings = new Map<string, Reading | Failure>();
  /** Sources whose reads were returned by `next`. */
  private readonly started = new Set<string>();

  /** @param disabled sources that are disabled with `TE_DISABLED_SOURCES` */
  constructor(
    private readonly sources: ReadonlyMap<string, LoadedSource>,
    private readonly plan: LoadedPlan,
    private readonly disabled: ReadonlySet<string>,
  ) {}

  /** The result of a source. Returns a decisive failure if it is not read yet, so that no fallback replaces the value. */
  public reading(source: string): Reading | Failure {
    return this.readings.get(source) ?? new Failure('PENDING', true, source);
  }

  /**
   * The reads that can be made now, for rules whose conditions are not already false. A source is settled without a read if its key has
   * failed or has an absent part.
   *
   * @param evaluation creates an evaluation with its own limit of steps
   */
  public next(evaluation: () => Evaluation): readonly Read[] {
    if (Object.keys(this.plan.sources).every(name => this.readings.has(name))) {
      return [];
    }
    const enforced = deciding(evaluation());
    if (this.isDenied(enforced)) {
      return [];
    }
    const reads: Read[] = [];
    this.collect(this.neededBy('ENFORCE', enforced), false, enforced, reads);
    this.collect(this.neededBy('SHADOW', deciding(evaluation())), true, enforced, reads);
    return reads;
  }

  /** True if a DenyRule already denies the token, so that nothing needs to be read. */
  private isDenied(evaluation: Evaluation): boolean {
    const { places: { denying }, planned } = this.plan;
    return denying.some(place => planned[place].when!(evaluation) === true);
  }

  /** The sources that the rules of a mode need. A rule whose condition is already false needs none. */
  private neededBy(mode: 'ENFORCE' | 'SHADOW', evaluation: Evaluation): readonly string[] {
    const { readers: { [mode]: { always, conditional } }, planned } = this.plan;
    return [...always, ...conditional.flatMap(({ rule, sources }) => planned[rule].when!(evaluation) === false ? [] : sources)];
  }

  private collect(sources: readonly string[], isShadow: boolean, evaluation: Evaluation, reads: Read[]): void {
    let isSettled = false;
    for (const source of this.ready(sources)) {
      const read = this.readOf(source, isShadow, evaluation);
      if (read) {
        reads.push(read);
        this.started.add(source.name);
      } else {
        isSettled = true;
      }
    }
    // a source that was settled without a read can make others ready
    if (isSettled) {
      this.collect(sources, isShadow, evaluation, reads);
    }
  }

  /** Takes the result of a read. If there are more items than the limit, `onLimit` decides: the source fails, or uses the first items. */
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

  /** Marks a read as failed. Its source fails by its own `onError` policy. */
  public fail({ source }: Read): void {
    this.failSource(this.sources.get(source)!, 'READ');
  }

  /** Returns the sources without a result whose keys can be evaluated now: the given ones, and those that their keys need. */
  private ready(needed: readonly string[]): readonly LoadedSource[] {
    const ready: LoadedSource[] = [];
    const visited = new Set<string>();
    const queue = [...needed];
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      if (visited.has(name) || this.readings.has(name) || this.started.has(name)) {
        continue;
      }
      visited.add(name);
      const waitsFor = this.plan.sources[name].dependsOn.filter(each => !this.readings.has(each));
      if (waitsFor.length === 0) {
        ready.push(this.sources.get(name)!);
      }
      queue.push(...waitsFor);
    }
    return ready;
  }

  private readOf(loaded: LoadedSource, isShadow: boolean, evaluation: Evaluation): Read | undefined {
    const { name } = loaded;
    if (this.disabled.has(name)) {
      this.readings.set(name, new Failure('OMITTED', false, name));
      return undefined;
    }
    const parts = loaded.parts.map(part => keyPart(part(evaluation)));
    // an absent key part means that there is no such item, whatever the other parts are
    if (parts.includes(undefined)) {
      this.readings.set(name, NONE);
      return undefined;
    }
    const table = loaded.table(evaluation);
    const failure = worst([...parts, keyPart(table)].filter(isFailure));
    if (failure) {
      this.failSource(loaded, 'READ', failure);
      return undefined;
    }
    return this.readBy(parts as KeyValue[], String(table), loaded, isShadow);
  }

  private readBy(parts: readonly KeyValue[], table: string, { name, source, attributes: names }: LoadedSource, isShadow: boolean): Read | undefined {
    const { attributes, consistentRead } = source;
    const key = Object.fromEntries(names.map((attribute, index) => [attribute, parts[index]]));
    const identity = this.plan.sources[name].identity + JSON.stringify(parts);
    const base = { source: name, table, key, attributes, consistentRead, isShadow, identity };
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

/** DynamoDB rejects a range whose lower bound is greater than its upper bound, instead of returning no items. */
function isEmptyRange([lowest, highest]: readonly KeyValue[]): boolean {
  return (order(lowest, highest) ?? 0) > 0;
}
