import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { lambdaNode } from '../../../test/local/lambda-node';

const ROOT = path.join(__dirname, '..', '..', '..');

/** Once before all tests: the Node.js of Lambda's runtimes, and the cloud assemblies of all apps. */
export default function globalSetup(): void {
  if (!existsSync(path.join(ROOT, 'cli', 'lib', 'main.mjs'))) {
    throw new Error('The command is not built: run `npm run compile` in cli/ first.');
  }
  process.env.TOKEN_ENRICHER_NODE22 = lambdaNode(22);
  process.env.TOKEN_ENRICHER_NODE24 = lambdaNode(24);
  // servers, browsers and apps leave folders
  process.env.TMPDIR = mkdtempSync(path.join(tmpdir(), 'token-enricher-command-'));
  process.env.TEST_ASSEMBLIES = path.join(process.env.TMPDIR, 'assemblies');
  execFileSync(process.execPath, [
    require.resolve('tsx/cli'), '--tsconfig', path.join(ROOT, 'test', 'tsconfig.json'), path.join(__dirname, '..', 'apps', 'synthesize.ts'), process.env.TEST_ASSEMBLIES,
  ], { stdio: ['ignore', 'ignore', 'inherit'] });
}
