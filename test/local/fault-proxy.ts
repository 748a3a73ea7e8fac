import * as http from 'http';
import type { AddressInfo, Socket } from 'net';

/** The effect of the proxy on a request. */
export type Fault = 'none' | 'hang' | 'stalled body' | 'slow drip' | 'oversized' | 'reset' | 'server error' | 'throttled' | 'access denied' | 'expired credentials' | 'malformed' | 'no JSON object'
| 'item of a wrong type' | 'cut' | 'function failed';

/** Milliseconds between two bytes of a slow response. */
const DRIP = 20;

interface Answer { readonly status: number; readonly body: string; readonly headers?: http.OutgoingHttpHeaders }

export type Answers = { readonly [fault in Fault]?: Answer };

const OF_DYNAMODB: Answers = {
  'server error': { status: 500, body: '{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError"}' },
  'throttled': { status: 400, body: '{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"}' },
  'access denied': { status: 400, body: '{"__type":"com.amazon.coral.service#AccessDeniedException"}' },
  'expired credentials': { status: 400, body: '{"__type":"com.amazon.coral.service#ExpiredTokenException"}' },
  'malformed': { status: 200, body: '{"Item":{"id":' },
  'no JSON object': { status: 200, body: 'null' },
  'oversized': { status: 200, body: JSON.stringify({ Item: { plan: { S: 'x'.repeat(4_200_000) } } }) },
  'item of a wrong type': { status: 200, body: '{"Item":["a"],"Items":["a"],"Count":1}' },
};

const lambdaError = (status: number, name: string): Answer =>
  ({ status, headers: { 'x-amzn-errortype': `${name}:http://internal.amazon.com/coral/com.amazonaws.awsgirapi/` }, body: '{"message":"local"}' });

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const OF_LAMBDA: Answers = {
  'server error': lambdaError(500, 'ServiceException'),
  'throttled': lambdaError(429, 'TooManyRequestsException'),
  'access denied': lambdaError(403, 'AccessDeniedException'),
  'expired credentials': lambdaError(403, 'ExpiredTokenException'),
  'malformed': { status: 200, body: '{"plan":' },
  'no JSON object': { status: 200, body: '"gold"' },
  'item of a wrong type': { status: 200, body: '[{"plan":"gold"}]' },
  'oversized': { status: 200, body: JSON.stringify({ plan: 'x'.repeat(4_200_000) }) },
  'function failed': { status: 200, headers: { 'x-amz-function-error': 'Unhandled' }, body: '{"errorType":"Error","errorMessage":"no connection to the database of jane@example.com"}' },
};

export const FAULTS = ['hang', 'stalled body', 'slow drip', 'oversized', 'reset', 'server error', 'throttled', 'access denied', 'expired credentials', 'malformed', 'no JSON object',
  'item of a wrong type', 'cut'] as const;

/** A proxy between a function and a service. Forwards and counts requests, and responds to some of them like a failing service. */
export class FaultProxy {
  public static async start(target: string, answers: Answers = OF_DYNAMODB): Promise<FaultProxy> {
    const proxy = new FaultProxy(target, answers);
    await new Promise<void>(resolve => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** Faults of the next requests. The last one applies to all further requests. */
  public faults: Fault[] = ['none'];
  /** Bodies of the requests. */
  public readonly requests: Array<Record<string, any>> = [];
  /** Faults of single tables, which take precedence. */
  public readonly tables = new Map<string, Fault>();
  /** The answer to all requests, in place of that of the service. */
  public body?: string;
  /** Number of opened connections. */
  public opened = 0;
  /** Number of unsigned GET requests, to which DynamoDB responds for any client. */
  public greetings = 0;
  private readonly sockets = new Set<Socket>();
  private address?: AddressInfo;
  private readonly forgotten = new WeakSet<Socket>();
  private readonly server = http.createServer((request, response) => this.handle(request, response));

  private constructor(private readonly target: string, private readonly answers: Answers) {
    this.server.on('connection', socket => {
      this.opened++;
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  public get endpoint(): string {
    return `http://127.0.0.1:${(this.address ??= this.server.address() as AddressInfo).port}`;
  }

  /** Removes all faults, and forgets the requests. */
  public reset(): void {
    this.faults = ['none'];
    this.tables.clear();
    this.body = undefined;
    this.requests.length = 0;
  }

  /** Rejects connections, or accepts them again at the same address. */
  public async deny(isDenying: boolean): Promise<void> {
    const { port } = (this.address ??= this.server.address() as AddressInfo);
    if (isDenying) {
      this.sockets.forEach(socket => socket.destroy());
      await new Promise(resolve => this.server.close(resolve));
    } else {
      await new Promise<void>(resolve => this.server.listen(port, '127.0.0.1', resolve));
    }
  }

  /** Emulates a firewall that drops idle connections: the next request on each is reset. */
  public forgetConnections(): void {
    this.sockets.forEach(socket => this.forgotten.add(socket));
  }

  public async stop(): Promise<void> {
    this.sockets.forEach(socket => socket.destroy());
    await new Promise(resolve => this.server.close(resolve));
  }

  private handle(request: http.IncomingMessage, response: http.ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    // a client that has given up closes its connection after the request: such a request uses up no fault. If both waited on a busy machine, the connection
    // closes in the second turn of the event loop
    request.on('end', () => setImmediate(() => setImmediate(() => {
      if (request.socket.destroyed) {
        return;
      }
      if (request.method === 'GET') {
        this.greetings++;
        response.end('healthy: dynamodb.us-east-1.amazonaws.com ');
        return;
      }
      const body = Buffer.concat(chunks);
      const content = JSON.parse(body.toString());
      this.requests.push(content);
      const next = this.faults.length > 1 ? this.faults.shift()! : this.faults[0];
      const fault = this.forgotten.has(request.socket) ? 'reset' : this.tables.get(content.TableName) ?? next;
      this.answer(fault, request, body, response);
    })));
  }

  private answer(fault: Fault, request: http.IncomingMessage, body: Buffer, response: http.ServerResponse): void {
    const answer = this.body === undefined ? this.answers[fault] : { status: 200, body: this.body };
    if (answer) {
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0', ...answer.headers }).end(answer.body);
    } else if (fault === 'reset') {
      request.socket.resetAndDestroy();
    } else if (fault === 'cut') {
      response.writeHead(200, { 'content-length': '1000' }).write('{"Item":', () => request.socket.destroy());
    } else if (fault === 'stalled body') {
      response.writeHead(200, { 'content-length': '1000' }).write('{"Item":');
    } else if (fault === 'slow drip') {
      response.writeHead(200);
      const timer = setInterval(() => response.write(' '), DRIP);
      request.socket.on('close', () => clearInterval(timer));
    } else if (fault === 'none') {
      const onward = http.request(new URL(request.url!, this.target), { method: 'POST', headers: { ...request.headers, host: new URL(this.target).host } }, answered => {
        response.writeHead(answered.statusCode!, answered.headers);
        answered.pipe(response);
      });
      onward.on('error', () => response.destroy()).end(body);
    }
  }
}
