import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Attachment, ClaimRule, ScopeRule, TokenEnricher, Value, type PoolFacts } from '../../src';
import { NARROW, PoolApp, role, scopeOf, type Rules } from '../support/pool-app';

/** The setting of the custom resource, which reads the pool at deployment. */
function setting(rules: Rules, facts: PoolFacts | undefined, ofApp = false): unknown {
  const app = new PoolApp({ client: NARROW });
  const userPool = ofApp ? app.roles : cognito.UserPool.fromUserPoolId(app.stack, 'Imported', 'us-east-1_abc');
  new TokenEnricher(app.stack, 'TokenEnricher', { userPool, poolFacts: facts, attachment: Attachment.customResource(), ...rules });
  const [custom] = Object.values(app.template().Resources).filter(({ Type }) => Type === 'Custom::CognitoTokenEnricherAttachment');
  return custom.Properties.OnDynamicClients;
}

const NOTHING_WRITABLE = { userWritableAttributes: ['locale'], mappedAttributes: {} };
const suppressAdmin = ScopeRule.suppress('aws.cognito.signin.user.admin');

test.each<[string, Rules, PoolFacts | undefined, boolean]>([
  ['an attribute that no app client of another app writes', scopeOf(role()), NOTHING_WRITABLE, false],
  ['an attribute that no app client in the app writes', scopeOf(role()), undefined, true],
  ['a federated attribute, which users could change with their own app client', scopeOf(Value.federatedAttribute('custom:role', ['Okta'])), { ...NOTHING_WRITABLE, mappedAttributes: { 'custom:role': ['Okta'] } }, false],
])('the deployment fails with registered clients if access depends on %s', (_, rules, facts, ofApp) => {
  expect(setting(rules, facts, ofApp)).toBe('FAIL');
});

test.each<[string, Rules, PoolFacts | undefined]>([
  ['nothing', { claims: [ClaimRule.copyAttributes(['locale'], { usedForAuthorization: false })] }, NOTHING_WRITABLE],
  ['an attribute, and a warning says that its writers are unknown', scopeOf(role()), undefined],
  ['an attribute that is declared trusted', scopeOf(role().assumeTrusted('set by billing')), NOTHING_WRITABLE],
  ['a verified address', scopeOf(Value.verifiedEmail()), NOTHING_WRITABLE],
  ['a federated attribute that no token allows to change', { scopes: [...scopeOf(Value.federatedAttribute('custom:role', ['Okta'])).scopes!, suppressAdmin] }, NOTHING_WRITABLE],
  ['a federated attribute, and registered clients are declared', scopeOf(Value.federatedAttribute('custom:role', ['Okta'])), { ...NOTHING_WRITABLE, dynamicClients: { allowedScopes: [] } }],
])('the deployment allows registered clients if access depends on %s', (_, rules, facts) => {
  expect(setting(rules, facts)).toBe('ALLOW');
});
