import * as cognito from 'aws-cdk-lib/aws-cognito';
import { TestApp } from './app';
import { ScopeRule, TokenEnricher, Value, type TokenEnricherProps } from '../../src';

export type Rules = Partial<TokenEnricherProps>;
export const ROLE = 'custom:role';
export const scopeOf = (value: Value): Rules => ({ scopes: [ScopeRule.addAll(Value.listOf(value))] });
export const role = () => Value.userAttribute(ROLE);

export interface Layout {
  readonly pool?: cognito.UserPoolProps;
  readonly client?: cognito.UserPoolClientOptions;
  readonly provider?: cognito.CfnUserPoolIdentityProviderProps['attributeMapping'];
  /** @default 'Okta' */
  readonly providerName?: string;
  readonly noClient?: true;
}

/** An app with a pool that has a role attribute, and one client. */
export class PoolApp extends TestApp {
  public readonly roles: cognito.UserPool;

  constructor({ pool, client, provider, providerName = 'Okta', noClient }: Layout = {}) {
    super();
    this.roles = new cognito.UserPool(this.stack, 'Roles', { customAttributes: { role: new cognito.StringAttribute({ mutable: true }) }, ...pool });
    if (provider) {
      new cognito.CfnUserPoolIdentityProvider(this.stack, 'Okta', {
        userPoolId: this.roles.userPoolId, providerName, providerType: 'OIDC', providerDetails: {}, attributeMapping: provider,
      });
      // by default, app clients support the providers that the pool knows
      this.roles.registerIdentityProvider(cognito.UserPoolIdentityProvider.fromProviderName(this.stack, 'Registered', providerName));
    }
    if (!noClient) {
      this.roles.addClient('Web', client);
    }
  }

  /** The error of synthesis for the rules; empty if there is none. */
  public report(rules: Rules): string {
    new TokenEnricher(this.stack, 'TokenEnricher', { userPool: this.roles, ...rules });
    try {
      this.app.synth();
      return '';
    } catch (error) {
      return (error as Error).message.split('at path')[0];
    }
  }
}

export const reportOf = (rules: Rules | ((app: PoolApp) => Rules), layout?: Layout): string => {
  const app = new PoolApp(layout);
  return app.report(typeof rules === 'function' ? rules(app) : rules);
};
export const NARROW = { writeAttributes: new cognito.ClientAttributes().withStandardAttributes({ locale: true }) };
