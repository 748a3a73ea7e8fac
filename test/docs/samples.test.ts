import * as fs from 'fs';
import * as path from 'path';
import { docstringSamples, run, runApp, samplesOf } from './samples';

const README = fs.readFileSync(path.join(__dirname, '..', '..', 'README.md'), 'utf8');
const SAMPLES = [...samplesOf('README.md'), ...samplesOf('docs/guide.md'), ...docstringSamples()];
const WHOLE = SAMPLES.filter(({ isWhole }) => isWhole);

test('there are samples', () => {
  expect([SAMPLES.length > 40, WHOLE.length]).toEqual([true, 1]);
});

test.each(SAMPLES.filter(({ isWhole }) => !isWhole).map(sample => [sample.place, sample] as const))('%s synthesizes', (_, sample) => {
  expect(() => run(sample)).not.toThrow();
});

test('the token below the app of the README is the one that it issues', () => {
  const { enricher, webClient } = runApp(WHOLE[0]);
  const { accessToken, originalAccessToken } = enricher.preview({ client: webClient, items: { member: { plan: 'pro', role: 'owner' } } });
  const lines = [.../```diff\n {\n([^]*?)\n }\n```/.exec(README)![1].matchAll(/^([-+ ]) {2}(".*?),?$/gm)];
  expect(lines.map(([, mark]) => mark)).toEqual([' ', '+', '-', '+', ' ']);
  for (const [, mark, member] of lines) {
    const [[name, value]] = Object.entries(JSON.parse(`{${member}}`) as object);
    expect((mark === '-' ? originalAccessToken : accessToken)![name]).toEqual(value);
  }
  expect(enricher.preview({ client: webClient, items: { member: { suspended: true } } }).denial?.message).toBe('Your account is suspended.');
});
