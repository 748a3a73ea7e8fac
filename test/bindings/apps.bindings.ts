import * as fs from 'fs';
import * as path from 'path';
import { isInstalled, LANGUAGES, run, type Language } from './languages';
import { lambdaNode } from '../local/lambda-node';
import { temporaryFolder } from '../packaged/packages';

/**
 * The same app in each language, from its packed package. Its own tests read previews, and the templates and what the command
 * prints must equal those of the app in TypeScript.
 */
const COMMAND = path.join(__dirname, '..', '..', 'cli', 'bin', 'token-enricher.js');
const TABLES = JSON.stringify({ Members: [{ userId: 'jane', plan: 'pro', role: 'owner' }] });
const USERS = JSON.stringify({ users: { jane: { attributes: { sub: 'jane' } } } });
const ENRICHER = 'Prod/Auth/TokenEnricher';
const COMMANDS: ReadonlyArray<readonly string[]> = [
  ['list', '--json'],
  ['check', '--json', '--fail-on', 'never'],
  ['check', '--sarif', '--fail-on', 'never'],
  ['contract', ENRICHER, '--format', 'typescript'],
  ['contract', ENRICHER, '--format', 'json-schema'],
  ['preview', ENRICHER, '--user', 'jane', '--users', 'users.json', '--tables', 'tables.json'],
];

const folder = temporaryFolder('bindings');
const appOf = ({ name }: Language): string => path.join(folder, 'apps', name);
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function copy(language: Language): void {
  const app = appOf(language);
  fs.cpSync(path.join(__dirname, language.name), app, { recursive: true });
  fs.copyFileSync(path.join(__dirname, 'preview.md'), path.join(app, 'preview.md'));
  fs.writeFileSync(path.join(app, 'tables.json'), TABLES);
  fs.writeFileSync(path.join(app, 'users.json'), USERS);
}

/** Files of the cloud assembly that are deployed, by name. */
function deployed(language: Language): { readonly [file: string]: string } {
  const assembly = path.join(appOf(language), 'cdk.out');
  const files = (fs.readdirSync(assembly, { recursive: true }) as string[]).filter(name => /\.template\.json$|asset\..*\/[^/]+\.\w+$/.test(name)).sort();
  return Object.fromEntries(files.map(name => [name, fs.readFileSync(path.join(assembly, name), 'utf8')]));
}

function printed(language: Language): readonly string[] {
  return COMMANDS.map(command => run(appOf(language), [lambdaNode(24), COMMAND, ...command]));
}

const [reference, ...others] = LANGUAGES;

describe.each(LANGUAGES.map(language => [language.name, language] as const))('%s', (_, language) => {
  const missing = language.tools.filter(tool => !isInstalled(tool));
  // CI has all tools. Elsewhere a language without its tools is skipped
  const inCase = missing.length === 0 || process.env.CI !== undefined ? test : test.skip;
  const needs = missing.length === 0 ? '' : ` (needs ${missing.join(', ')})`;

  inCase(`the app passes its tests${needs}`, () => {
    expect(missing).toEqual([]);
    copy(language);
    language.install(appOf(language), folder);
    run(appOf(language), language.test);
    run(appOf(language), language.synth, { CDK_OUTDIR: 'cdk.out' });
    expect(Object.keys(deployed(language)).length).toBeGreaterThanOrEqual(4);
  });

  if (others.includes(language)) {
    inCase('it deploys what the app in TypeScript deploys, byte for byte', () => expect(deployed(language)).toEqual(deployed(reference)));

    inCase('the command prints what it prints for the app in TypeScript', () => expect(printed(language)).toEqual(printed(reference)));
  }
});
