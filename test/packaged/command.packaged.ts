import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { packThis, packWorkspace, temporaryFolder } from './packages';
import { lambdaNode } from '../local/lambda-node';

/** The packed command in an empty folder, next to the packed library, as installed by users. */
const EXAMPLES = path.join(__dirname, '..', '..', 'examples');
const OWN = JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8')).devDependencies;
const NODE = lambdaNode(24);

/** A test as in the guide. */
const PROGRAM = `
import { startIssuer, type LocalIssuer, type Tokens } from 'token-enricher';

async function main(): Promise<void> {
  const issuer: LocalIssuer = await startIssuer({
    app: 'cdk.out', users: { users: { engineer1: {} }, items: { UserInfoTable: [{ userName: 'engineer1', projects: 'P1' }] } },
  });
  const { idToken }: Tokens = await issuer.tokens({ user: 'engineer1', client: 'WebClient' });
  const page = await (await fetch(issuer.viewer)).text();
  await issuer.stop();
  console.log(JSON.stringify({ claims: JSON.parse(Buffer.from(idToken!.split('.')[1], 'base64url').toString('utf8')), page: page.includes('<title>') }));
}
void main();
`;

const folder = temporaryFolder('command');
const command = packWorkspace('cli', folder);
const app = path.join(folder, 'app');
afterAll(() => fs.rmSync(folder, { recursive: true }));

test('the package contains only the required files', () => {
  const files = execFileSync('tar', ['tzf', command.tarball], { encoding: 'utf8' }).trim().split('\n').map(name => name.replace(/^package\//, '').replace(/-[A-Z0-9]{8}\.mjs$/, '.mjs')).sort();
  expect(files).toEqual([
    'LICENSE', 'NOTICE', 'README.md', 'bin/token-enricher.js', 'lib/chunk.mjs', 'lib/function-process.cjs', 'lib/index.d.ts', 'lib/index.js', 'lib/local-cognito.mjs',
    'lib/main.mjs', 'lib/viewer.html', 'package.json', 'users.schema.json',
  ]);
  expect(fs.statSync(command.tarball).size).toBeLessThan(250_000);
});

describe('in an app', () => {
  const run = (program: string, args: readonly string[]): string =>
    execFileSync(program, args, { cwd: app, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  beforeAll(() => {
    fs.mkdirSync(app);
    fs.writeFileSync(path.join(app, 'package.json'), JSON.stringify({ name: 'app', private: true }));
    const packages = [
      packThis(folder).tarball, command.tarball, `aws-cdk-lib@${OWN['aws-cdk-lib']}`, `constructs@${OWN.constructs}`, `typescript@${OWN.typescript}`, `tsx@${OWN.tsx}`,
      '@types/node@22',
    ];
    execFileSync('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: app, stdio: ['ignore', 'ignore', 'inherit'] });
    fs.cpSync(path.join(EXAMPLES, 'projects'), app, { recursive: true });
    execFileSync(NODE, [path.join(app, 'node_modules', 'tsx', 'dist', 'cli.mjs'), 'app.ts'], { cwd: app, env: { ...process.env, CDK_OUTDIR: path.join(app, 'cdk.out') } });
  });

  test('its type declarations are valid', () => {
    fs.writeFileSync(path.join(app, 'program.ts'), PROGRAM);
    fs.writeFileSync(path.join(app, 'tsconfig.json'), JSON.stringify({
      compilerOptions: { strict: true, noEmit: true, target: 'es2022', module: 'node16', skipLibCheck: false, types: ['node'] }, include: ['program.ts'],
    }));
    run(path.join(app, 'node_modules', '.bin', 'tsc'), ['--project', 'tsconfig.json']);
  });

  test('a program can start and stop an issuer', () => {
    const { claims, page } = JSON.parse(run(NODE, [path.join(app, 'node_modules', 'tsx', 'dist', 'cli.mjs'), 'program.ts']));
    expect(claims).toMatchObject({ 'cognito:username': 'engineer1', 'projects': 'P1', 'userName': 'engineer1' });
    expect(page).toBe(true);
  });

  test('the command prints a token', () => {
    fs.writeFileSync(path.join(app, 'token-enricher.users.json'), JSON.stringify({ users: { jane: {} } }));
    const printed = run(NODE, [path.join(app, 'node_modules', 'token-enricher', 'bin', 'token-enricher.js'), 'token', '--user', 'jane', '--id', '--decode']);
    expect(JSON.parse(printed)).toMatchObject({ userName: 'jane', token_use: 'id' });
  });
});
