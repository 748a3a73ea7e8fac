import * as fs from 'fs';
import * as path from 'path';
import { releaseNotes } from '../../scripts/release-notes';

const CHANGELOG = '# Changelog\n\n## 0.2.0\n\n### Renamed\n\n- `a` is `b`\n\n## 0.1.0\n\nThe first.\n';
const COMMITS = '\n## 0.2.0 (2026-01-01)\n\n* fix\n';
const notes = (version: string, ...released: readonly string[]) => releaseNotes(CHANGELOG, version, COMMITS, each => released.includes(each));

test('the entry of a version is above the list of commits', () => {
  expect(notes('0.2.0', '0.1.0')).toBe('### Renamed\n\n- `a` is `b`\n\n## 0.2.0 (2026-01-01)\n\n* fix\n');
});

test('a version without an entry has the list of commits', () => {
  expect(notes('0.2.1', '0.1.0', '0.2.0')).toBe(COMMITS);
});

test('an entry that no release would have is an error', () => {
  expect(() => notes('0.1.1', '0.1.0')).toThrow('the newest entry is for 0.2.0, but the commits result in 0.1.1. Rename the entry');
  expect(() => releaseNotes('# Changelog\n', '0.1.0', COMMITS, () => true)).toThrow('CHANGELOG.md: no entry');
});

test('the entries of the changelog have versions, newest first', () => {
  const headings = [...fs.readFileSync(path.join(__dirname, '..', '..', 'CHANGELOG.md'), 'utf8').matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  expect(headings.filter(heading => !/^\d+\.\d+\.\d+$/.test(heading))).toEqual([]);
  const newestFirst = [...headings].sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  expect(headings).toEqual(newestFirst);
});
