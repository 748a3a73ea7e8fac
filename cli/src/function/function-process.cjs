// Runs a function in a process of its own, as AWS Lambda does: one event at a time comes in as a message, one answer goes out. What the
// function writes stays on its own output. Plain JavaScript without dependencies: it runs on the Node.js of the function.
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const { LAMBDA_TASK_ROOT: folder, AWS_LAMBDA_FUNCTION_NAME: functionName } = process.env;
const send = process.send.bind(process);
// the function finds none of this in its process
delete process.send;

// whoever started it is gone
process.on('disconnect', () => process.exit(0));

/** An entry that awaits something is awaited, as Lambda does. */
const loaded = import(pathToFileURL(join(folder, 'index.mjs')).href);
loaded.then(() => send({ ready: true }), error => send({ failed: `${error?.name}: ${error?.message}` }, () => process.exit(1)));

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
