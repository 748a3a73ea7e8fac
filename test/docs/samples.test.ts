import { docstringSamples, run, samplesOf } from './samples';

const SAMPLES = [...samplesOf('README.md'), ...docstringSamples()];

test('there are samples', () => {
  expect(SAMPLES.length).toBeGreaterThan(35);
});

test.each(SAMPLES.map(sample => [sample.place, sample] as const))('%s synthesizes', (_, sample) => {
  expect(() => run(sample)).not.toThrow();
});
