import { spawn, type ChildProcess } from 'child_process';
import { closeSync, openSync } from 'fs';
import { devNull } from 'os';
import * as path from 'path';
import type { Readable, Writable } from 'stream';
import { USER } from './events';
import type { Variant } from './variants';
import { lambdaNode, type LambdaNode } from '../../test/local/lambda-node';

export interface StartOptions {
  readonly node: LambdaNode;
  /** The file with the event. */
  readonly events: string;
  /** Environment variables for the table server. */
  readonly environment: { readonly [name: string]: string };
  /** Calls after the first one: unmeasured (`warmUp`), then measured (`calls`). By default none: the process ends after the first call. */
  readonly warmUp?: number;
  readonly calls?: number;
  /** Maximum milliseconds for the calls of each kind. */
  readonly milliseconds?: number;
  /** Milliseconds between calls. */
  readonly pause?: number;
  /** Destination of the function's log: a pipe as in Lambda, the null device, or no log. */
  readonly log?: 'pipe' | 'null' | 'none';
  /** Called between the initialization of the process and its first event. */
  readonly beforeFirst?: (pid: number) => void;
}

/** The measurements of a process: times in milliseconds, and peak memory in kilobytes. */
export interface Started {
  /** Time from the start of the process to its first response. */
  readonly wall: number;
  /** Time until the handler is loaded: the start of Node.js and of the emulated Lambda runtime. */
  readonly node: number;
  readonly init: number;
  readonly first: number;
  /** The first response. */
  readonly answer: any;
  /** CPU time until the first response. */
  readonly coldCpu: number;
  readonly memory: number;
  /** Time of each measured call. */
  readonly times: readonly number[];
  /** Mean time per call of each batch, including work after the call. A single call can be too short to measure. */
  readonly batches: readonly number[];
  /** CPU time of all measured calls together. */
  readonly cpu: number;
  readonly warmMemory: number;
}

/** Calls per batch. */
const BATCH = 100;
const LONG = 60_000;

/** Starts an environment of a function, with only the environment variables that Lambda sets. */
export async function start({ folder, handler, environment }: Variant, options: StartOptions): Promise<Started> {
  const { node, events, warmUp = 0, calls = 0, milliseconds = LONG, pause = 0, log = 'pipe', beforeFirst } = options;
  const plan = { events, placeholder: USER, warmUp, calls, batch: BATCH, milliseconds, pause, isQuiet: log === 'none', isHeld: beforeFirst !== undefined };
  const binary = lambdaNode(node);
  const output = log === 'null' ? openSync(devNull, 'w') : 'pipe';
  const startedAt = process.hrtime.bigint();
  const child = spawn(binary, [path.join(__dirname, 'environment-process.mjs'), JSON.stringify(plan)], {
    env: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SESSION_TOKEN: 'local',
      AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${node}.x`,
      AWS_LAMBDA_FUNCTION_NAME: 'local',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1769',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      LAMBDA_TASK_ROOT: folder,
      TZ: ':UTC',
      _HANDLER: handler,
      ...environment,
      ...options.environment,
    },
    stdio: ['ignore', output, 'inherit', 'pipe', 'pipe', 'pipe'],
  });
  child.stdout?.resume();
  const [, , , report, ready, go] = child.stdio as unknown as [unknown, unknown, unknown, Readable, Readable, Writable];
  ready.once('data', () => {
    beforeFirst?.(child.pid!);
    go.write('\n');
  });
  const [text] = await Promise.all([readAll(report), ended(child, folder)]);
  if (typeof output === 'number') {
    closeSync(output);
  }
  const { loadsAt, answeredAt, answer, ...measured } = JSON.parse(text);
  const since = (at: string): number => Number(BigInt(at) - startedAt) / 1e6;
  return { wall: since(answeredAt), node: since(loadsAt), answer: JSON.parse(answer), ...measured };
}

async function readAll(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** The process kills itself when it has reported. */
function ended(child: ChildProcess, folder: string): Promise<void> {
  return new Promise((resolve, reject) => child.on('exit', (_, signal) => signal === 'SIGKILL' ? resolve() : reject(new Error(`the function in ${folder} failed`))));
}
