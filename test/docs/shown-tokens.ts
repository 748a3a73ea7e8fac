import type { TokenPreview } from '../../src';

/** Expects that the token in a block, with the members that rules added (+) and removed (-), is that of a preview. */
export function expectTokens(block: string, { idToken, originalIdToken, accessToken, originalAccessToken }: TokenPreview): void {
  const shown = /^ {\n([^]*?)\n }\n$/.exec(block)![1];
  const lines = [...shown.matchAll(/^([-+ ]) {2}(".*?),?$/gm)].map(([, mark, member]) => ({ mark, member: Object.entries(JSON.parse(`{${member}}`) as object)[0] }));
  // every line is a member, and some of them are new or gone
  expect([lines.length, lines.some(({ mark }) => mark !== ' ')]).toEqual([shown.split('\n').length, true]);
  const isId = lines.some(({ member: [name, value] }) => name === 'token_use' && value === 'id');
  const [before, after] = isId ? [originalIdToken!, idToken!] : [originalAccessToken!, accessToken!];
  for (const { mark, member: [name, value] } of lines) {
    expect([name, (mark === '-' ? before : after)[name]]).toEqual([name, value]);
    if (mark !== ' ') {
      expect((mark === '+' ? before : after)[name]).not.toEqual(value);
    }
  }
}
