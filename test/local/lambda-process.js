// Runs a function in a separate process, as Lambda does. Descriptor 3 receives one event per line. Responses follow the function's
// own output on standard output, so that whoever has a response has its log lines too; they begin with a record separator.
const fs = require('fs');
const path = require('path');
const readline = require('readline');

/** Formats JSON on one line. `readline` ends lines at two characters that JSON does not escape. */
const toLine = value => `${JSON.stringify(value).replace(/[\u2028\u2029]/g, each => `\\u${each.charCodeAt(0).toString(16)}`)}\n`;

// awaits the module before the first event, as Lambda does
const loaded = import(path.join(process.env.LAMBDA_TASK_ROOT, process.env.LOCAL_ENTRY ?? 'index.mjs'));
const timeout = Number(process.env.LOCAL_TIMEOUT ?? 5000);
let count = 0;

async function invoke(event) {
  const { handler } = await loaded;
  const started = performance.now();
  const context = {
    awsRequestId: `local-${++count}`,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    getRemainingTimeInMillis: () => timeout - (performance.now() - started),
  };
  try {
    return { response: await handler(event, context) };
  } catch (error) {
    return { error: { name: error?.name, message: error?.message } };
  }
}

const events = readline.createInterface({ input: fs.createReadStream('', { fd: 3 }) });
let last = Promise.resolve();
events.on('line', line => {
  last = last.then(async () => {
    process.stdout.write(`\x1e${toLine(await invoke(JSON.parse(line)))}`);
  });
});
events.on('close', () => last.then(() => process.exit(0)));
