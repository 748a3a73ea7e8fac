import { itemsOf } from '../../../lambda-src/enricher/function-engine';
import type { Reading } from '../../../src/core/operators/operator';
import type { FunctionRead, Read, TableRead } from '../../../src/core/plan/reads';
import type { KeySchema, TableSchema } from '../../../src/tables/keys';
import { SimulatedTable, type TableAnswer } from '../../../src/tables/simulated-table';
import type { AttributeDefinition, KeyElement, LocalApp, Table } from '../app/model';
import type { LocalFunctions } from '../tables/local-functions';
import { whatIsRead } from '../tokens/explain';
import { plainItem, type AttributeMap } from '../users/items';

export interface PreviewedRead {
  readonly source: string;
  /** The table, with its index, or the function. */
  readonly target: string;
  readonly key: string;
  readonly outcome: 'FOUND' | 'NOTHING' | 'FAILED';
  /** Why the read failed. */
  readonly reason?: string;
  readonly items: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

/** Answers the reads of the rules from the items and answers of the files, as DynamoDB does, without a server. */
export class LocalAnswers {
  public readonly reads: PreviewedRead[] = [];
  private readonly tables: ReadonlyMap<string, SimulatedTable>;
  private readonly unordered = new Set<string>();

  /** @param items by table name */
  constructor(private readonly app: Pick<LocalApp, 'tables' | 'functions'>, items: ReadonlyMap<string, readonly AttributeMap[]>, private readonly functions: LocalFunctions) {
    this.tables = new Map(app.tables.map(table => [table.name, new SimulatedTable(schemaOf(table), items.get(table.name) ?? [])]));
  }

  /** Sentences about answers that DynamoDB does not define. */
  public get notes(): readonly string[] {
    return [...this.unordered].map(name => `DynamoDB does not define the order of items with the same sort key in ${name}: the preview uses their order in the file.`);
  }

  public readonly answer = (read: Read): Reading | 'failed' => {
    const { items, count, failure, isOrderUndefined } = read.kind === 'function' ? this.answerOfFunction(read) : this.answerOfTable(read);
    const { table, key } = whatIsRead(read);
    const target = this.pathOf(read, table);
    this.reads.push({
      source: read.source,
      target,
      key,
      outcome: failure !== undefined ? 'FAILED' : count > 0 ? 'FOUND' : 'NOTHING',
      ...failure !== undefined && { reason: failure },
      items: items.map(item => plainItem(item)),
    });
    if (isOrderUndefined) {
      this.unordered.add(target);
    }
    return failure === undefined ? { items, count } : 'failed';
  };

  private answerOfTable(read: TableRead): TableAnswer {
    return this.tables.get(nameOf(read))?.read(read) ?? failed(`there is no table ${nameOf(read)} here`);
  }

  private answerOfFunction({ function: arn, input, attributes }: FunctionRead): TableAnswer {
    const entry = this.functions.entryFor(arn, input);
    if (!entry || entry.error !== undefined) {
      return failed(entry?.error ?? `there is no function ${arn} here`);
    }
    const items = itemsOf(JSON.stringify(entry.answer ?? null), attributes);
    return items ? { items, count: items.length } : failed('the answer is neither an object nor null');
  }

  /** The construct path instead of the name, which only stands for the deployed one. */
  private pathOf(read: Read, name: string): string {
    if (read.kind === 'function') {
      return this.app.functions.find(({ arn }) => name === arn || name.startsWith(`${arn}:`))?.path ?? name;
    }
    const table = this.app.tables.find(each => each.name === nameOf(read));
    return table ? name.replace(read.table, table.path) : name;
  }
}

/** The name of the table, also out of an ARN. */
function nameOf({ table }: TableRead): string {
  return table.replace(/^arn:.*:table\//, '');
}

function failed(failure: string): TableAnswer {
  return { items: [], count: 0, failure };
}

function schemaOf({ keySchema, attributeDefinitions, indexes }: Table): TableSchema {
  return {
    ...keysOf(keySchema, attributeDefinitions),
    indexes: new Map(indexes.map(index => [index.name, { ...keysOf(index.keySchema, attributeDefinitions), isGlobal: index.kind === 'GLOBAL' }])),
  };
}

function keysOf(keySchema: readonly KeyElement[], definitions: readonly AttributeDefinition[]): KeySchema {
  const typesOf = (type: KeyElement['KeyType']): KeySchema['partition'] => Object.fromEntries(keySchema.filter(({ KeyType }) => KeyType === type)
    .map(({ AttributeName: name }) => [name, definitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType]));
  return { partition: typesOf('HASH'), sort: typesOf('RANGE') };
}
