import * as fs from 'fs';
import * as path from 'path';
import { blocksOf, GUIDES, run, type Block } from './samples';
import { expectTokens } from './shown-tokens';

/*
 * Each sample of a guide (`ts`) is run, and what is shown after it must be what it gives: a token with its changes (`diff`) is that of the constant
 * `preview`, Markdown is its description, and a text after a sample that fails (`ts fails`) is the message of the error.
 */
const ROOT = path.join(__dirname, '..', '..');

const OUTPUTS = ['diff', 'text', 'markdown'];

/** Each sample with the outputs that follow it. */
const SAMPLES = GUIDES.flatMap(page => {
  const blocks = blocksOf(page);
  return blocks.flatMap((sample, index) => {
    const after = blocks.slice(index + 1);
    const end = after.findIndex(({ info }) => !OUTPUTS.includes(info));
    return sample.info === 'ts' || sample.info === 'ts fails' ? [{ sample, outputs: end < 0 ? after : after.slice(0, end) }] : [];
  });
});

test('there are guides with samples', () => {
  expect(GUIDES.filter(page => !SAMPLES.some(({ sample }) => sample.place.startsWith(`${page}:`)))).toEqual([]);
  expect(SAMPLES.filter(({ outputs }) => outputs.length > 0).length).toBeGreaterThan(10);
});

test.each(SAMPLES.map(each => [each.sample.place, each] as const))('%s gives what is shown', (_, { sample, outputs }) => {
  const isolated = { place: sample.place, code: sample.text };
  if (sample.info === 'ts fails') {
    expect(outputs.map(({ info }) => info)).toEqual(['text']);
    expect(messageOf(() => run(isolated))).toContain(outputs[0].text.trim());
    return;
  }
  const preview = run(isolated);
  outputs.forEach(output => expectOutput(output, preview));
});

test('the code of Amplify is that of the example, which is synthesized with Amplify itself', () => {
  const folder = path.join(ROOT, 'examples', 'amplify', 'amplify');
  const example = ['backend.ts', path.join('data', 'resource.ts')].map(file => lines(fs.readFileSync(path.join(folder, file), 'utf8'))).flat();
  const shown = blocksOf('docs/guides/amplify.md').filter(({ info }) => info === 'js').flatMap(({ text }) => lines(text));
  expect(shown.filter(line => !example.some(each => each.includes(line)))).toEqual([]);
});

/** Lines without their indentation. */
function lines(text: string): readonly string[] {
  return text.split('\n').map(line => line.trim()).filter(line => line !== '');
}

function expectOutput({ info, text }: Block, preview: ReturnType<typeof run>): void {
  expect(preview).toBeDefined();
  if (info === 'diff') {
    expectTokens(text, preview!);
  } else {
    expect(info === 'text' ? preview!.denial?.message : preview!.describe()).toContain(text.trim());
  }
}

function messageOf(action: () => void): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the sample does not fail');
}
