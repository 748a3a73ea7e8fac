import * as fs from 'fs';
import * as path from 'path';
import { TargetLanguage } from 'jsii-rosetta';
import { commandsOf, isInstalled, LANGUAGES, run, runCommands, translatedSamples, type Language } from './languages';
import { TABLES_OF_RECIPES, translatedPages } from './page-samples';
import { REGISTRIES } from './registries';
import { lambdaNode } from '../local/lambda-node';
import { temporaryFolder } from '../packaged/packages';

/**
 * The same apps in each language, from its packed package. Their own tests read previews, and the templates and what the command prints must equal
 * those of the apps in TypeScript.
 */
const COMMAND = path.join(__dirname, '..', '..', 'cli', 'bin', 'token-enricher.js');
const EXAMPLES = path.join(__dirname, '..', '..', 'examples');
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

const folder = temporaryFolder('bindings');
const workspaceOf = ({ name }: Language): string => path.join(folder, 'apps', name);
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** The folder of an app in a language: TypeScript is that of the example itself. */
function appOf(language: Language, app: string): string {
  return path.join(workspaceOf(language), app, language.name === 'typescript' ? '' : language.name);
}

/** Copies the apps, as a user would. */
async function copy(language: Language): Promise<void> {
  for (const app of APPS) {
    fs.cpSync(path.join(EXAMPLES, app), path.join(workspaceOf(language), app), { recursive: true });
    fs.writeFileSync(path.join(appOf(language, app), 'tables.json'), TABLES);
    fs.writeFileSync(path.join(appOf(language, app), 'users.json'), USERS);
  }
  if (language.name === 'python') {
    const pages = await translatedPages(TargetLanguage.PYTHON, fs.mkdtempSync(path.join(folder, 'pages-')));
    fs.writeFileSync(path.join(appOf(language, 'saas'), 'samples.json'), JSON.stringify({ ...translatedSamples('python'), ...pages }));
    fs.writeFileSync(path.join(appOf(language, 'saas'), 'recipes.json'), JSON.stringify(TABLES_OF_RECIPES));
    fs.copyFileSync(path.join(__dirname, 'python', 'test_samples.py'), path.join(appOf(language, 'saas'), 'test_samples.py'));
  }
}

/** Files of the cloud assembly that are deployed, by name. */
function deployed(language: Language, app: string): { readonly [file: string]: string } {
  const assembly = path.join(appOf(language, app), 'cdk.out');
  const files = (fs.readdirSync(assembly, { recursive: true }) as string[]).filter(name => /\.template\.json$|asset\..*\/[^/]+\.\w+$/.test(name)).sort();
  return Object.fromEntries(files.map(name => [name, fs.readFileSync(path.join(assembly, name), 'utf8')]));
}

function printed(language: Language, app: string): readonly string[] {
  return COMMANDS.filter(([command]) => app === 'saas' || command !== 'preview').map(command => run(appOf(language, app), [lambdaNode(24), COMMAND, ...command]));
}

const [reference, ...others] = LANGUAGES;

describe.each(LANGUAGES.map(language => [language.name, language] as const))('%s', (_, language) => {
  const missing = language.tools.filter(tool => !isInstalled(tool));
  // CI has the tools of most languages. Without its tools, a language is skipped elsewhere
  const inCase = missing.length === 0 || (process.env.CI !== undefined && !language.isOptional) ? test : test.skip;
  const needs = missing.length === 0 ? '' : ` (needs ${missing.join(', ')})`;

  inCase(`its package is installed${needs}`, async () => {
    expect(missing).toEqual([]);
    language.pack(folder);
    await copy(language);
    commandsOf(language).slice(0, -1).forEach(commands => runCommands(commands, workspaceOf(language), folder, language));
  });

  // the C# package is tested for its registry with what it is made from
  if (others.includes(language) && language.name in REGISTRIES) {
    inCase('its registry accepts the package', () => REGISTRIES[language.name](folder));
  }

  describe.each(APPS)('%s', app => {
    inCase('the commands of the page test and synthesize it', () => {
      runCommands(commandsOf(language).at(-1)!.replaceAll('saas', app), workspaceOf(language), folder, language);
      expect(Object.keys(deployed(language, app)).length).toBeGreaterThanOrEqual(4);
    });

    if (others.includes(language)) {
      inCase('it deploys what the app in TypeScript deploys, byte for byte', () => expect(deployed(language, app)).toEqual(deployed(reference, app)));

      inCase('the command prints what it prints for the app in TypeScript', () => expect(printed(language, app)).toEqual(printed(reference, app)));
    }
  });
});
