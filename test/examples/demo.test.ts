import { WriteStream } from 'tty';
import { stripVTControlCharacters } from 'util';
import { readCases } from '../../examples/demo/cases';
import { fullTextOf } from '../../examples/demo/full';
import { conclusionOf, hint, reportOf, type Output } from '../../examples/demo/report';
import { resultOf } from '../../examples/demo/results';
import type { CaseRun, ExampleRun } from '../../examples/demo/run';
import { wrap } from '../../examples/demo/text';
import { baseTokensOf, type BaseTokens, type Claims } from '../../src/core/cognito/base-tokens';
import { readEvent } from '../../src/core/cognito/token-request';
import type { Rule } from '../../src/core/document/document';
import { documentOf } from '../support/evaluate';

const FUNCTION = { hash: '0123456789abcdef0123', files: 3, bytes: 34_240, nodeVersion: '24.1.2', triggerVersion: 'V2_0' };
const SYSTEMS = ['S1', 'S2', 'S3'];
const cases = readCases();

/** A rule that sets a claim. */
function rule(claim: string, literal: string): Rule {
  return {
    kind: 'setClaim',
    id: 'claims[0]',
    claim,
    tokens: ['ID'],
    value: { op: 'literal', args: [literal] },
    ifAbsent: 'OMIT',
    mode: 'ENFORCE',
    subjects: ['USER'],
    provenance: { level: 'COGNITO' },
  };
}

/** The run of an example app whose function returned the expected tokens. */
function runOf(system: string): ExampleRun {
  return {
    example: { system, folder: `folder-of-${system}`, stack: 'Stack' },
    function: FUNCTION,
    document: documentOf([rule(`claim-of-${system}`, 'value'), rule('other', 'value')]),
    cases: cases.filter(each => each.system === system).map(given => {
      const before = baseTokensOf(readEvent(given.event, 1_700_000_000)!);
      const { idToken, accessToken } = given.expected;
      return { given, before, after: { idToken: { ...before.idToken, ...idToken }, accessToken: { ...before.accessToken, ...accessToken } } };
    }),
  };
}

/** The run of a case that changes the tokens as given, although no change is expected. */
function runWith(before: BaseTokens, after: BaseTokens): ExampleRun {
  const event = { triggerSource: 'TokenGeneration_HostedAuth', version: '2' };
  const given = { system: 'S9', name: 'the only case', event, tables: {}, expected: { idToken: {}, accessToken: {} } };
  return { ...runOf('S1'), cases: [{ given, before, after }] };
}

/** Standard output in a pipe, as in Node.js. */
const PIPE: Output = {};
/** A terminal, with the colors that Node.js detects in the environment of the test. */
const TERMINAL: Output = { hasColors: () => WriteStream.prototype.getColorDepth(process.env) > 1 };

/** The complete output of the demo. */
function printed(runs: readonly ExampleRun[], stream: Output): string {
  return [...runs.map(run => reportOf(run, stream)), conclusionOf(runs, stream), hint(stream)].join('\n');
}

describe('the output of the demo', () => {
  const runs = SYSTEMS.map(runOf);
  const environment = process.env;

  beforeEach(() => {
    process.env = { TERM: 'xterm-256color' };
  });
  afterEach(() => { process.env = environment; });

  test('fits on a screen: at most 60 lines of at most 100 columns', () => {
    const lines = printed(runs, PIPE).split('\n');
    expect(lines.length).toBeGreaterThan(cases.length);
    expect(lines.length).toBeLessThanOrEqual(60);
    expect(lines.filter(line => line.length > 100)).toEqual([]);
  });

  test('names the app, and every case', () => {
    const text = printed(runs, PIPE);
    expect(text).toContain('S2 folder-of-S2: asset 0123456789ab (3 files, 34.2 kB), Node.js 24.1.2, trigger V2_0');
    expect(text).toContain('rule: set claim-of-S3 = "value"');
    const unbroken = text.replace(/ +│.*\n│ +/g, ' ');
    expect(cases.filter(({ name }) => !text.includes(`│ ${name} `) && !unbroken.includes(name))).toEqual([]);
  });

  test.each(SYSTEMS)('names each change of %s, and no other', system => {
    const run = runOf(system);
    const expected = run.cases.flatMap(({ given: { expected: { idToken, accessToken: { scope, ...accessToken } } }, before }) => [
      ...Object.keys(idToken).sort().map(name => `+ ${name}: ${JSON.stringify(idToken[name])} in ID token`),
      ...Object.keys(accessToken).sort().map(name => `+ ${name}: ${JSON.stringify(accessToken[name])} in access token`),
      ...String(scope ?? '').split(' ').filter(each => each !== '' && !String(before.accessToken.scope).split(' ').includes(each))
        .map(each => `+ scope ${each} in access token`),
    ]);
    expect(expected.length).toBeGreaterThan(0);
    expect(effectsOf(run)).toEqual(expected);
  });

  test('names removed claims, changed claims, and single scopes', () => {
    const run = runWith(
      { idToken: { email: 'a', level: 1 }, accessToken: { scope: 'openid email' } },
      { idToken: { level: 2 }, accessToken: { scope: 'openid admin' } },
    );
    expect(effectsOf(run)).toEqual([
      '- email: "a" in ID token',
      '- level: 1 in ID token',
      '+ level: 2 in ID token',
      '- scope email in access token',
      '+ scope admin in access token',
      '! not what it should be',
    ]);
  });

  test('reports if nothing changed', () => {
    expect(effectsOf(runWith({ accessToken: { version: 2 } }, { accessToken: { version: 2 } }))).toEqual(['- nothing']);
  });

  test('reports unexpected tokens, and their number', () => {
    const wrong = runWith({ accessToken: {} }, { accessToken: { extra: true } });
    expect(effectsOf(wrong)).toEqual(['+ extra: true in access token', '! not what it should be']);
    expect(conclusionOf([...runs, wrong], PIPE)).toBe(`1 of ${cases.length + 1} cases differ.`);
    expect(conclusionOf(runs, PIPE)).toBe(`All ${cases.length} cases gave the tokens that they should.`);
  });

  test('keeps its width with long values, long rules and long names', () => {
    const long = 'word '.repeat(60) + 'x'.repeat(300);
    const { cases: [only], ...run } = runWith({ accessToken: {} }, { accessToken: { long } });
    const text = reportOf({ ...run, document: documentOf([rule('long', long)]), cases: [{ ...only, given: { ...only.given, name: long } }] }, PIPE);
    expect(text).toContain('+ long: "word word');
    expect(text.split('\n').filter(line => line.length > 100)).toEqual([]);
  });

  test('has colors only in a terminal, and none with NO_COLOR', () => {
    expect(stripVTControlCharacters(printed(runs, PIPE))).toBe(printed(runs, PIPE));
    const colored = printed(runs, TERMINAL);
    expect(stripVTControlCharacters(colored)).not.toBe(colored);
    expect(stripVTControlCharacters(colored)).toBe(printed(runs, PIPE));
    process.env.NO_COLOR = '1';
    expect(printed(runs, TERMINAL)).toBe(printed(runs, PIPE));
  });
});

test('a string is wrapped at spaces, and within a word that is longer than a line', () => {
  expect(wrap('short', 10)).toEqual(['short']);
  expect(wrap('one two three four', 12, '  ')).toEqual(['one two', '  three four']);
  expect(wrap(`  ${'x'.repeat(14)}`, 10, '  ')).toEqual([`  ${'x'.repeat(8)}`, `  ${'x'.repeat(6)}`]);
});

test('complete tokens have every claim, with a mark at changes', () => {
  const run = runWith(
    { idToken: { email: 'a', level: 1 }, accessToken: { version: 2 } },
    { idToken: { level: 2, pet: 'dogs' }, accessToken: { version: 2 } },
  );
  expect(fullTextOf(run).split('\n')).toEqual([
    'S9  the only case  (TokenGeneration_HostedAuth, version 2)',
    '  ID token',
    '    - email: "a"',
    '    - level: 1',
    '    + level: 2',
    '    + pet: "dogs"',
    '  access token',
    '      version: 2',
    '',
  ]);
});

test('the JSON output contains added and changed claims, and scopes as a whole', () => {
  const caseWith = (scopes: Claims): CaseRun => runWith(
    { idToken: { email: 'a' }, accessToken: { ...scopes, version: 2 } },
    { idToken: { email: 'b' }, accessToken: { ...scopes, version: 2, level: 1 } },
  ).cases[0];
  const [withScopes, without] = [caseWith({ scope: 'openid' }), caseWith({})];
  expect(resultOf(withScopes)).toEqual({ system: 'S9', name: 'the only case', idToken: { email: 'b' }, accessToken: { level: 1, scope: 'openid' } });
  expect(resultOf(without)).toEqual({ system: 'S9', name: 'the only case', idToken: { email: 'b' }, accessToken: { level: 1 } });
});

/** The lines of the second column, starting with the first case. */
function effectsOf(run: ExampleRun): readonly string[] {
  const rows = reportOf(run, PIPE).split('\n').filter(line => line.startsWith('│')).slice(1);
  return rows.map(line => line.split('│')[2].trim()).filter(text => text !== '');
}
