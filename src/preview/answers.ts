import { ReadOutcome } from './codes';
import { GivenItems } from './given-items';
import type { ReadPreview } from './preview-parts';
import type { PreviewProps } from './preview-props';
import { PreviewedTables } from './tables';
import type { Compilation } from '../compiler/compile';
import { LIMITS } from '../core/document/limits';
import type { Reading } from '../core/operators/operator';
import type { Read } from '../core/plan/reads';
import { sortConditionText } from '../describe/wording';
import type { Problem } from '../problems/problems';
import { toPlain } from '../tables/items';
import type { TableAnswer } from '../tables/simulated-table';

const NOTHING: TableAnswer = { items: [], count: 0 };

/** Answers the reads of the function from the tables and items of a test, and keeps what was read. */
export class Answers {
  public readonly reads: ReadPreview[] = [];
  private readonly unordered = new Set<string>();
  private readonly items: GivenItems;
  private readonly tables: PreviewedTables;
  private readonly failing: readonly string[];
  private readonly sources: readonly string[];
  /** Bytes of the answers to the elements of a list, which are read in one request. */
  private readonly bytes = new Map<string, number>();

  constructor(compilation: Compilation, { items = {}, tables = {}, failingSources = [] }: PreviewProps, slot: (name: string) => string) {
    this.items = new GivenItems(compilation.document, items);
    this.tables = new PreviewedTables(compilation, tables, slot);
    this.failing = failingSources;
    this.sources = Object.keys(compilation.document.sources);
  }

  public get problems(): readonly Problem[] {
    const twice = this.sources.filter(name => this.items.has(name) && this.tables.readBy(name) !== undefined);
    return [...this.items.problems, ...this.tables.problems, ...twice.map((name): Problem => ({
      check: 'PreviewItem',
      path: `preview.items.${name}`,
      given: 'items of a source whose table is in preview.tables',
      allowed: 'the items of a source once',
      fix: 'remove one of them',
    }))];
  }

  public get assumptions(): readonly string[] {
    return [...this.unordered].map(name => `the order of items with the same sort key in ${name} is not defined, or its sort key is not known: the preview uses the order in the test`);
  }

  public readonly answer = (read: Read): Reading | 'failed' => {
    const { items, count, failure, isOrderUndefined } = this.answerTo(read);
    this.reads.push({
      source: read.source,
      ...described(read),
      outcome: failure !== undefined ? ReadOutcome.FAILED : count > 0 ? ReadOutcome.FOUND : ReadOutcome.NOTHING,
      ...failure !== undefined && { reason: failure },
      count,
      items: items.map(toPlain),
    });
    if (isOrderUndefined && read.kind === 'query') {
      this.unordered.add(read.index === undefined ? read.table : `${read.index} of ${read.table}`);
    }
    return failure === undefined ? { items, count } : 'failed';
  };

  private answerTo(read: Read): TableAnswer {
    if (this.failing.includes(read.source)) {
      return { ...NOTHING, failure: 'the source is one of failingSources' };
    }
    if (this.items.has(read.source)) {
      return this.items.answer(read);
    }
    const answer = read.kind === 'function' ? NOTHING : this.tables.readBy(read.source)?.read(read) ?? NOTHING;
    return read.kind === 'item' && read.element !== undefined ? this.withinSize(read.source, answer) : answer;
  }

  private withinSize(source: string, answer: TableAnswer): TableAnswer {
    const bytes = (this.bytes.get(source) ?? 0) + JSON.stringify(answer.items).length;
    this.bytes.set(source, bytes);
    return bytes > LIMITS.readBytes ? { ...NOTHING, failure: `the answers have more than ${LIMITS.readBytes} bytes` } : answer;
  }
}

function described(read: Read): Pick<ReadPreview, 'target' | 'index' | 'key' | 'sortCondition'> {
  if (read.kind === 'function') {
    return { target: read.function, key: read.input };
  }
  const { table, key } = read;
  return {
    target: table,
    key,
    ...read.kind === 'query' && read.index !== undefined && { index: read.index },
    ...read.kind === 'query' && read.sort && { sortCondition: sortConditionText(read.sort, read.sort.values.map(value => JSON.stringify(value))) },
  };
}
