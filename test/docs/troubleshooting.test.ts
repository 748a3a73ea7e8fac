import * as fs from 'fs';
import * as path from 'path';
import { DenialReason } from '../../src';

const ROOT = path.join(__dirname, '..', '..');
const PAGE = fs.readFileSync(path.join(ROOT, 'docs', 'guides', 'troubleshooting.md'), 'utf8');

/** Messages of the CDK, Node.js and AWS. */
const OF_OTHERS = [/^There is already a Construct/, /^Cannot find (module|asset)/, /^PreTokenGeneration /];

/** All code that has messages of ours, without what joins the parts of a text. */
const SOURCES = ['src', 'lambda-src'].flatMap(folder => fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts')).map(name => fs.readFileSync(path.join(ROOT, folder, name), 'utf8'))).join('\n');

const rows = (heading: string): ReadonlyArray<readonly string[]> =>
  PAGE.split(/^## /m).find(section => section.startsWith(heading))!.split('\n').filter(line => line.startsWith('| `')).map(line => line.split(' | '));

test.each(['At deployment', 'At sign-in'])('the messages are those of the code: %s', heading => {
  const messages = rows(heading).map(([first]) => /`(.*?)`/.exec(first)![1]).filter(text => / /.test(text) && !OF_OTHERS.some(other => other.test(text)));
  expect(messages.length).toBeGreaterThan(1);
  // the longest part without a variable
  const fixed = messages.map(text => text.split('…').sort((a, b) => b.length - a.length)[0].replace(/^[:. ]+| +$/g, ''));
  expect(fixed.filter(text => !SOURCES.includes(text))).toEqual([]);
});

test('each reason of a denial is on the page', () => {
  const reasons = rows('At sign-in').map(([first]) => /^\| `([A-Z_]+)`$/.exec(first)?.[1]).filter(name => name !== undefined);
  expect(reasons).toEqual(Object.values(DenialReason));
});
