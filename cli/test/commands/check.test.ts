import * as fs from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { assemblyOf } from '../support/issuer';
import { run, type Ran } from '../support/run';

const check = (app: string, ...parameters: readonly string[]): Promise<Ran> => run(['check', ...parameters, '--app', assemblyOf(app)]);

test('findings, acknowledged ones with the reason, shadow rules and sizes', async () => {
  const { code, stdout, stderr } = await check('findings');
  expect({ code, stderr }).toEqual({ code: 6, stderr: '' });
  expect(stdout).toMatch(/^Findings\/TokenEnricher\n/);
  expect(stdout).toContain('warning UserControlledClaim claims[0]: ');
  expect(stdout).toContain('    fix: ');
  expect(stdout).toMatch(/acknowledged RolesRemain groups\[0\]: .+\n {4}reason: /);
  expect(stdout).toMatch(/Shadow rules\n {4}claims\[1\] {2}set next = 'x'|Shadow rules\n {4}claims\[1\] {2}set next = "x"/);
  expect(stdout).toMatch(/access token {2}\d+ characters, \d+ without rules/);
  expect(stdout).toMatch(/1 open finding, 1 acknowledged\n$/);
});

test('user pools without an enricher are checked, those without findings too', async () => {
  const { code, stdout } = await check('governed');
  expect([code, stdout]).toEqual([6, expect.stringMatching(/^Governed\/Quiet\n {2}no findings\n\nGoverned\/Roles\n {2}warning UserWritableRole /)]);
  const { checked, findings, sizes } = JSON.parse((await check('governed', '--json')).stdout);
  expect([checked, findings.map(({ id }: any) => id), sizes]).toEqual([['Governed/Quiet', 'Governed/Roles'], ['UserWritableRole'], []]);
  expect(JSON.parse((await check('governed', '--sarif')).stdout).runs[0].results).toHaveLength(1);
});

test('what exists under a condition is checked', async () => {
  const { findings, sizes } = JSON.parse((await check('conditional', '--json')).stdout);
  expect([findings, sizes].map(each => new Set(each.map(({ construct, enricher }: any) => construct ?? enricher)).size)).toEqual([2, 2]);
});

test('--fail-on never, and an app without findings, give 0', async () => {
  expect((await check('findings', '--fail-on', 'never')).code).toBe(0);
  const { code, stdout } = await check('no-client');
  expect([code, stdout]).toEqual([0, expect.stringMatching(/no open findings\n$/)]);
});

test('JSON has no path of this machine', async () => {
  const { stdout } = await check('findings', '--json');
  const { version, findings } = JSON.parse(stdout);
  expect(version).toBe(1);
  expect(findings).toContainEqual(expect.objectContaining({ id: 'UserControlledClaim', severity: 'warning', construct: 'Findings/TokenEnricher', template: 'Findings.template.json' }));
  expect(stdout).not.toContain(process.env.TEST_ASSEMBLIES);
});

test('SARIF is valid by its schema, and suppresses what is acknowledged', async () => {
  const { stdout } = await check('findings', '--sarif');
  const log = JSON.parse(stdout);
  const schema = JSON.parse(fs.readFileSync(path.join(__dirname, '..', 'schemas', 'sarif-2.1.0.json'), 'utf8'));
  const validate = new Ajv({ strict: false, validateFormats: false, logger: false, unicodeRegExp: false }).compile(schema);
  expect([validate(log), validate.errors]).toEqual([true, null]);
  expect(validate({ ...log, runs: [{}] })).toBe(false);
  const results: any[] = log.runs[0].results;
  expect(results.map(({ ruleId, level, suppressions }) => [ruleId, level, suppressions !== undefined])).toEqual(expect.arrayContaining([
    ['TokenEnricher::UserControlledClaim', 'warning', false], ['TokenEnricher::RolesRemain', 'warning', true],
  ]));
  expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toMatch(/Findings\.template\.json$/);
});
