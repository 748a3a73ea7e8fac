import { inputPart, isEmptyRange, keyPart, keyParts } from './reads';
import type { LoadedPlan, LoadedSource } from './ruleset';
import type { ItemForEachSource, QuerySource } from '../../src/core/document/document';
import type { Json } from '../../src/core/document/json';
import { deciding, type Evaluation, type Reading } from '../../src/core/operators/operator';
import { Failure, isFailure, worst } from '../../src/core/operators/result';
import type { KeyValue, Read, ReadBase, TableReadBase } from '../../src/core/plan/reads';

const NONE: Reading = { items: [], count: 0 };

/** The sources of one request: those that are still to be read, and the results of the others. */
export class Sources {
  private readonly readings = new Map<string, Reading | Failure>();
  /** The results of sources that read one item for each element, until there is one for each. */
  private readonly collected = new Map<string, Array<Reading | undefined>>();
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
      const made = this.readsOf(source, isShadow, evaluation);
      reads.push(...made);
      if (made.length > 0) {
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

  /** Takes the result of a read. If a query finds more items than its limit, `onLimit` decides: the source fails, or uses the first items. */
  public provide(read: Read, reading: Reading): void {
    const { source: name } = read;
    const { items, count } = reading;
    const { source } = this.sources.get(name)!;
    if (read.kind === 'item' && read.element !== undefined) {
      this.provideElement(name, read.element, reading);
    } else if (source.kind !== 'query' || count <= source.limit) {
      this.readings.set(name, { items, count });
    } else if (source.onLimit === 'CUT') {
      this.readings.set(name, { items: items.slice(0, source.limit), count: source.limit });
    } else {
      this.failSource(this.sources.get(name)!, 'LIMIT');
    }
  }

  private provideElement(name: string, element: number, reading: Reading): void {
    const collected = this.collected.get(name)!;
    collected[element] = reading;
    // another element may have failed
    if (!this.readings.has(name) && !collected.includes(undefined)) {
      const items = collected.flatMap(each => each!.items);
      this.readings.set(name, { items, count: items.length });
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

  /** The reads of a source. There are none if it is settled without a read. */
  private readsOf(loaded: LoadedSource, isShadow: boolean, evaluation: Evaluation): readonly Read[] {
    const { name, source, attributes } = loaded;
    if (this.disabled.has(name)) {
      return this.settle(name, new Failure('OMITTED', false, name));
    }
    const list = source.kind === 'itemForEach' ? attributes.indexOf(source.listAttribute) : -1;
    const readPart = source.kind === 'function' ? inputPart : keyPart;
    const parts = loaded.parts.map((part, index) => index === list ? keyParts(part(evaluation)) : readPart(part(evaluation)));
    // an absent key part means that there is no such item, whatever the other parts are
    if (parts.includes(undefined)) {
      return this.settle(name, NONE);
    }
    const target = loaded.target(evaluation);
    const failure = worst([...parts, keyPart(target)].filter(isFailure));
    if (failure) {
      this.failSource(loaded, 'READ', failure);
      return [];
    }
    const baseOf = (key: readonly unknown[]): ReadBase => this.readBase(loaded, key, isShadow);
    const named = <T>(values: readonly unknown[]): { readonly [attribute: string]: T } =>
      Object.fromEntries(attributes.map((attribute, index) => [attribute, values[index] as T]));
    if (source.kind === 'function') {
      return [{ kind: 'function', ...baseOf(parts), function: String(target), input: named<Json>(parts) }];
    }
    const readBy = (key: readonly unknown[]): TableReadBase => ({
      ...baseOf(key),
      table: String(target),
      key: named<KeyValue>(key),
      consistentRead: source.consistentRead,
    });
    switch (source.kind) {
      case 'item': return [{ kind: 'item', ...readBy(parts) }];
      case 'itemForEach': return this.elementsOf(parts[list] as readonly KeyValue[], loaded, source)
        .map((element, place) => ({ kind: 'item', ...readBy(parts.with(list, element)), element: place }));
      case 'query': return this.query(readBy(parts), parts.slice(attributes.length) as readonly KeyValue[], source);
    }
  }

  private readBase({ name, source: { attributes } }: LoadedSource, parts: readonly unknown[], isShadow: boolean): ReadBase {
    return { source: name, attributes, isShadow, identity: this.plan.sources[name].identity + JSON.stringify(parts) };
  }

  /** The elements to read an item for. If there are more than the limit, `onLimit` decides: the source fails, or reads the first ones. */
  private elementsOf(list: readonly KeyValue[], loaded: LoadedSource, { limit, onLimit }: ItemForEachSource): readonly KeyValue[] {
    const { name } = loaded;
    if (list.length > limit && onLimit === 'FAIL') {
      this.failSource(loaded, 'KEYS');
      return [];
    }
    const elements = list.slice(0, limit);
    this.collected.set(name, elements.map(() => undefined));
    return elements.length > 0 ? elements : this.settle(name, NONE);
  }

  private query(base: TableReadBase, sortValues: readonly KeyValue[], { index, sort, ascending, limit, select }: QuerySource): readonly Read[] {
    if (sort?.comparison === 'BETWEEN' && isEmptyRange(sortValues)) {
      return this.settle(base.source, NONE);
    }
    return [{
      kind: 'query',
      ...base,
      ...index !== undefined && { index },
      ...sort && { sort: { ...sort, values: sortValues } },
      ascending,
      limit: select === 'EXISTENCE' ? 0 : limit,
      countOnly: select !== 'ITEMS',
    }];
  }

  /** Settles a source without a read. */
  private settle(name: string, reading: Reading | Failure): readonly never[] {
    this.readings.set(name, reading);
    return [];
  }

  private failSource({ name, source }: LoadedSource, reason: 'READ' | 'LIMIT' | 'KEYS', cause?: Failure): void {
    this.readings.set(name, cause?.decisive ? cause : new Failure(reason, source.onError !== 'OMIT', name));
  }
}
