import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { packThis, temporaryFolder } from './packages';
import { lambdaNode } from '../local/lambda-node';

const EXAMPLE = path.join(__dirname, '..', '..', 'examples', 'amplify');
const COMMAND = path.join(__dirname, '..', '..', 'cli', 'bin', 'token-enricher.js');
/** As `ampx` sets it. */
const CDK_CONTEXT_JSON = JSON.stringify({ 'amplify-backend-namespace': 'app', 'amplify-backend-name': 'main', 'amplify-backend-type': 'branch' });

const folder = temporaryFolder('amplify');
const run = (program: string, args: readonly string[], env: object = {}): string =>
  execFileSync(program, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
afterAll(() => fs.rmSync(folder, { recursive: true }));

test('the example of Amplify compiles, synthesizes with Amplify itself, and has no findings', () => {
  fs.cpSync(EXAMPLE, folder, { recursive: true });
  // deploys, which needs an account
  run('npm', ['pkg', 'delete', 'devDependencies.@aws-amplify/backend-cli']);
  run('npm', ['install', '--no-audit', '--no-fund', '--save-dev', packThis(folder).tarball]);
  run('npx', ['tsc', '--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', 'amplify/backend.ts']);
  run('npx', ['tsx', 'amplify/backend.ts'], { CDK_OUTDIR: 'cdk.out', CDK_CONTEXT_JSON });

  const { enrichers } = JSON.parse(run(lambdaNode(24), [COMMAND, 'list', '--json']));
  expect(enrichers).toHaveLength(1);
  run(lambdaNode(24), [COMMAND, 'check']);
  const [template] = fs.readdirSync(path.join(folder, 'cdk.out')).filter(name => name.includes('tokens') && name.endsWith('.template.json'));
  const { Resources } = JSON.parse(fs.readFileSync(path.join(folder, 'cdk.out', template), 'utf8')) as { readonly Resources: object };
  expect(Object.values(Resources).map(({ Type }) => Type)).toContain('Custom::CognitoTokenEnricherAttachment');
});
