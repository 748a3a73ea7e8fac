import { execFileSync } from 'child_process';
import * as fs from 'fs';

const HEADING = /^## (\S+)$/m;

/**
 * The notes of a release: its entry in `CHANGELOG.md`, if it has one, above the list that follows from the commits. Fails if the newest entry is
 * for another version that was not released, because it would never be part of any notes.
 */
export function releaseNotes(changelog: string, version: string, fromCommits: string, isTagged: (version: string) => boolean): string {
  const [, newest] = HEADING.exec(changelog) ?? [];
  if (newest === undefined) {
    throw new Error('CHANGELOG.md: no entry. Allowed: a heading with a version, such as "## 0.2.0"');
  }
  if (newest !== version) {
    if (!isTagged(newest)) {
      throw new Error(`CHANGELOG.md: the newest entry is for ${newest}, but the commits result in ${version}. Rename the entry`);
    }
    return fromCommits;
  }
  const [, , entry] = changelog.split(HEADING);
  return `${entry.trim()}\n\n${fromCommits.trim()}\n`;
}

function hasTag(version: string): boolean {
  return execFileSync('git', ['tag', '--list', `v${version}`], { encoding: 'utf8' }).trim() !== '';
}

if (require.main === module) {
  const notes = 'dist/changelog.md';
  const read = (file: string) => fs.readFileSync(file, 'utf8');
  fs.writeFileSync(notes, releaseNotes(read('CHANGELOG.md'), read('dist/version.txt').trim(), read(notes), hasTag));
}
