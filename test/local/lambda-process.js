// Runs a function in a process of its own, as Lambda does: one event a line comes in on descriptor 3, one answer a line goes
// out on descriptor 4. What the function writes itself stays on its own output.
const fs = require('fs');
const path = require('path');
const readline = require('readline');

/** JSON on one line: `readline` ends lines at two characters that JSON leaves as they are. */
const toLine = value => `${JSON.stringify(value).replace(/[\u2028\u2029]/g, each => `\\u${each.charCodeAt(0).toString(16)}`)}\n`;

// an entry of its own kind is awaited, as Lambda does
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
    fs.writeSync(4, toLine(await invoke(JSON.parse(line))));
  });
});
events.on('close', () => last.then(() => process.exit(0)));
