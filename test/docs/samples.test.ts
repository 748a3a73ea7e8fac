import { blocksOf, docstringSamples, run, runApp, samplesOf } from './samples';
import { expectTokens } from './shown-tokens';

const SAMPLES = [...['README.md', 'docs/guide.md', 'docs/attaching.md'].flatMap(samplesOf), ...docstringSamples()];
const WHOLE = SAMPLES.filter(({ isWhole }) => isWhole);

test('there are samples', () => {
  expect([SAMPLES.length > 40, WHOLE.length]).toEqual([true, 1]);
});

test.each(SAMPLES.filter(({ isWhole }) => !isWhole).map(sample => [sample.place, sample] as const))('%s synthesizes', (_, sample) => {
  expect(() => run(sample)).not.toThrow();
});

test('the token below the app of the README is the one that it issues', () => {
  const { enricher, webClient } = runApp(WHOLE[0]);
  expectTokens(blocksOf('README.md').find(({ info }) => info === 'diff')!.text, enricher.preview({ client: webClient, items: { member: { plan: 'pro', role: 'owner' } } }));
  expect(enricher.preview({ client: webClient, items: { member: { suspended: true } } }).denial?.message).toBe('Your account is suspended.');
});
