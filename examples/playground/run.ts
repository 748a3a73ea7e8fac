import { execFileSync, spawn } from 'child_process';
import * as path from 'path';
import { lambdaNode } from '../../test/local/lambda-node';

const ROOT = path.join(__dirname, '..', '..');
const ASSEMBLY = path.join(ROOT, 'cdk.out', 'playground');

/** Synthesizes the examples and serves them. Runs the command on the Node.js of Lambda, because the current one can be too old for it. */
function main(): void {
  execFileSync(process.execPath, [
    require.resolve('tsx/cli'), '--tsconfig', path.join(ROOT, 'test', 'tsconfig.json'), path.join(__dirname, 'app.ts'),
  ], { env: { ...process.env, CDK_OUTDIR: ASSEMBLY }, stdio: ['ignore', 'ignore', 'inherit'] });
  const served = spawn(lambdaNode(24), [
    path.join(ROOT, 'cli', 'bin', 'token-enricher.js'), 'serve', '--app', ASSEMBLY, '--users', path.join(__dirname, 'token-enricher.users.json'), ...process.argv.slice(2),
  ], { stdio: 'inherit' });
  // Ctrl-C reaches both processes: this one waits for the other
  (['SIGINT', 'SIGTERM'] as const).forEach(signal => process.on(signal, () => served.kill(signal)));
  served.on('exit', code => { process.exitCode = code ?? 1; });
}

main();
