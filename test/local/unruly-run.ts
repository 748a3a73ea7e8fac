import { spawn } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { buildSync } from 'esbuild';
import { lambdaNode, type LambdaNode } from './lambda-node';
import { UnrulyServer } from './unruly-server';

export interface UnrulyRun {
  /** Number of reads with each outcome: FOUND, a reason of failure, or WRONG for an item with another key. */
  readonly outcomes: { readonly [outcome: string]: number };
  readonly server: Pick<UnrulyServer, 'counts' | 'early'>;
}

/** Reads items of an unruly table with the client of the function, on the Node.js of Lambda. */
export async function runUnruly(node: LambdaNode, reads: number, seed: number, sideBySide = 24): Promise<UnrulyRun> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unruly-'));
  const server = await UnrulyServer.start(seed);
  try {
    const [script, certificate] = ['reads.js', 'certificate.pem'].map(name => path.join(folder, name));
    fs.writeFileSync(certificate, server.certificate);
    buildSync({ entryPoints: [path.join(__dirname, 'unruly-reads.ts')], outfile: script, bundle: true, platform: 'node', target: 'node20' });
    const child = spawn(lambdaNode(node), [script, String(reads), String(sideBySide)], {
      env: {
        AWS_ENDPOINT_URL: server.endpoint, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', NODE_EXTRA_CA_CERTS: certificate,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', chunk => { output += chunk; });
    await new Promise(resolve => child.once('close', resolve));
    return { outcomes: JSON.parse(output), server };
  } finally {
    await server.stop();
    fs.rmSync(folder, { recursive: true });
  }
}
