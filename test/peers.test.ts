import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { PreviewProps, TableSource, TokenEnricher } from '../src';
import { PEERS } from './cases/peers';
import type { Given, Gives, PeerCase } from './cases/peers/peer';
import { TestApp } from './support/app';
import { evaluateWritten, names } from './support/written';
import { ruleOf, type RuleFamily } from '../src/rules/rule-options';

const FAMILIES: readonly RuleFamily[] = ['claims', 'scopes', 'groups', 'deny'];

const REQUESTED_SCOPES = /hasScope\(([^)]+)\)/g;
const SUPPRESSED_SCOPE = /ScopeRule\.suppress\('([^']+)'/g;
const CUSTOM_ATTRIBUTE = /custom:([a-z_]+)/g;

/** Creates an enricher with the rules of a row, for a pool with the attributes that they read, which users cannot write. */
function enrich(rules: string): { app: TestApp; enricher: TokenEnricher; known: Record<string, unknown> } {
  const app = new TestApp();
  const known = names(app);
  resource<cognito.CfnUserPool>(app.userPool).schema = [...rules.matchAll(CUSTOM_ATTRIBUTE)].map(([, name]) => ({ name, attributeDataType: 'String' }));
  const web = resource<cognito.CfnUserPoolClient>(known.webClient);
  web.writeAttributes = ['picture'];
  const requested = [...rules.matchAll(REQUESTED_SCOPES)].flatMap(([, scopes]) => scopes.match(/[^', ]+/g)!);
  web.allowedOAuthScopes = ['openid', ...requested, ...[...rules.matchAll(SUPPRESSED_SCOPE)].map(([, scope]) => scope)];
  ['CorporateDirectory', 'PartnerDirectory'].forEach(providerName => new cognito.CfnUserPoolIdentityProvider(app.stack, providerName, {
    userPoolId: app.userPool.userPoolId, providerName, providerType: 'SAML', providerDetails: {},
  }));
  const written = evaluateWritten(rules, known) as object[];
  const sorted = Object.fromEntries(FAMILIES.map(family => [family, written.filter(rule => ruleOf(rule, family))]));
  expect(Object.values(sorted).flat()).toHaveLength(written.length);
  // templates can name these sources, even if no rule uses them as objects
  const sources = ['profile', 'tenant', 'memberships'].map(name => known[name] as TableSource);
  return { app, enricher: app.enricher({ ...sorted, sources }), known };
}

function resource<Resource>(construct: unknown): Resource {
  return (construct as Construct).node.defaultChild as Resource;
}

function expectGives(rules: string, { client, ...given }: Given, { claims, idToken, accessToken, denied }: Gives): void {
  const { enricher, known } = enrich(rules);
  const tokens = enricher.preview({ ...given, ...(client && { client: known[client] as PreviewProps['client'] }) });
  expect(tokens.denial?.message).toBe(denied);
  if (denied !== undefined) {
    return;
  }
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
    // the checks of the finished app pass; only the rule's author knows if a claim is used for authorization
    expect(enrich(rules).app.warnings().filter(text => !/UserControlledClaim|PublicClientGrants/.test(text))).toEqual([]);
  });

  test('every feature occurs once', () => {
    expect(new Set(cases.map(({ feature }) => feature)).size).toBe(cases.length);
  });
});
