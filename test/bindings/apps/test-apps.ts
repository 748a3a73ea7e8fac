import * as fs from 'fs';
import * as path from 'path';
import { lambdaNode } from '../../local/lambda-node';
import { linkThis, temporaryFolder } from '../../packaged/packages';
import { commandsOf, isInstalled, run, runCommands, type Language } from '../languages';

const ROOT = path.join(__dirname, '..', '..', '..');
const COMMAND = path.join(ROOT, 'cli', 'bin', 'token-enricher.js');
const TSX = path.join(ROOT, 'node_modules', '.bin', 'tsx');
const EXAMPLES = path.join(ROOT, 'examples');
const APPS = ['pet-preference', 'saas'];
const TABLES = JSON.stringify({
  Table: [
    { pk: 'USER#jane', sk: 'ACCOUNT', tenant: 'acme', role: 'owner' },
    { pk: 'TENANT#acme', sk: 'SETTINGS', plan: 'pro' },
    { pk: 'ROLE#owner', sk: 'ROLE', permissions: ['members:invite'], scopes: ['projects/read'] },
  ],
});
const USERS = JSON.stringify({ users: { jane: { attributes: { sub: 'jane', email: 'jane@amazon.com' } } } });
const COMMANDS: ReadonlyArray<readonly string[]> = [
  ['list', '--json'],
  ['check', '--json', '--fail-on', 'never'],
  ['check', '--sarif', '--fail-on', 'never'],
  ['contract', '--format', 'typescript'],
  ['contract', '--format', 'json-schema'],
  ['preview', '--user', 'jane', '--client', 'WebClient', '--users', 'users.json', '--tables', 'tables.json'],
];

/**
 * The same apps in each language, from its packed package. Their own tests read previews, and the templates and what the command prints must equal
 * those of the apps in TypeScript. Each language has a file of its own, so that several run at a time.
 */
export function testApps(language: Language): void {
  const folder = temporaryFolder('bindings');
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  const workspace = path.join(folder, 'apps');
  const reference = path.join(folder, 'reference');
  const missing = language.tools.filter(tool => !isInstalled(tool));
  // CI has the tools of most languages. Without its tools, a language is skipped elsewhere
  const inCase = missing.length === 0 || (process.env.CI !== undefined && !language.isOptional) ? test : test.skip;
  const needs = missing.length === 0 ? '' : ` (needs ${missing.join(', ')})`;
  const appOf = (name: string): string => path.join(workspace, name, language.folder);

  inCase(`its package is installed${needs}`, async () => {
    expect(missing).toEqual([]);
    language.pack(folder);
    copyApps(workspace, language.folder);
    await language.prepare?.(appOf('saas'), folder);
    commandsOf(language).slice(0, -1).forEach(commands => runCommands(commands, workspace, folder, language));
  });

  if (language.accepted) {
    inCase('its registry accepts the package', () => language.accepted!(folder));
  }

  inCase('the apps in TypeScript synthesize', () => {
    copyApps(reference, '');
    linkThis(reference);
    APPS.forEach(name => run(path.join(reference, name), [TSX, 'app.ts'], { CDK_OUTDIR: 'cdk.out' }));
  });

  describe.each(APPS)('%s', name => {
    inCase('the commands of the page test and synthesize it', () => {
      runCommands(commandsOf(language).at(-1)!.replaceAll('saas', name), workspace, folder, language);
      expect(Object.keys(deployed(appOf(name))).length).toBeGreaterThanOrEqual(4);
    });

    inCase('it deploys what the app in TypeScript deploys, byte for byte', () => expect(deployed(appOf(name))).toEqual(deployed(path.join(reference, name))));

    inCase('the command prints what it prints for the app in TypeScript', () => {
      const commands = COMMANDS.filter(([command]) => name === 'saas' || command !== 'preview');
      const printed = (app: string): readonly string[] => commands.map(command => run(app, [lambdaNode(24), COMMAND, ...command]));
      expect(printed(appOf(name))).toEqual(printed(path.join(reference, name)));
    });
  });
}

/** Copies the apps, as a user would. */
function copyApps(workspace: string, folder: string): void {
  for (const app of APPS) {
    fs.cpSync(path.join(EXAMPLES, app), path.join(workspace, app), { recursive: true });
    fs.writeFileSync(path.join(workspace, app, folder, 'tables.json'), TABLES);
    fs.writeFileSync(path.join(workspace, app, folder, 'users.json'), USERS);
  }
}

/** Files of the cloud assembly that are deployed, by name. */
function deployed(app: string): { readonly [file: string]: string } {
  const assembly = path.join(app, 'cdk.out');
  const files = (fs.readdirSync(assembly, { recursive: true }) as string[]).filter(name => /\.template\.json$|asset\..*\/[^/]+\.\w+$/.test(name)).sort();
  return Object.fromEntries(files.map(name => [name, fs.readFileSync(path.join(assembly, name), 'utf8')]));
}
