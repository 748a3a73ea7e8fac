// One environment of a function, started as Lambda starts it: the module of the handler is loaded as Lambda's runtime loads it,
// then events come as texts and answers go as texts. What it measured goes to descriptor 3 as JSON.
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

const { events, placeholder, warmUp, calls, batch, milliseconds, pause, isQuiet, isHeld } = JSON.parse(process.argv[2]);
const root = process.env.LAMBDA_TASK_ROOT;
const [head, tail] = fs.readFileSync(events, 'utf8').split(placeholder);

/** @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client, UserFunction */
async function load() {
  const [name, member] = process.env._HANDLER.split('.');
  const file = extension => path.join(root, `${name}${extension}`);
  const isModule = fs.existsSync(path.join(root, 'package.json')) && JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).type === 'module';
  const require = createRequire(import.meta.url);
  if (fs.existsSync(file('.js'))) {
    return (isModule ? await import(file('.js')) : require(file('.js')))[member];
  }
  return (fs.existsSync(file('.mjs')) ? await import(file('.mjs')) : require(file('.cjs')))[member];
}

let count = 0;

/** Every event is of another user: no cache answers it. */
async function invoke(handler) {
  const event = `${head}11111111-2222-4333-8444-${String(++count).padStart(12, '0')}${tail}`;
  const ends = performance.now() + 5000;
  const context = {
    awsRequestId: `local-${count}`,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    getRemainingTimeInMillis: () => ends - performance.now(),
  };
  return JSON.stringify(await handler(JSON.parse(event), context));
}

/** Kilobytes. Not `maxRSS` of the operating system, which counts what the process was before it became Node.js. */
function peakMemory() {
  const status = fs.existsSync('/proc/self/status') ? fs.readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/^VmHWM:\s+([0-9]+)/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
}

const { writeSync } = fs;
if (isQuiet) {
  // whichever way the handler writes its log
  process.stdout.write = () => true;
  fs.writeSync = (descriptor, bytes, ...rest) => descriptor === 1 ? Buffer.byteLength(bytes) : writeSync(descriptor, bytes, ...rest);
  syncBuiltinESMExports();
}
const cpuSince = earlier => {
  const { user, system } = process.cpuUsage(earlier);
  return (user + system) / 1000;
};
// what gives the time is made at its first use
performance.now();
const loadsAt = String(process.hrtime.bigint());
const beforeInit = performance.now();
const handler = await load();
const init = performance.now() - beforeInit;
if (isHeld) {
  // now comes what slows the process down
  writeSync(4, '\n');
  fs.readSync(5, Buffer.alloc(1));
}
const beforeFirst = performance.now();
const answer = await invoke(handler);
const first = performance.now() - beforeFirst;
const answeredAt = String(process.hrtime.bigint());
const coldCpu = cpuSince();
const memory = peakMemory();

/** Events come one by one: what a call leaves to be done is done before the next one. */
const turn = () => new Promise(resolve => pause > 0 ? setTimeout(resolve, pause) : setImmediate(resolve));
const times = [];
const batches = [];

async function call(most, after = () => {}) {
  const ends = performance.now() + milliseconds;
  for (let index = 1; index <= most && performance.now() < ends; index++) {
    await turn();
    const before = performance.now();
    await invoke(handler);
    after(performance.now() - before, index);
  }
}

await call(warmUp);
const cpuBefore = process.cpuUsage();
let batchBefore = performance.now();
await call(calls, (time, index) => {
  times.push(time);
  if (index % batch === 0) {
    batches.push((performance.now() - batchBefore) / batch);
    batchBefore = performance.now();
  }
});
const cpu = cpuSince(cpuBefore);
writeSync(3, JSON.stringify({ loadsAt, init, first, answeredAt, answer, coldCpu, memory, times, batches, cpu, warmMemory: peakMemory() }));
// `process.exit` can wait forever for a thread of V8: https://github.com/nodejs/node/issues/54918
process.kill(process.pid, 'SIGKILL');
