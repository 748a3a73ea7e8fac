import { spawn } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { buildSync } from 'esbuild';
import { lambdaNode } from '../local/lambda-node';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'log-output-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** More lines than the buffer of a pipe can hold. */
const LINES = 2000;

test.each([22, 24] as const)('every line is written, even if the reader of the log is slow: Node.js %i', async node => {
  const outfile = path.join(folder, 'log.js');
  buildSync({ entryPoints: [path.join(__dirname, '..', '..', 'lambda-src', 'enricher', 'log.ts')], outfile, bundle: true, platform: 'node' });
  const script = `const { log } = require(${JSON.stringify(outfile)});
    for (let index = 0; index < ${LINES}; index++) {
      log({}, { requestId: 'ü' + index, reads: [], begun: 0 }, { omitted: new Set(), ignored: [] });
    }`;
  const child = spawn(lambdaNode(node), ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  await new Promise(resolve => setTimeout(resolve, 300));
  child.stdout.on('data', chunk => chunks.push(chunk));
  await new Promise(resolve => child.once('close', resolve));
  const lines = Buffer.concat(chunks).toString().trim().split('\n').map(line => JSON.parse(line));
  expect(lines.map(({ requestId }) => requestId)).toEqual(Array.from({ length: LINES }, (_, index) => `ü${index}`));
});
