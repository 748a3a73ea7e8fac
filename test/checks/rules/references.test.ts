import { CfnParameter } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Condition, ScopeRule, Value } from '../../../src';
import { errorOf } from '../../support/app';
import { reportOf, type PoolApp, type Rules } from '../../support/pool-app';

describe('a name that is a reference', () => {
  test.each<[string, (app: PoolApp) => Rules, string, string]>([
    ['an identity provider', ({ stack, roles }) => {
      const { providerName } = new cognito.UserPoolIdentityProviderAmazon(stack, 'Amazon', { userPool: roles, clientId: 'a', clientSecret: 'b' });
      return { scopes: [ScopeRule.add('a/b', { when: Condition.hasFederatedIdentity(providerName) })] };
    }, '["<Amazon/Resource.Ref>"]', "write the name: 'LoginWithAmazon'"],
    ['a group', ({ stack, roles }) => {
      const { ref } = new cognito.CfnUserPoolGroup(stack, 'Staff', { userPoolId: roles.userPoolId, groupName: 'staff' });
      return { scopes: [ScopeRule.addAll(Value.groups().filterOneOf([ref]).lookup({ [ref]: 'a/b' }))] };
    }, '["<Staff.Ref>"]', "write the name: 'staff'"],
    ['a parameter', ({ stack }) => ({ scopes: [ScopeRule.suppress(new CfnParameter(stack, 'Scope').valueAsString)] }), "'<Scope.Ref>'", 'write the string itself;'],
  ])('is shown by its path, with the name if it is known: %s', (_, rules, given, fix) => {
    const report = errorOf(() => reportOf(rules));
    ['DeployTimeValue', `given:   ${given}`, fix].forEach(text => expect(report).toContain(text));
    expect(report).not.toContain('Token[');
  });
});
