import type { ITableRef } from 'aws-cdk-lib/aws-dynamodb';
import { resourceBehind } from '../cdk/resources';
import { tableSchema, TABLE_TYPES } from '../cdk/tables';
import { contentOf, holdsToken } from '../cdk/tokens';
import type { Compilation } from '../compiler/compile';
import type { TableSource } from '../core/document/document';
import { ownMember, stableStringify } from '../core/document/json';
import type { Item } from '../core/operators/operator';
import { didYouMean, show, type Problem } from '../problems/problems';
import { readItem } from '../tables/items';
import { checkKeys, inferSchema } from '../tables/keys';
import { SimulatedTable } from '../tables/simulated-table';

/** A table of the rules, with the sources that read it. */
interface Table {
  readonly names: readonly string[];
  readonly sources: readonly string[];
}

/** The tables of a test: whole tables, which the sources read by their keys. */
export class PreviewedTables {
  public readonly problems: Problem[] = [];
  private readonly bySource = new Map<string, SimulatedTable>();

  /** @param slot returns the deploy-time value of a slot */
  constructor(
    private readonly compilation: Compilation,
    given: { readonly [table: string]: readonly unknown[] },
    private readonly slot: (name: string) => string,
  ) {
    const tables = this.tables();
    const places = new Map<Table, string>();
    for (const [name, items] of Object.entries(given).filter(([, each]) => each !== undefined)) {
      const path = `preview.tables.${holdsToken(name) ? '<deploy-time value>' : name}`;
      const [table, ...others] = tables.filter(each => each.sources.includes(name) || each.names.includes(this.nameOf(name)));
      const other = table && places.get(table);
      if (!table) {
        this.problems.push(this.unknown(name, path, tables));
      } else if (others.length > 0) {
        const readers = [table, ...others].map(({ sources }) => sources.join(' and '));
        this.problems.push({
          check: 'PreviewTable',
          path,
          given: `${show(name)}, which can be the table of ${readers.join(', or that of ')}`,
          allowed: 'a name of one table',
          fix: 'write its ARN, or the name of another source that reads it',
        });
      } else if (other !== undefined) {
        this.problems.push({ check: 'PreviewTable', path, given: `the same table as ${other}`, allowed: 'each table once', fix: 'give all of its items in one list' });
      } else {
        places.set(table, path);
        this.provide(table, path, items);
      }
    }
  }

  /** The table that a source reads; undefined if the test does not give it. */
  public readBy(source: string): SimulatedTable | undefined {
    return this.bySource.get(source);
  }

  private provide({ sources }: Table, path: string, given: readonly unknown[]): void {
    const report = (at: string, value: string, allowed: string): void => {
      this.problems.push({ check: 'PreviewItem', path: at, given: value, allowed, fix: 'correct the item' });
    };
    const items = new Map<string, Item>();
    given.forEach((each, index) => {
      const item = readItem(each, `${path}[${index}]`, report);
      if (item) {
        items.set(`${path}[${index}]`, item);
      }
    });
    const readers = sources.map(name => ({ source: this.sourceOf(name), declared: this.compilation.sources.get(name)!._props.keyAttributes ?? [] }));
    const schema = tableSchema(this.tableOf(sources[0])) ?? inferSchema(readers);
    checkKeys(items, schema, report);
    const table = new SimulatedTable(schema, [...items.values()]);
    sources.forEach(source => this.bySource.set(source, table));
  }

  private tables(): readonly Table[] {
    const tables = new Map<string, { names: string[]; sources: string[] }>();
    for (const [name, source] of Object.entries(this.compilation.document.sources)) {
      if (source.kind !== 'function') {
        const { tableName, tableArn } = this.tableOf(name).tableRef;
        // a table of another account is compiled to its ARN: it is not the one of this account with the same name
        const identity = resourceBehind(tableName, ...TABLE_TYPES) ? this.nameOf(tableName) : stableStringify(source.table);
        const { names, sources } = tables.get(identity) ?? { names: [], sources: [] };
        const own = [this.nameOf(tableName), this.nameOf(tableArn), ...this.deployedName(source)];
        tables.set(identity, { names: [...names, ...own], sources: [...sources, name] });
      }
    }
    return [...tables.values()];
  }

  /** The name that a test sets with `deployTimeValues`. */
  private deployedName({ table: { op, args = [] } }: TableSource): readonly string[] {
    return op === 'slot' ? [this.slot(String(args[0]))] : [];
  }

  /** The same for each way to refer to a table. */
  private nameOf(text: string): string {
    const resource = resourceBehind(text, ...TABLE_TYPES);
    return resource ? `resource ${resource.node.path}` : holdsToken(text) ? stableStringify(contentOf(text, this.compilation.slots.scope).resolved) : text;
  }

  private sourceOf(name: string): TableSource {
    return this.compilation.document.sources[name] as TableSource;
  }

  private tableOf(source: string): ITableRef {
    return this.compilation.sources.get(source)!._props.table!;
  }

  private unknown(name: string, path: string, tables: readonly Table[]): Problem {
    const isFunction = ownMember(this.compilation.document.sources, name)?.kind === 'function';
    const known = tables.flatMap(({ sources }) => sources);
    return {
      check: 'PreviewTable',
      path,
      given: isFunction ? `${show(name)}, a function` : `${show(name)}${didYouMean(name, known)}`,
      allowed: known.length > 0 ? `the tables that the rules read, by the name of the table or of a source: ${known.join(', ')}` : 'no tables: the rules read none',
      fix: isFunction ? `give its answer as preview.items.${name}` : 'correct the name, or leave it out',
    };
  }
}
