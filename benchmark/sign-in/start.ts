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
  /** Variables of the server of tables. */
  readonly environment: { readonly [name: string]: string };
  /** Calls after the first one that are not measured, and calls that are. Without them the process ends after the first. */
  readonly warmUp?: number;
  readonly calls?: number;
  /** Milliseconds after which no more calls are made, of either kind. */
  readonly milliseconds?: number;
  /** Milliseconds between calls. */
  readonly pause?: number;
  /** Where the function writes its log: to a pipe as in Lambda, to nowhere, or not at all. */
  readonly log?: 'pipe' | 'null' | 'none';
  /** What happens to the process between its initialisation and its first event. */
  readonly beforeFirst?: (pid: number) => void;
}

/** What a process measured: milliseconds, and kilobytes at most so far. */
export interface Started {
  /** From before the process was started to after its first answer. */
  readonly wall: number;
  /** Until the handler is loaded: what Node.js takes, and what stands for Lambda's runtime. */
  readonly node: number;
  readonly init: number;
  readonly first: number;
  /** The first answer. */
  readonly answer: any;
  /** Of the processor, until the first answer. */
  readonly coldCpu: number;
  readonly memory: number;
  /** Of each measured call. */
  readonly times: readonly number[];
  /** Of calls in batches, the mean of each with what a call leaves to be done after it: a single one can be too short to be measured. */
  readonly batches: readonly number[];
  /** Of the processor, of all measured calls together. */
  readonly cpu: number;
  readonly warmMemory: number;
}

/** Calls of a batch. */
const BATCH = 100;
const LONG = 60_000;

/** Starts an environment of a function, with nothing in its environment but what Lambda sets. */
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

function ended(child: ChildProcess, folder: string): Promise<void> {
  return new Promise((resolve, reject) => child.on('exit', code => code === 0 ? resolve() : reject(new Error(`the function in ${folder} failed`))));
}
