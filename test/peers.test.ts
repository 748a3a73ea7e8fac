import type { PreviewProps, TableSource, TokenPreview } from '../src';
import { PEERS } from './cases/peers';
import type { Given, Gives, PeerCase } from './cases/peers/peer';
import { TestApp } from './support/app';
import { evaluateWritten, names } from './support/written';
import { ruleOf, type RuleFamily } from '../src/rules/author-rule';

const FAMILIES: readonly RuleFamily[] = ['claims', 'scopes', 'groups', 'deny'];

/** The tokens of an enricher with the rules that a row shows. */
function preview(rules: string, { client, ...given }: Given): TokenPreview {
  const app = new TestApp();
  const known = names(app);
  const written = evaluateWritten(rules, known) as object[];
  const sorted = Object.fromEntries(FAMILIES.map(family => [family, written.filter(rule => ruleOf(rule, family))]));
  expect(Object.values(sorted).flat()).toHaveLength(written.length);
  // templates name sources that no rule has as an object
  const sources = ['profile', 'tenant', 'memberships'].map(name => known[name] as TableSource);
  return app.enricher({ ...sorted, sources }).preview({ ...given, ...(client && { client: known[client] as PreviewProps['client'] }) });
}

function expectGives(rules: string, given: Given, { claims, idToken, accessToken }: Gives): void {
  const tokens = preview(rules, given);
  const expected = { idToken: { ...claims, ...idToken }, accessToken: { ...claims, ...accessToken } };
  for (const token of ['idToken', 'accessToken'] as const) {
    expect(tokens[token]).toBeDefined();
    const issued = Object.fromEntries(Object.keys(expected[token]).map(name => [name, tokens[token]![name]]));
    expect(issued).toEqual(expected[token]);
  }
}

describe.each(PEERS.map(({ name, cases }) => ({ name, cases })))('$name', ({ cases }) => {
  test.each([...cases])('$feature', ({ rules, given, gives, otherwise }: PeerCase) => {
    expectGives(rules, given, gives);
    if (otherwise) {
      expectGives(rules, otherwise.given, otherwise.gives);
    }
  });

  test('every feature is named once', () => {
    expect(new Set(cases.map(({ feature }) => feature)).size).toBe(cases.length);
  });
});
