import { spawn, type ChildProcess } from 'child_process';
import * as path from 'path';
import * as readline from 'readline';
import type { Writable } from 'stream';
import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { lambdaNode, type LambdaNode } from './lambda-node';

/** The result of an invocation: the response, or the error that was thrown. */
export interface Invocation {
  readonly response?: { readonly response?: { readonly [member: string]: unknown } & Partial<PreTokenGenerationV2TriggerEvent['response']> } & { readonly [member: string]: unknown };
  readonly error?: { readonly name: string; readonly message: string };
}

export interface LambdaHostOptions {
  /** The folder of the asset. */
  readonly asset: string;
  readonly environment: { readonly [name: string]: string };
  readonly node?: LambdaNode;
}

/** The name of the error of an invocation whose process exited. */
export const EXIT = 'Runtime.ExitError';
/** The name of the error of an invocation without a response. */
export const TIMED_OUT = 'Sandbox.Timedout';
/** Milliseconds after which an invocation fails and its process is ended. Far more than Lambda allows: the machine may be busy. */
const MAX_DURATION = 60_000;
/** Milliseconds for the process to exit after the last event. */
const EXIT_TIME = 10_000;
/** Begins a line that is a response, not a line of the log. */
const RESPONSE = '\x1e';

/** One environment of a function: a process with the Node.js of Lambda, and only the environment variables that Lambda sets. */
export class LambdaHost {
  /** Log lines of the function. */
  public readonly log: string[] = [];
  private readonly process: ChildProcess;
  private readonly waiting: Array<(invocation: Invocation) => void> = [];

  constructor({ asset, environment, node = 24 }: LambdaHostOptions) {
    this.process = spawn(lambdaNode(node), [path.join(__dirname, 'lambda-process.js')], {
      env: {
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_LAMBDA_FUNCTION_NAME: 'local',
        LAMBDA_TASK_ROOT: asset,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    });
    readline.createInterface({ input: this.process.stdout! }).on('line', line =>
      // nobody waits for a response that was on its way when the process was ended
      line.startsWith(RESPONSE) ? this.waiting.shift()?.(JSON.parse(line.slice(RESPONSE.length))) : this.log.push(line));
    this.process.once('exit', () => this.fail({ name: EXIT, message: 'Runtime exited' }));
  }

  /** A process that exits or does not respond fails its invocations, as in Lambda. */
  public async invoke(event: unknown): Promise<Invocation> {
    if (this.isEnded) {
      return { error: { name: EXIT, message: 'Runtime exited' } };
    }
    let timer: NodeJS.Timeout | undefined;
    const invocation = await new Promise<Invocation>(resolve => {
      this.waiting.push(resolve);
      timer = setTimeout(() => {
        this.fail({ name: TIMED_OUT, message: `Task timed out after ${MAX_DURATION / 1000} seconds` });
        this.process.kill('SIGKILL');
      }, MAX_DURATION);
      (this.process.stdio[3] as Writable).write(toLine(event));
    });
    clearTimeout(timer);
    return invocation;
  }

  public async stop(): Promise<void> {
    if (this.isEnded) {
      return;
    }
    const ended = new Promise(resolve => this.process.once('exit', resolve));
    (this.process.stdio[3] as Writable).end();
    // Node.js can deadlock in its own exit, as a thread of V8 waits for another one
    const timer = setTimeout(() => this.process.kill('SIGKILL'), EXIT_TIME);
    await ended;
    clearTimeout(timer);
  }

  private get isEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  private fail(error: Invocation['error']): void {
    this.waiting.splice(0).forEach(resolve => resolve({ error }));
  }
}

/** Formats JSON on one line. `readline` ends lines at two characters that JSON does not escape. */
function toLine(value: unknown): string {
  return `${JSON.stringify(value).replace(/[\u2028\u2029]/g, each => `\\u${each.charCodeAt(0).toString(16)}`)}\n`;
}
