import type { Server } from 'http';
import type { AddressInfo } from 'net';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient, type CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';

/** A local DynamoDB, on a port of the loopback interface. */
export class LocalDynamoDb {
  /** @param ssl true to use TLS, with a self-signed certificate */
  public static async start(ssl = false): Promise<LocalDynamoDb> {
    const server: Server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, ssl });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return new LocalDynamoDb(server, ssl);
  }

  public readonly endpoint: string;
  private readonly client: DynamoDBClient;

  private constructor(private readonly server: Server, ssl: boolean) {
    this.endpoint = `${ssl ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.client = new DynamoDBClient({ endpoint: this.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  }

  /** Creates a table with the key schema of a table in a template, and writes items to it. */
  public async createTable(
    name: string,
    schema: Pick<CreateTableCommandInput, 'KeySchema' | 'AttributeDefinitions' | 'GlobalSecondaryIndexes' | 'LocalSecondaryIndexes'>,
    items: ReadonlyArray<Record<string, unknown>>,
  ): Promise<void> {
    await this.client.send(new CreateTableCommand({ TableName: name, ...schema, BillingMode: 'PAY_PER_REQUEST' }));
    for (;;) {
      const { Table } = await this.client.send(new DescribeTableCommand({ TableName: name }));
      if (Table?.TableStatus === 'ACTIVE') {
        break;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    await this.put(name, items);
  }

  public async put(name: string, items: ReadonlyArray<Record<string, unknown>>): Promise<void> {
    const documents = DynamoDBDocumentClient.from(this.client);
    await Promise.all(items.map(Item => documents.send(new PutCommand({ TableName: name, Item }))));
  }

  public async stop(): Promise<void> {
    this.client.destroy();
    await new Promise(resolve => this.server.close(resolve));
  }
}
