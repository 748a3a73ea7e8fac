import * as fs from 'fs';
import * as path from 'path';
import type { TokenPreview } from '../../src';

const ROOT = path.join(__dirname, '..', '..');

/** Expects that the first token that a page shows, with what rules changed, is that of a preview. */
export function expectTokens(page: string, { idToken, originalIdToken, accessToken, originalAccessToken }: TokenPreview): void {
  const shown = /```diff\n {\n([^]*?)\n }\n```/.exec(fs.readFileSync(path.join(ROOT, page), 'utf8'))![1];
  const lines = [...shown.matchAll(/^([-+ ]) {2}(".*?),?$/gm)].map(([, mark, member]) => ({ mark, member: Object.entries(JSON.parse(`{${member}}`) as object)[0] }));
  // every line is a member, and some of them are new
  expect([lines.length, lines.some(({ mark }) => mark === '+')]).toEqual([shown.split('\n').length, true]);
  const isId = lines.some(({ member: [name, value] }) => name === 'token_use' && value === 'id');
  const [before, after] = isId ? [originalIdToken!, idToken!] : [originalAccessToken!, accessToken!];
  for (const { mark, member: [name, value] } of lines) {
    expect([name, (mark === '-' ? before : after)[name]]).toEqual([name, value]);
    if (mark === '+') {
      expect(before[name]).not.toEqual(value);
    }
  }
}
