import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { assemblyOf } from '../support/issuer';
import { run, type Ran } from '../support/run';

const contract = (app: string, ...parameters: readonly string[]): Promise<Ran> => run(['contract', ...parameters, '--app', assemblyOf(app)]);

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'contract-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('contract', () => {
  test('tables are the default', async () => {
    const { code, stdout, stderr } = await contract('projects');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('| `userName` | always | string (at most 128 characters) | Amazon Cognito | claims[0] |');
  });

  test.each([
    ['json', '"enricher": "Shop/TokenEnricher"'],
    ['json-schema', '"title": "Claims that Shop/TokenEnricher puts into access tokens"'],
    ['typescript', 'export interface AccessTokenClaims {'],
    ['cedar', '"AccessToken": {'],
    ['python', 'class AccessTokenClaims:'],
    ['go', 'type AccessTokenClaims struct {'],
  ])('--format %s', async (format, part) => {
    const { code, stdout, stderr } = await contract('shop', '--format', format);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(part);
  });

  test('the JSON Schema of the ID token', async () => {
    const { stdout } = await contract('projects', '--format', 'json-schema', '--token', 'id');
    expect(JSON.parse(stdout)).toMatchObject({ properties: { userName: { type: 'string' } }, required: ['userName'] });
  });

  test('an app with several enrichers needs a name', async () => {
    const { code, stderr } = await contract('seeds');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^Name an enricher: the app has .*Membership\/TokenEnricher/)]);
    expect((await contract('stages', 'Prod/Auth/TokenEnricher')).stdout).toContain('# Tokens of Prod/Auth/TokenEnricher');
  });
});

describe('diff', () => {
  /** A contract file, after a change. */
  async function file(name: string, change: (contract: any) => void = () => undefined): Promise<string> {
    const json = JSON.parse((await contract('projects', '--json')).stdout);
    change(json);
    fs.writeFileSync(path.join(folder, name), JSON.stringify(json));
    return path.join(folder, name);
  }
  const removeClaim = (json: any): void => void json.tokens[0].claims.pop();
  const trustUsers = (json: any): void => {
    json.tokens[0].claims[0].control.level = 'USER';
  };

  test('an assembly and its own contract file are the same', async () => {
    const { code, stdout } = await run(['diff', await file('same.json'), assemblyOf('projects')]);
    expect([code, stdout]).toEqual([0, 'Projects/TokenEnricher: no difference\n']);
  });

  test.each([
    ['a claim that is gone is breaking', removeClaim, [], 4, 'breaking  ID token, claim userName: removed'],
    ['more trust in users is less secure', trustUsers, [], 5, 'less secure  ID token, claim projects: controlled by users, before by operators'],
    ['a breaking change can pass', removeClaim, ['--fail-on', 'less-secure'], 0, 'breaking  ID token, claim userName: removed'],
    ['a change can pass', trustUsers, ['--fail-on', 'never'], 0, 'less secure'],
    ['Markdown', removeClaim, ['--markdown'], 4, '| breaking | ID token | claim userName | removed |'],
    ['JSON', removeClaim, ['--json'], 4, '"verdict": "BREAKING"'],
  ])('%s', async (_, change, parameters, code, part) => {
    const ran = await run(['diff', await file('old.json'), await file('new.json', change), ...parameters]);
    expect(ran.code).toBe(code);
    expect(ran.stdout).toContain(part);
  });

  test('a file of a git revision', async () => {
    const git = (...parameters: readonly string[]): unknown => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...parameters], { cwd: folder });
    await file('contract.json');
    git('init', '-q', '-b', 'main');
    git('add', 'contract.json');
    git('commit', '-q', '-m', 'contract');
    await file('contract.json', removeClaim);
    const ran = await run(['diff', 'main:contract.json', 'contract.json'], { cwd: folder });
    expect([ran.code, ran.stdout]).toEqual([4, expect.stringContaining('claim userName: removed')]);
    const unknown = await run(['diff', 'nothing:contract.json', 'contract.json'], { cwd: folder });
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringMatching(/^git cannot show nothing:contract.json: /)]);
  });

  test('enrichers of stages are compared by their paths', async () => {
    const { code, stdout } = await run(['diff', assemblyOf('stages'), assemblyOf('stages')]);
    expect([code, stdout]).toEqual([0, 'Beta/Auth/TokenEnricher: no difference\n\nProd/Auth/TokenEnricher: no difference\n']);
    const other = await run(['diff', assemblyOf('stages'), assemblyOf('projects')]);
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('The enrichers have no path in common')]);
  });

  test.each([
    ['nothing there', 'nothing', 'There is no nothing: '],
    ['no contract', __filename, 'is no JSON'],
    ['another JSON', path.join(__dirname, '..', '..', 'package.json'), 'is no contract'],
  ])('%s', async (_, given, message) => {
    const { code, stderr } = await run(['diff', given, assemblyOf('projects')]);
    expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
  });
});
