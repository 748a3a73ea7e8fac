import { execFileSync, spawn, type ChildProcess } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { WebBrowser } from '../../cli/test/support/web-browser';
import { lambdaNode } from '../../test/local/lambda-node';
import { median } from '../statistics';

const ROOT = path.join(__dirname, '..', '..');
const NODE = lambdaNode(24);
const STARTS = Number(process.argv[2] ?? 10);
const SIGN_INS = 500;

/** A server that answers requests at a port once it is ready. */
interface Candidate {
  readonly name: string;
  readonly port: number;
  readonly ready: string;
  readonly start: () => ChildProcess;
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-issuer-'));
const assembly = path.join(folder, 'cdk.out');

function candidates(): readonly Candidate[] {
  // a separate process group, as some servers start child processes that would answer the next candidate
  const quietly = { stdio: 'ignore', cwd: folder, detached: true } as const;
  const ministack = process.env.MINISTACK;
  return [
    {
      name: 'token-enricher serve, one app with a table',
      port: 18_080,
      ready: '/',
      start: () => spawn(NODE, [
        path.join(ROOT, 'cli', 'bin', 'token-enricher.js'), 'serve', '--app', assembly, '--port', '18080', '--viewer-port', '18081', '--no-watch',
      ], quietly),
    },
    {
      name: 'oauth2-mock-server 9, no app',
      port: 18_082,
      ready: '/.well-known/openid-configuration',
      start: () => spawn(NODE, [path.join(ROOT, 'node_modules', 'oauth2-mock-server', 'dist', 'oauth2-mock-server.mjs'), '-p', '18082'], quietly),
    },
    ...ministack === undefined ? [] : [{
      name: 'MiniStack 1.5, no app',
      port: 18_083,
      ready: '/_localstack/health',
      start: () => spawn(ministack, [], { ...quietly, env: { ...process.env, GATEWAY_PORT: '18083' } }),
    }],
  ];
}

/** Milliseconds from the start of a process to its first response. */
async function timeOf({ name, port, ready, start }: Candidate): Promise<number> {
  const started = performance.now();
  const child = start();
  try {
    for (;;) {
      if (child.exitCode !== null) {
        throw new Error(`${name} ended with exit code ${child.exitCode}`);
      }
      try {
        await fetch(`http://127.0.0.1:${port}${ready}`);
        return performance.now() - started;
      } catch {
        await new Promise(resolve => setTimeout(resolve, 5));
      }
    }
  } finally {
    await ended(child);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = new Promise(resolve => child.once('exit', resolve));
  process.kill(-child.pid!, 'SIGKILL');
  await exit;
}

/** Resident megabytes of a process and its child processes, on Linux. */
function megabytesOf(pid: number): number {
  const children = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(each => each !== '').map(Number);
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);
  return kilobytes / 1024 + children.reduce((sum, each) => sum + megabytesOf(each), 0);
}

/** Runs complete sign-ins one after the other, and reports time and memory. */
async function signIns({ start, port }: Candidate): Promise<void> {
  const child = start();
  const origin = `http://localhost:${port}`;
  try {
    for (;;) {
      if (await fetch(origin).then(() => true, () => false)) {
        break;
      }
    }
    const { pools: [{ clients: [{ id }] }] } = await (await fetch(origin)).json() as { pools: [{ clients: [{ id: string }] }] };
    const callback = 'http://localhost:3000/callback';
    console.log(`memory at the start: ${megabytesOf(child.pid!).toFixed(0)} MB, with the function and its table`);
    const begun = performance.now();
    for (let count = 1; count <= SIGN_INS; count++) {
      const query = new URLSearchParams({ response_type: 'code', client_id: id, redirect_uri: callback });
      const { searchParams } = await new WebBrowser().signIn(`${origin}/oauth2/authorize?${query.toString()}`, 'jane', 'Jane-Passw0rd!');
      const body = new URLSearchParams({ grant_type: 'authorization_code', code: searchParams.get('code')!, client_id: id, redirect_uri: callback });
      const { status } = await fetch(`${origin}/oauth2/token`, { method: 'POST', body });
      if (status !== 200) {
        throw new Error(`sign-in ${count}: ${status}`);
      }
      if (count % 100 === 0) {
        console.log(`after ${count} sign-ins: ${megabytesOf(child.pid!).toFixed(0)} MB, ${((performance.now() - begun) / count).toFixed(1)} ms each`);
      }
    }
  } finally {
    await ended(child);
  }
}

async function main(): Promise<void> {
  execFileSync(process.execPath, [
    require.resolve('tsx/cli'), '--tsconfig', path.join(ROOT, 'test', 'tsconfig.json'), path.join(ROOT, 'examples', 'projects', 'app.ts'),
  ], { env: { ...process.env, CDK_OUTDIR: assembly }, stdio: ['ignore', 'ignore', 'inherit'] });
  const all = candidates();
  const times = new Map<string, number[]>(all.map(({ name }) => [name, []]));
  for (let round = 0; round < STARTS; round++) {
    for (const candidate of all) {
      times.get(candidate.name)!.push(await timeOf(candidate));
    }
  }
  const [own] = [...times.values()].map(median);
  times.forEach((each, name) => console.log(`${name}: ready in ${median(each).toFixed(0)} ms, ratio of token-enricher to it: ${(own / median(each)).toFixed(2)}`));
  await signIns(all[0]);
}

void main().finally(() => fs.rmSync(folder, { recursive: true, force: true }));
