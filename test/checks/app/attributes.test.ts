import type { CfnResource } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Attachment, ClaimRule, TokenEnricher, Value, type PoolFacts } from '../../../src';
import { errorOf, TestApp } from '../../support/app';
import { NARROW, PoolApp, role, scopeOf } from '../../support/pool-app';

const rules = { claims: [ClaimRule.set('a', Value.userAttribute('custom:plan'), { usedForAuthorization: false })] };
const NONE = "'custom:plan'\n  allowed: a standard attribute: the user pool has no custom attributes";

test('a pool without custom attributes has no other name to offer', () => {
  expect(new PoolApp({ pool: { customAttributes: undefined, standardAttributes: { email: { required: true } } } }).report(rules)).toContain(NONE);
});

test('facts without custom attributes have none either', () => {
  const reportOf = (poolFacts?: PoolFacts) => errorOf(() => {
    const app = new TestApp();
    const userPool = cognito.UserPool.fromUserPoolId(app.stack, 'Imported', 'us-east-1_abc');
    new TokenEnricher(app.stack, 'TokenEnricher', { userPool, attachment: Attachment.none(), poolFacts, ...rules });
    app.app.synth();
    throw new Error('no error');
  });
  expect(reportOf({ customAttributes: [] })).toContain(NONE);
  expect(reportOf({ customAttributes: ['plan'] })).toBe('no error');
  expect(reportOf()).toBe('no error');
});

describe('a schema', () => {
  const reportWith = (...Schema: readonly unknown[]) => {
    const app = new PoolApp();
    (app.roles.node.defaultChild as CfnResource).addPropertyOverride('Schema', Schema);
    return app.report(rules);
  };

  test('has attributes that only administrators can write under another name', () => {
    const reportOf = (name: string): string => {
      const app = new PoolApp();
      const schema = [{ Name: 'role', DeveloperOnlyAttribute: true }, { Name: 'plan' }];
      (app.roles.node.defaultChild as CfnResource).addPropertyOverride('Schema', schema);
      return app.report(scopeOf(Value.userAttribute(name)));
    };
    expect(reportOf('custom:role')).toContain('a custom attribute of the user pool: dev:role, custom:plan');
    expect(reportOf('dev:role')).toBe('');
    expect(reportOf('custom:plan')).toContain('Provenance');
  });

  test('of which one name is known only at deployment may have any attribute', () => {
    expect(reportWith({ Name: 'role' }, { Name: 'team' })).toContain('a custom attribute of the user pool: custom:role, custom:team');
    expect(reportWith({ Name: 'role' }, { Name: { Ref: 'Name' } })).toBe('');
  });
});

describe('poolFacts', () => {
  const off = (configuration: object, poolFacts: PoolFacts) => {
    const app = new PoolApp({ client: { ...NARROW, authFlows: {}, disableOAuth: true } });
    (app.roles.node.defaultChild as CfnResource).addPropertyOverride('DcrConfiguration', configuration);
    return app.report({ ...rules, poolFacts });
  };

  test('must not declare a registration that the pool turns off', () => {
    expect(off({ EnableStatus: 'Disabled' }, { dynamicClients: {}, customAttributes: ['role'] })).toContain('poolFacts.dynamicClients: PoolFacts\n  given:   dynamic client registration is on');
    expect(off({ EnableStatus: 'Enabled' }, { dynamicClients: {} })).not.toContain('PoolFacts');
    expect(off({ EnableStatus: 'Disabled' }, { customAttributes: ['role'] })).not.toContain('PoolFacts');
  });

  test('name all attributes that one side alone has', () => {
    const said = (pool: cognito.UserPoolProps, customAttributes: string[]) =>
      new PoolApp({ client: NARROW, pool }).report({ ...scopeOf(role()), poolFacts: { customAttributes } });
    expect(said({ customAttributes: undefined, standardAttributes: { email: { required: true } } }, ['plan'])).toContain('given:   custom:plan\n  allowed: the custom attributes of the user pool in the app: none');
    expect(said({}, ['role'])).toBe('');
  });
});

test('the schema can name sub, which is no custom attribute', () => {
  const app = new PoolApp();
  (app.roles.node.defaultChild as CfnResource).addPropertyOverride('Schema', [{ Name: 'sub' }, { Name: 'team' }]);
  expect(app.report(rules)).toContain('a custom attribute of the user pool: custom:team\n');
});
