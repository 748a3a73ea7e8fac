import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import type { Item } from '../../../src/core/operators/operator';
import type { Table } from '../app/model';

/** Maximum number of items in one BatchWriteItem call. */
const BATCH = 25;
/** Milliseconds between two checks of a table that is being created or deleted. */
const PAUSE = 5;

/** The tables of the app in a local, in-memory DynamoDB. */
export class LocalTables {
  public static async start(): Promise<LocalTables> {
    const server: Server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
    const secret = randomBytes(32).toString('hex');
    keepToOneself(server, secret);
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    return new LocalTables(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, secret);
  }

  private readonly tables = new Map<string, Table>();

  private constructor(private readonly server: Server, private readonly endpoint: string, private readonly secret: string) {}

  /** Recreates a table with these items. */
  public async replace(table: Table, items: readonly Item[]): Promise<void> {
    if (this.tables.has(table.name)) {
      await this.call('DeleteTable', { TableName: table.name });
      while ((await this.call('ListTables', {}) as { TableNames: readonly string[] }).TableNames.includes(table.name)) {
        await pause();
      }
    }
    this.tables.set(table.name, table);
    const indexes = (kind: 'GLOBAL' | 'LOCAL'): readonly object[] => table.indexes.filter(index => index.kind === kind)
      .map(({ name, keySchema, projection }) => ({ IndexName: name, KeySchema: keySchema, Projection: projection }));
    const [global, local] = [indexes('GLOBAL'), indexes('LOCAL')];
    await this.call('CreateTable', {
      TableName: table.name,
      KeySchema: table.keySchema,
      AttributeDefinitions: table.attributeDefinitions,
      BillingMode: 'PAY_PER_REQUEST',
      ...global.length > 0 && { GlobalSecondaryIndexes: global },
      ...local.length > 0 && { LocalSecondaryIndexes: local },
    });
    while ((await this.call('DescribeTable', { TableName: table.name }) as { Table: { TableStatus: string } }).Table.TableStatus !== 'ACTIVE') {
      await pause();
    }
    for (let start = 0; start < items.length; start += BATCH) {
      const requests = items.slice(start, start + BATCH).map(Item => ({ PutRequest: { Item } }));
      await this.call('BatchWriteItem', { RequestItems: { [table.name]: requests } });
    }
  }

  public async remove(name: string): Promise<void> {
    if (this.tables.delete(name)) {
      await this.call('DeleteTable', { TableName: name });
    }
  }

  public async items(name: string): Promise<readonly Item[]> {
    const items: Item[] = [];
    let start: unknown;
    do {
      const page = await this.call('Scan', { TableName: name, ...start !== undefined && { ExclusiveStartKey: start } }) as { Items: readonly Item[]; LastEvaluatedKey?: unknown };
      items.push(...page.Items);
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return items;
  }

  /** Calls an operation of DynamoDB. Throws the error that it returns. */
  public async call(operation: string, body: object): Promise<object> {
    const { status, text } = await this.send(`DynamoDB_20120810.${operation}`, JSON.stringify(body));
    if (status !== 200) {
      const { __type: type = '', message, Message } = JSON.parse(text) as { __type?: string; message?: string; Message?: string };
      throw new Error(`${operation}: ${type.replace(/^.*#/, '')} ${message ?? Message ?? ''}`);
    }
    return JSON.parse(text) as object;
  }

  /** Forwards a request unchanged. The signature is not verified here. */
  public async send(target: string, body: string): Promise<{ readonly status: number; readonly text: string }> {
    const response = await fetch(this.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': target,
        [SECRET]: this.secret,
        'x-amz-date': '20260101T000000Z',
        'authorization': 'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=local',
      },
      body,
    });
    return { status: response.status, text: await response.text() };
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>(resolve => this.server.close(() => resolve()));
  }
}

const SECRET = 'x-token-enricher-secret';

/** Accepts requests of this process only: dynalite would answer everybody, including pages of all origins. */
function keepToOneself(server: Server, secret: string): void {
  const [answer] = server.listeners('request') as [RequestListener];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers[SECRET] === secret) {
      answer(request, response);
    } else {
      response.writeHead(403).end();
    }
  });
}

function pause(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, PAUSE));
}
