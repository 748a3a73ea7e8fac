import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { loadEnvironment } from '../../lambda-src/enricher/environment';
import { DIGEST_VARIABLE, DISABLED_SOURCES_VARIABLE, DOCUMENT_FILE, PREVIOUS_VARIABLE, type Expression, type Rule, type RulesetDocument, type Source } from '../../src/core/document/document';
import { documentOf, setClaim, SOURCES } from '../support/evaluate';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'environment-'));
const { env } = process;
afterEach(() => { process.env = env; });
afterAll(() => fs.rmSync(folder, { recursive: true }));

const READS: Expression = { op: 'attribute', args: ['s', ['a']] };
const OF_CLIENT: Expression = { op: 'client', args: [['key']] };
const TEXT: Expression = { op: 'literal', args: ['x'] };

/** The environment of a function with these rules. */
function loaded(rules: ReadonlyArray<Partial<Rule> & Pick<Rule, 'kind'>>, more: Partial<RulesetDocument> = {}, variables: Record<string, string> = {}) {
  const document = documentOf(rules, more);
  fs.writeFileSync(path.join(folder, DOCUMENT_FILE), JSON.stringify(document));
  process.env = { [DIGEST_VARIABLE]: document.digest, ...variables };
  return loadEnvironment(folder);
}

test('rules that read nothing need no caller of AWS', () => {
  const { reader, appClients, values, isDeployed, error, previousFunction } = loaded([setClaim('a', TEXT)]);
  expect({ reader, appClients, isDeployed, error, previousFunction }).toEqual({ isDeployed: true });
  expect(values.isClient('key', 'id')).toBeUndefined();
  expect(values.slot('unknown')).toBe('');
});

const FUNCTION: Source = { ...SOURCES.s, kind: 'function', function: TEXT } as Source;
const BOTH: Expression = { op: 'firstOf', of: [READS, { op: 'attribute', args: ['f', ['a']] }] };

test.each<[string, Partial<Rule>, readonly [services: readonly string[], clients: boolean]]>([
  ['a table', { value: READS }, [['dynamodb'], false]],
  ['a function', { value: BOTH.of![1] }, [['lambda'], false]],
  ['a table and a function', { value: BOTH }, [['lambda', 'dynamodb'], false]],
  ['an app client', { when: OF_CLIENT }, [[], true]],
  ['a table and an app client', { value: READS, when: OF_CLIENT }, [['dynamodb'], true]],
  ['nothing, as it is disabled', { value: READS, when: OF_CLIENT, mode: 'DISABLED' }, [[], false]],
])('there are callers for a rule that needs %s', (_, rule, expected) => {
  const { reader, services, appClients } = loaded([{ ...setClaim('a', TEXT), ...rule } as Rule], { sources: { ...SOURCES, f: FUNCTION } });
  expect([services, appClients !== undefined]).toEqual(expected);
  expect(reader !== undefined).toBe(services.length > 0);
});

test('values of the deployment are those of the variables', () => {
  const slots = { SLOT: { type: 'string', description: '' } } as const;
  const { values, isDeployed } = loaded([setClaim('a', TEXT)], { slots }, { SLOT: 'of the stack', OTHER: 'x' });
  expect([values.slot('SLOT'), values.slot('OTHER'), isDeployed]).toEqual(['of the stack', '', true]);
  expect(loaded([setClaim('a', TEXT)], { slots }).isDeployed).toBe(false);
  expect(loaded([setClaim('a', TEXT)], {}, { [DIGEST_VARIABLE]: 'of other rules' }).isDeployed).toBe(false);
});

test('sources are disabled by name', () => {
  const sources = { ...SOURCES, decisive: { ...SOURCES.s, decides: true as const } };
  const { disabled, values } = loaded([setClaim('a', READS)], { sources }, { [DISABLED_SOURCES_VARIABLE]: ' s, decisive,unknown ,' });
  expect(disabled).toEqual({ omitted: new Set(['s']), ignored: ['decisive', 'unknown'] });
  expect(values.disabledSources).toEqual(new Set(['s']));
});

test('only rules that are compared have a previous function', () => {
  const variables = { [PREVIOUS_VARIABLE]: 'arn' };
  expect(loaded([setClaim('a', TEXT)], { comparesWithPrevious: true }, variables).previousFunction).toBe('arn');
  expect(loaded([setClaim('a', TEXT)], {}, variables).previousFunction).toBeUndefined();
});

test.each<[string, string | undefined]>([['is missing', undefined], ['is no JSON', '{'], ['has another version', '{"version":0}']])('a document that %s is an error', (_, content) => {
  const file = path.join(folder, DOCUMENT_FILE);
  fs.rmSync(file, { force: true });
  content !== undefined && fs.writeFileSync(file, content);
  process.env = { [DISABLED_SOURCES_VARIABLE]: 's' };
  const { ruleset, error, reader, appClients, disabled, values } = loadEnvironment(folder);
  expect({ ruleset, reader, appClients, omitted: disabled.omitted.size }).toEqual({ omitted: 0 });
  expect(error).toMatchObject({ message: expect.any(String) });
  expect(values.isClient('key', 'id')).toBeUndefined();
});
