import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { LocalFunctions } from './local-functions';
import type { LocalTables } from './local-tables';
import { readBody } from '../http/body';
import { refuseForeign } from '../http/loopback';
import type { Fault } from '../viewer/contract';

const SLOWEST = 60_000;

/** The AWS endpoint of functions, on the loopback interface: DynamoDB with the local tables, the answers of functions, and the SSM parameters of the app. */
export class AwsEndpoint {
  public static async start(tables: LocalTables, functions: LocalFunctions): Promise<AwsEndpoint> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    return new AwsEndpoint(server, tables, functions);
  }

  public readonly url: string;
  public readonly faults = new Map<string, Fault>();
  /** SSM parameters by name. */
  public parameters: ReadonlyMap<string, string> = new Map();

  private constructor(private readonly server: Server, private readonly tables: LocalTables, private readonly functions: LocalFunctions) {
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.answer(request, response).catch(() => fail(response, 500, 'InternalServerError', 'The local endpoint failed'));
    });
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>(resolve => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (refuseForeign(request, response)) {
      return;
    }
    if (request.headers.origin !== undefined) {
      fail(response, 403, 'AccessDeniedException', 'Requests of web pages are not accepted');
      return;
    }
    const body = await readBody(request);
    const target = String(request.headers['x-amz-target'] ?? '');
    if (request.method === 'GET') {
      // a function opens its connection before the first event
      response.writeHead(200, { 'content-type': 'text/plain' }).end('healthy: dynamodb.local.amazonaws.com ');
    } else if (target.startsWith('DynamoDB_20120810.')) {
      await this.answerTable(target, body, response);
    } else if (target === 'AmazonSSM.GetParameters') {
      this.answerParameters(body, response);
    } else if (request.url!.startsWith('/2015-03-31/functions/')) {
      const { status, headers, text } = this.functions.send(request.url!, body);
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
    } else {
      fail(response, 400, 'UnknownOperationException', `${target || 'This call'} is not available on this machine: use DynamoDB, lambda:Invoke or ssm:GetParameters`);
    }
  }

  private async answerTable(target: string, body: string, response: ServerResponse): Promise<void> {
    const { TableName: name = '' } = JSON.parse(body) as { TableName?: string };
    const fault = this.faults.get(name.replace(/^arn:.*:table\//, '')) ?? { kind: 'NONE' };
    if (fault.kind === 'SLOW') {
      // the command can end before
      await wait(Math.min(fault.delay ?? 0, SLOWEST), undefined, { ref: false });
    }
    if (fault.kind === 'FAIL') {
      fail(response, 500, 'InternalServerError', 'The table is set to fail');
      return;
    }
    const { status, text } = await this.tables.send(target, body.replace(JSON.stringify(name), JSON.stringify(name.replace(/^arn:.*:table\//, ''))));
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
  }

  private answerParameters(body: string, response: ServerResponse): void {
    const { Names } = JSON.parse(body) as { Names: readonly string[] };
    const isKnown = (name: string): boolean => this.parameters.has(name);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify({
      Parameters: Names.filter(isKnown).map(Name => ({ Name, Type: 'String', Value: this.parameters.get(Name), Version: 1 })),
      InvalidParameters: Names.filter(name => !isKnown(name)),
    }));
  }
}

function fail(response: ServerResponse, status: number, type: string, message: string): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify({ __type: type, message }));
}
