import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { lambdaNode } from '../local/lambda-node';

/** Runs before all tests. */
export default function globalSetup(): void {
  // several processes would otherwise install the same folder at once
  lambdaNode(22);
  lambdaNode(24);
  // each app of a test leaves its cloud assembly, thousands in one run
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'token-enricher-tests-'));
}
