import { CfnCondition, CfnResource, Fn, Token } from 'aws-cdk-lib';
import { TokenEnricher, Value, type PoolFacts } from '../../../src';
import { NARROW, PoolApp, ROLE, role, scopeOf } from '../../support/pool-app';

const okta = { [ROLE]: 'role' };

describe('a mapping that only the deployment knows', () => {
  const said = (mapping: unknown, value: Value, facts?: PoolFacts): string => {
    const app = new PoolApp({ client: NARROW });
    new CfnCondition(app.stack, 'C', { expression: Fn.conditionEquals('a', 'b') });
    new CfnResource(app.stack, 'Provider', {
      type: 'AWS::Cognito::UserPoolIdentityProvider',
      properties: { UserPoolId: app.roles.userPoolId, ProviderName: 'Okta', ProviderType: 'OIDC', ProviderDetails: {}, AttributeMapping: mapping },
    });
    new TokenEnricher(app.stack, 'TokenEnricher', { userPool: app.roles, ...scopeOf(value), poolFacts: facts });
    try {
      return app.warnings().join();
    } catch (error) {
      return (error as Error).message;
    }
  };
  const EITHER = Fn.conditionIf('C', okta, { email: 'mail' });
  const UNKNOWN = { 'Fn::FindInMap': ['Mappings', 'Okta', 'attributes'] };

  test.each<[string, Value, string]>([
    ['an attribute of one branch', role(), "the identity provider 'Okta' sets it"],
    ['an address of the other branch', Value.email(), "the identity provider 'Okta' sets it"],
  ])('is each of its branches: %s', (_, value, text) => {
    const report = said(EITHER, value);
    ['Provenance', text].forEach(each => expect(report).toContain(each));
    expect(report).not.toContain('users can write it');
  });

  test('is nothing else', () => {
    expect(said(EITHER, Value.userAttribute('locale').assumeTrusted('x'))).toBe('');
    expect(said(EITHER, Value.userAttribute('name'))).toBe('');
    expect(said(Fn.conditionIf('C', { email: 'mail' }, Token.asAny({ Ref: 'AWS::NoValue' })), role())).toBe('');
  });

  test('is the reason that is given, and declared facts take its place', () => {
    const warning = said(UNKNOWN, role());
    ['UnseenWriters', 'only the deployment knows which attributes Stack/Provider maps', 'declare those that providers set in poolFacts.mappedAttributes']
      .forEach(text => expect(warning).toContain(text));
    expect(warning).not.toContain('does not create');
    expect(said(UNKNOWN, role(), { mappedAttributes: { email: ['Okta'] } })).toBe('');
    expect(said(UNKNOWN, role(), { mappedAttributes: { [ROLE]: ['Okta'] } })).toContain("the identity provider 'Okta' sets it");
  });
});
