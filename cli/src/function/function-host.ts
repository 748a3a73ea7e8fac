import { spawn, type ChildProcess } from 'node:child_process';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import type { Enricher } from '../app/model';
import { UsageError } from '../errors';
import { nodeFor } from './node-binary';

/** The result of an invocation: the response, or the error that Lambda returns to Amazon Cognito. */
export interface Invocation {
  readonly response?: unknown;
  readonly error?: { readonly kind: 'THROWN' | 'CRASHED' | 'TIMED_OUT'; readonly message: string };
  readonly milliseconds: number;
  /** The log line of the function for this invocation. */
  readonly log?: Readonly<Record<string, unknown>>;
}

interface Message {
  readonly id?: string;
  readonly ready?: true;
  readonly failed?: string;
  readonly response?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}

/** Milliseconds that Amazon Cognito waits for a trigger. */
const COGNITO_TIMEOUT = 5000;
/** Milliseconds for a function to start. Lambda allows ten seconds for an initialization. */
const START_TIMEOUT = 10_000;
/** Milliseconds to wait for the log line, which the function writes before it responds. */
const LOG_TIMEOUT = 200;
const KEPT_LINES = 100;

const SCRIPT = path.join(import.meta.dirname, 'function-process.cjs');

/** One execution environment of a function: a separate process, restarted when it dies. It handles one event at a time, as Lambda does. */
export class FunctionHost {
  private child?: ChildProcess;
  private queue: Promise<unknown> = Promise.resolve();
  private readonly lines: string[] = [];
  private waitsForLine?: () => void;
  private stopped = false;

  /** @param endpoint URL of the AWS APIs for the function */
  constructor(public readonly enricher: Enricher, private readonly endpoint: string) {}

  /** Waits until the code of the function is loaded. */
  public async start(): Promise<void> {
    try {
      await this.running();
    } catch (error) {
      throw error instanceof UsageError ? error : new UsageError([`The function of ${this.enricher.path} does not start: ${(error as Error).message}. Run \`npx cdk synth\` again; if the error remains, report it with this message.`]);
    }
  }

  public invoke(id: string, event: unknown): Promise<Invocation> {
    const result = this.queue.then(() => this.invokeNow(id, event));
    this.queue = result.catch(() => undefined);
    return result;
  }

  public stop(): void {
    this.stopped = true;
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }

  private async invokeNow(id: string, event: unknown): Promise<Invocation> {
    const started = performance.now();
    const since = (): number => Math.round((performance.now() - started) * 10) / 10;
    let child: ChildProcess;
    try {
      child = await this.running();
    } catch (error) {
      return { error: { kind: 'CRASHED', message: `RequestId: ${id} Error: ${(error as Error).message}` }, milliseconds: since() };
    }
    const milliseconds = Math.min(COGNITO_TIMEOUT, this.enricher.timeout * 1000);
    const answer = await new Promise<Omit<Invocation, 'milliseconds' | 'log'>>(resolve => {
      const settle = (outcome: Omit<Invocation, 'milliseconds' | 'log'>): void => {
        clearTimeout(timer);
        child.off('message', onMessage).off('exit', onExit);
        resolve(outcome);
      };
      const onMessage = (message: Message): void => {
        if (message.id === id) {
          settle(message.error ? { error: { kind: 'THROWN', message: message.error.message } } : { response: message.response });
        }
      };
      const onExit = (code: number | null, signal: string | null): void => settle({
        error: { kind: 'CRASHED', message: `RequestId: ${id} Error: Runtime exited with error: ${signal === null ? `exit status ${code}` : `signal: ${signal}`}` },
      });
      const timer = setTimeout(() => {
        // Lambda ends the environment too
        this.discard(child);
        settle({ error: { kind: 'TIMED_OUT', message: `${new Date().toISOString()} ${id} Task timed out after ${(milliseconds / 1000).toFixed(2)} seconds` } });
      }, milliseconds);
      child.on('message', onMessage).on('exit', onExit);
      child.send({ id, event, milliseconds });
    });
    const took = since();
    const log = answer.error?.kind === 'TIMED_OUT' ? undefined : await this.lineOf(id);
    return { ...answer, milliseconds: took, ...log && { log } };
  }

  private async running(): Promise<ChildProcess> {
    if (this.stopped) {
      throw new Error('the issuer is stopping');
    }
    if (this.child?.exitCode === null && this.child.signalCode === null && this.child.connected) {
      return this.child;
    }
    const { asset, environment, memorySize, region, nodeMajor, path: own } = this.enricher;
    const child = spawn(nodeFor(nodeMajor).path, [SCRIPT], {
      cwd: asset,
      // no environment variables of this command: only those that Lambda sets, with fake credentials
      env: {
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_LAMBDA_FUNCTION_NAME: own.replaceAll('/', '-'),
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySize),
        AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
        AWS_ENDPOINT_URL: this.endpoint,
        LAMBDA_TASK_ROOT: asset,
        TZ: ':UTC',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    createInterface({ input: child.stdout! }).on('line', line => this.keep(line));
    createInterface({ input: child.stderr! }).on('line', line => this.keep(line));
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => {
        this.discard(child);
        reject(new Error(`it did not load within ${START_TIMEOUT / 1000} seconds`));
      }, START_TIMEOUT);
      child.once('error', reject);
      child.once('exit', (code, signal) => reject(new Error(`Runtime exited with error: ${signal === null ? `exit status ${code}` : `signal: ${signal}`}${this.lastWords()}`)));
      child.once('message', (message: Message) => {
        if (message.ready) {
          resolve();
        } else {
          this.discard(child);
          reject(new Error(message.failed));
        }
      });
    }).finally(() => clearTimeout(timer));
    return child;
  }

  private discard(child: ChildProcess): void {
    child.kill('SIGKILL');
    if (this.child === child) {
      this.child = undefined;
    }
  }

  private keep(line: string): void {
    this.lines.push(line);
    this.lines.splice(0, this.lines.length - KEPT_LINES);
    this.waitsForLine?.();
  }

  /** The last error that the process wrote before it ended. */
  private lastWords(): string {
    const line = this.lines.findLast(each => /error/i.test(each));
    return line === undefined ? '' : ` (${line.trim()})`;
  }

  /** Waits for the log line of an invocation: the output of the function can arrive after its response. */
  private async lineOf(id: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    const end = performance.now() + LOG_TIMEOUT;
    for (;;) {
      const line = this.lines.findLast(each => each.includes(id));
      const left = end - performance.now();
      if (line !== undefined || left <= 0) {
        return line === undefined ? undefined : parsed(line);
      }
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, left);
        this.waitsForLine = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
