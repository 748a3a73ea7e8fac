// Runs a function in a process of its own, as AWS Lambda does. Receives one event at a time as a message, and sends one response for it.
// The function writes to the output of this process. Plain JavaScript without dependencies, because it runs on the Node.js of the function.
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const { LAMBDA_TASK_ROOT: folder, AWS_LAMBDA_FUNCTION_NAME: functionName } = process.env;
const send = process.send.bind(process);
// the function must not find it in its process
delete process.send;

// the parent process has ended; the code of the function may block an orderly end
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

/** Waits for the top-level await of the entry module, as Lambda does. */
const loaded = import(pathToFileURL(join(folder, 'index.mjs')).href);
loaded.then(() => send({ ready: true }), error => send({ failed: `${error?.name}: ${error?.message}` }));

process.on('message', async ({ id, event, milliseconds }) => {
  const deadline = performance.now() + milliseconds;
  try {
    const { handler } = await loaded;
    const response = await handler(event, { awsRequestId: id, functionName, getRemainingTimeInMillis: () => Math.max(0, deadline - performance.now()) });
    send({ id, response });
  } catch (error) {
    send({ id, error: { name: String(error?.name), message: String(error?.message ?? error) } });
  }
});
