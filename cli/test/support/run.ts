import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';

const COMMAND = path.join(__dirname, '..', '..', 'bin', 'token-enricher.js');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly node?: string;
  /** Standard input; empty by default. */
  readonly input?: string;
}

/** Runs the command to its end. */
export async function run(parameters: readonly string[], options: StartOptions = {}): Promise<Ran> {
  const process = start(parameters, options);
  const code = await new Promise<number | null>(resolve => process.child.once('close', resolve));
  return { code, stdout: process.stdout(), stderr: process.stderr() };
}

export interface Started {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

export function start(parameters: readonly string[], { cwd, env, node = process.env.TOKEN_ENRICHER_NODE24!, input }: StartOptions = {}): Started {
  const child = spawn(node, [COMMAND, ...parameters], { cwd, env: { ...process.env, ...env }, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
  child.stdin?.end(input);
  const [out, error]: [string[], string[]] = [[], []];
  child.stdout!.on('data', chunk => out.push(String(chunk)));
  child.stderr!.on('data', chunk => error.push(String(chunk)));
  return { child, stdout: () => out.join(''), stderr: () => error.join('') };
}

/** Waits until something is so. */
export async function until<T>(find: () => T | undefined | Promise<T | undefined>, milliseconds = 20_000): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await find();
    if (found !== undefined) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error('it did not come');
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** Ids of the processes that a process started, on Linux. */
export function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(each => each !== '').map(Number);
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
