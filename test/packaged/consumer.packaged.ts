import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { packThis, temporaryFolder } from './packages';
import { deployedEnricher } from '../local/cloud-assembly';

/**
 * The packed package in an empty CDK app outside of the repository, on the oldest and the newest release of the CDK. The example
 * apps are type-checked, synthesized and previewed, as users would do.
 */
const EXAMPLES = path.join(__dirname, '..', '..', 'examples');
const CASES: ReadonlyArray<{ system: string; name: string; event: any; tables: any; expected: any }> =
  JSON.parse(fs.readFileSync(path.join(__dirname, '..', 'cases', 'examples.json'), 'utf8')).cases;
const SYSTEMS = [
  { system: 'S1', folder: 'pet-preference', stack: 'PetPreference', source: undefined },
  { system: 'S2', folder: 'membership', stack: 'Membership', source: undefined },
  { system: 'S3', folder: 'projects', stack: 'Projects', source: 'userInfo' },
];
const OWN = JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8')).devDependencies;

/** A program of the app that previews every case of a system and prints the tokens. */
const PREVIEWS = `
import { App } from 'aws-cdk-lib';
import { TriggerSource, type TokenEnricher, type TokenPreview } from 'cdk-cognito-token-enricher';
import * as stacks from './stack';
import { readFileSync } from 'fs';

const { cases, source } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const [Stack] = Object.values(stacks) as Array<new (scope: App, id: string) => { readonly enricher: TokenEnricher }>;
const { enricher } = new Stack(new App(), 'Preview');
const previews: TokenPreview[] = cases.map(({ event, tables }: any) => enricher.preview({
  userAttributes: event.request.userAttributes,
  username: event.userName,
  clientId: event.callerContext.clientId,
  scopes: event.request.scopes,
  triggerSource: TriggerSource.of(event.triggerSource),
  items: source ? { [source]: tables.UserInfoTable.find(({ userName }: any) => userName === event.userName) } : undefined,
}));
console.log(JSON.stringify(previews));
`;

const folder = temporaryFolder('consumer');
const { tarball } = packThis(folder);
afterAll(() => fs.rmSync(folder, { recursive: true }));

test('the package contains only the required files', () => {
  const files = execFileSync('tar', ['tzf', tarball], { encoding: 'utf8' }).trim().split('\n').map(name => name.replace(/^package\//, ''));
  const outside = files.filter(name => !/^lib\/.*\.(js|d\.ts)$/.test(name)).sort();
  expect(outside).toEqual([
    '.jsii', 'LICENSE', 'NOTICE', 'README.md', 'assets/attach/index.js',
    ...['cache-engine.js', 'enricher.js', 'function-engine.js', 'index.mjs', 'pattern-engine.js'].map(name => `assets/enricher/${name}`),
    'assets/monitor/index.js', 'package.json',
  ]);
  expect(files.filter(name => name.includes('test') || name.includes('lambda-src'))).toEqual([]);
  expect(fs.statSync(tarball).size).toBeLessThan(600_000);
  const manifest = JSON.parse(execFileSync('tar', ['xzOf', tarball, 'package/package.json'], { encoding: 'utf8' }));
  expect([manifest.dependencies, manifest.bundledDependencies, manifest.optionalDependencies]).toEqual([undefined, undefined, undefined]);
});

describe.each([
  ['the oldest CDK', OWN['aws-cdk-lib'], OWN.constructs, OWN.typescript],
  ['the newest CDK, with the newest TypeScript', '2', '10', 'latest'],
])('on %s', (_, cdk, constructs, typescript) => {
  const app = path.join(folder, `app-${cdk}`);
  const run = (program: string, args: readonly string[], cwd: string, env: Record<string, string> = {}) =>
    execFileSync(path.join(app, 'node_modules', '.bin', program), args, { cwd, env: { ...process.env, ...env }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  beforeAll(() => {
    fs.mkdirSync(app);
    fs.writeFileSync(path.join(app, 'package.json'), JSON.stringify({ name: 'consumer', private: true }));
    const packages = [tarball, `aws-cdk-lib@${cdk}`, `constructs@${constructs}`, `typescript@${typescript}`, `tsx@${OWN.tsx}`, '@types/node@22'];
    execFileSync('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: app, stdio: ['ignore', 'ignore', 'inherit'] });
    for (const { folder: system } of SYSTEMS) {
      fs.cpSync(path.join(EXAMPLES, system), path.join(app, system), { recursive: true });
      fs.writeFileSync(path.join(app, system, 'previews.ts'), PREVIEWS);
    }
  });

  test('the examples pass the type check', () => {
    fs.writeFileSync(path.join(app, 'tsconfig.json'), JSON.stringify({
      compilerOptions: { strict: true, noEmit: true, target: 'es2022', module: 'node16', skipLibCheck: false, types: ['node'] },
      include: ['*/*.ts'],
      // the app has no Jest
      exclude: ['**/*.test.ts'],
    }));
    // the compiler prints errors to the standard output
    expect(spawnSync(path.join(app, 'node_modules', '.bin', 'tsc'), ['--project', 'tsconfig.json'], { cwd: app, encoding: 'utf8' })).toMatchObject({ stdout: '', status: 0 });
  });

  test.each(SYSTEMS)('$system synthesizes', ({ folder: system, stack }) => {
    const out = path.join(app, system, 'cdk.out');
    run('tsx', ['app.ts'], path.join(app, system), { CDK_OUTDIR: out });
    const { asset } = deployedEnricher(out, stack);
    const files = fs.readdirSync(asset).sort();
    expect(files).toEqual(['enricher.js', 'index.mjs', 'ruleset.json']);
  });

  test.each(SYSTEMS)('$system previews its tokens', ({ folder: system, system: id, source }) => {
    const cases = CASES.filter(each => each.system === id);
    const input = path.join(app, system, 'cases.json');
    fs.writeFileSync(input, JSON.stringify({ cases, source }));
    const previews = JSON.parse(run('tsx', ['previews.ts', input], path.join(app, system)));
    cases.forEach(({ name, event, expected }, index) => {
      const { idToken, accessToken, claims } = previews[index];
      const byRule = (token: string, from: any) => Object.fromEntries(claims
        .filter((claim: any) => claim.token === token && claim.origin === 'RULE' && claim.name !== 'scope').map((claim: any) => [claim.name, from[claim.name]]));
      expect({
        name,
        idToken: byRule('ID', idToken),
        accessToken: { ...byRule('ACCESS', accessToken), ...(event.request.scopes && { scope: accessToken.scope }) },
      }).toEqual({ name, ...expected });
    });
  });
});
