import { subscribe, unsubscribe } from 'diagnostics_channel';
import type { Socket } from 'net';
import * as path from 'path';
import type { Invocation, LambdaHost, LambdaHostOptions } from '../local/lambda-host';

type Handler = (event: unknown, context: object) => Promise<unknown>;

/** The custom resource has a handler; the function creates one for its folder. */
interface Code {
  readonly handler: Handler;
  readonly createHandler: (folder: string) => Promise<Handler>;
}

/** The channel on which Node.js publishes each connection that it opens. */
const CONNECTIONS = 'net.client.socket';

/** Runs a function in the process of the tests, where it is known which of them execute a changed line. */
export class HostInProcess implements Pick<LambdaHost, 'log' | 'invoke' | 'stop'> {
  /** Events do not overlap, as each needs the environment variables of its function. */
  private static last: Promise<unknown> = Promise.resolve();

  public readonly log: string[] = [];
  private readonly sockets: Socket[] = [];
  private readonly handler: Promise<Handler>;
  private count = 0;

  constructor(private readonly options: LambdaHostOptions) {
    this.handler = this.next(() => load(options));
    // reported by the first event
    this.handler.catch(() => undefined);
  }

  public invoke(event: unknown): Promise<Invocation> {
    return this.next(() => this.handle(event));
  }

  /** Closes connections as the end of a process does. */
  public async stop(): Promise<void> {
    await HostInProcess.last;
    this.sockets.forEach(socket => socket.destroy());
  }

  private next<T>(run: () => Promise<T>): Promise<T> {
    const result = HostInProcess.last.then(() => this.within(run));
    HostInProcess.last = result.catch(() => undefined);
    return result;
  }

  private async handle(event: unknown): Promise<Invocation> {
    const started = performance.now();
    const timeout = Number(this.options.environment.LOCAL_TIMEOUT ?? 5000);
    const context = { awsRequestId: `local-${++this.count}`, getRemainingTimeInMillis: () => timeout - (performance.now() - started) };
    const handler = await this.handler;
    const result = await handler(copyOf(event), context)
      .then(response => ({ response }), ({ name, message }: Error) => ({ error: { name, message } }));
    return copyOf(result) as Invocation;
  }

  /** Runs code with the environment variables of the function, and collects its log and its connections. */
  private async within<T>(run: () => Promise<T>): Promise<T> {
    const { env, stdout: { write } } = process;
    const collect = (message: unknown): void => { this.sockets.push((message as { readonly socket: Socket }).socket); };
    process.env = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_LAMBDA_FUNCTION_NAME: 'local', ...this.options.environment };
    process.stdout.write = (text: unknown) => this.log.push(...String(text).split('\n').filter(line => line !== '')) >= 0;
    subscribe(CONNECTIONS, collect);
    try {
      return await run();
    } finally {
      unsubscribe(CONNECTIONS, collect);
      process.stdout.write = write;
      process.env = env;
    }
  }
}

/** Loads the code again, because its state is that of one environment. */
async function load({ asset, environment: { LOCAL_ENTRY: entry } }: LambdaHostOptions): Promise<Handler> {
  Object.keys(require.cache).filter(file => file.startsWith(asset + path.sep)).forEach(file => { delete require.cache[file]; });
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { handler, createHandler } = require(path.join(asset, entry ?? 'enricher.js')) as Code;
  return entry === undefined ? createHandler(asset) : handler;
}

function copyOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
