import * as fs from 'fs';
import * as http from 'http';
import type { AddressInfo } from 'net';
import * as os from 'os';
import * as path from 'path';
import { EXIT, LambdaHost } from './lambda-host';

/** Maximum bytes of the answer of a function. Lambda fails the invocation of a function that answers with more. */
const MAX_ANSWER = 6 * 1024 * 1024;

type Handler = (event: Readonly<Record<string, unknown>>) => unknown;

async function eventOf(request: http.IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}

/**
 * The Invoke operation of Lambda, with functions that run in processes with the Node.js of Lambda.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export class LocalLambda {
  public static async start(): Promise<LocalLambda> {
    const local = new LocalLambda();
    await new Promise<void>(resolve => local.server.listen(0, '127.0.0.1', resolve));
    return local;
  }

  /** The function and the event of each invocation. */
  public readonly invocations: Array<{ readonly name: string; readonly event: any; readonly headers: http.IncomingHttpHeaders }> = [];
  private readonly assets = new Map<string, string>();
  /** Functions that this process runs. */
  private readonly handlers = new Map<string, Handler>();
  /** Environments that process no event. Each processes one at a time. */
  private readonly idle = new Map<string, LambdaHost[]>();
  private readonly hosts: LambdaHost[] = [];
  private readonly server = http.createServer((request, response) => void this.handle(request, response));

  public get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /**
   * Creates a function.
   *
   * @param arn ARN of the function, version or alias
   * @param handler source text of the handler, which runs in a process of its own; or a function, which runs in this process
   */
  public create(arn: string, handler: string | Handler): void {
    if (typeof handler !== 'string') {
      this.handlers.set(arn, handler);
      return;
    }
    const asset = fs.mkdtempSync(path.join(os.tmpdir(), 'local-lambda-'));
    fs.writeFileSync(path.join(asset, 'index.mjs'), `export const handler = ${handler};\n`);
    this.assets.set(arn, asset);
    this.idle.set(arn, []);
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
    await Promise.all(this.hosts.map(each => each.stop()));
    this.assets.forEach(folder => fs.rmSync(folder, { recursive: true, force: true }));
  }

  private environment(asset: string): LambdaHost {
    const host = new LambdaHost({ asset, environment: {} });
    this.hosts.push(host);
    return host;
  }

  private async handle(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const name = decodeURIComponent(/^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.url!)?.[1] ?? '');
    const handler = this.handlers.get(name);
    if (handler) {
      response.writeHead(200).end(JSON.stringify(handler(await eventOf(request))));
      return;
    }
    const [asset, idle] = [this.assets.get(name), this.idle.get(name)];
    if (!asset || !idle) {
      response.writeHead(404, { 'x-amzn-errortype': 'ResourceNotFoundException' }).end('{"message":"Function not found"}');
      return;
    }
    const event = await eventOf(request);
    this.invocations.push({ name, event, headers: request.headers });
    const host = idle.pop() ?? this.environment(asset);
    const { response: answer, error } = await host.invoke(event);
    if (error?.name !== EXIT) {
      idle.push(host);
    }
    const text = JSON.stringify(answer ?? null);
    const failure = error ?? (text.length > MAX_ANSWER ? { name: 'Function.ResponseSizeTooLarge', message: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).' } : undefined);
    response.writeHead(200, failure && { 'x-amz-function-error': 'Unhandled' })
      .end(failure ? JSON.stringify({ errorType: failure.name, errorMessage: failure.message }) : text);
  }
}
