import { Duration, Stack, type App } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { DEPARTMENT, GROUPS, IDP_GROUPS, SCOPES, WRITABLE, type ClientDesign, type Design, type ProviderDesign } from './design';

const RESOURCE_SERVER = 'api';
const CUSTOM = [DEPARTMENT, IDP_GROUPS, 'custom:pet'];

/** The user pool of a design, with its app clients and identity providers. */
export class DesignedPool {
  public readonly userPool: cognito.IUserPool | cognito.CfnUserPool;
  public readonly clients: readonly cognito.IUserPoolClientRef[];
  private readonly stack: Stack;

  constructor(app: App, enricherStack: Stack, private readonly design: Design) {
    const { pool, clients, providers } = design;
    this.stack = pool.isElsewhere ? new Stack(app, 'PoolStack') : enricherStack;
    this.userPool = this.createPool();
    if (pool.by === 'imported') {
      this.clients = [];
      return;
    }
    const idp = providers.map(each => this.createProvider(each));
    if (pool.hasGroups) {
      GROUPS.forEach(groupName => new cognito.CfnUserPoolGroup(this.stack, `Group-${groupName}`, { userPoolId: this.poolId, groupName }));
    }
    const server = new cognito.CfnUserPoolResourceServer(this.stack, 'Api', {
      userPoolId: this.poolId,
      identifier: RESOURCE_SERVER,
      name: RESOURCE_SERVER,
      scopes: SCOPES.map(scope => ({ scopeName: scope.slice(`${RESOURCE_SERVER}/`.length), scopeDescription: scope })),
    });
    this.clients = clients.map((client, index) => {
      const created = this.createClient(client, `Client${index}`);
      created.node.addDependency(server, ...idp);
      return created;
    });
  }

  private get poolId(): string {
    return this.userPool.userPoolRef.userPoolId;
  }

  private createPool(): cognito.IUserPool | cognito.CfnUserPool {
    const { by, plan, selfSignUp, signsInBy, requiresEmail } = this.design.pool;
    switch (by) {
      case 'imported': return cognito.UserPool.fromUserPoolId(this.stack, 'Pool', 'us-east-1_a1b2c3d4e');
      case 'UserPool': return new cognito.UserPool(this.stack, 'Pool', {
        featurePlan: cognito.FeaturePlan[plan],
        selfSignUpEnabled: selfSignUp,
        standardAttributes: { email: { required: requiresEmail === true, mutable: true } },
        signInAliases: signsInBy === 'email' ? { email: true } : { username: true },
        customAttributes: Object.fromEntries(CUSTOM.map(name => [name.slice('custom:'.length), new cognito.StringAttribute({ mutable: true })])),
      });
      case 'CfnUserPool': return new cognito.CfnUserPool(this.stack, 'Pool', {
        userPoolTier: plan,
        adminCreateUserConfig: { allowAdminCreateUserOnly: !selfSignUp },
        usernameAttributes: signsInBy === 'email' ? ['email'] : undefined,
        autoVerifiedAttributes: ['email'],
        schema: [
          ...CUSTOM.map(name => ({ name: name.slice('custom:'.length), attributeDataType: 'String', mutable: true })),
          { name: 'email', required: requiresEmail === true, mutable: true },
        ],
      });
    }
  }

  private createClient({ secret, signIn }: ClientDesign, id: string): cognito.UserPoolClient | cognito.CfnUserPoolClient {
    const { providers } = this.design;
    const { requiresEmail, narrowsReads } = this.design.pool;
    const writable = [...WRITABLE, ...providers.length > 0 ? [IDP_GROUPS] : [], ...requiresEmail ? ['email'] : []];
    const readable = narrowsReads ? [...new Set([...writable, ...CUSTOM, 'email'])] : undefined;
    const providerNames = ['COGNITO', ...providers.map(({ name }) => name)];
    const flow = signIn === 'MACHINE' ? 'client_credentials' : 'code';
    const scopes = signIn === 'MACHINE' ? ['api/read'] : ['openid', 'email', 'profile', ...SCOPES];
    if (this.userPool instanceof cognito.CfnUserPool) {
      return new cognito.CfnUserPoolClient(this.stack, id, {
        userPoolId: this.poolId,
        generateSecret: secret,
        writeAttributes: writable,
        readAttributes: readable,
        explicitAuthFlows: signIn === 'SDK' ? ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] : ['ALLOW_REFRESH_TOKEN_AUTH'],
        ...signIn !== 'SDK' && {
          allowedOAuthFlows: [flow],
          allowedOAuthScopes: scopes,
          allowedOAuthFlowsUserPoolClient: true,
          callbackUrLs: ['https://app.example.com'],
          supportedIdentityProviders: signIn === 'LOGIN' ? providerNames : undefined,
        },
      });
    }
    return new cognito.UserPoolClient(this.stack, id, {
      userPool: this.userPool as cognito.IUserPool,
      generateSecret: secret,
      authFlows: signIn === 'SDK' ? { userSrp: true } : { user: false },
      writeAttributes: attributesOf(writable),
      readAttributes: readable && attributesOf(readable),
      ...signIn === 'SDK' ? { disableOAuth: true } : {
        oAuth: {
          flows: signIn === 'MACHINE' ? { clientCredentials: true } : { authorizationCodeGrant: true },
          scopes: scopes.map(scope => cognito.OAuthScope.custom(scope)),
          callbackUrls: signIn === 'MACHINE' ? undefined : ['https://app.example.com'],
        },
        supportedIdentityProviders: signIn === 'MACHINE' ? undefined : providerNames.map(name => cognito.UserPoolClientIdentityProvider.custom(name)),
      },
      accessTokenValidity: Duration.minutes(15),
    });
  }

  private createProvider({ name, type }: ProviderDesign): cognito.CfnUserPoolIdentityProvider {
    return new cognito.CfnUserPoolIdentityProvider(this.stack, name, {
      userPoolId: this.poolId,
      providerName: name,
      providerType: type,
      providerDetails: type === 'SAML' ? { MetadataURL: 'https://idp.example.com/metadata' } : {
        client_id: 'cognito', oidc_issuer: 'https://idp.example.com', authorize_scopes: 'openid email', attributes_request_method: 'GET',
      },
      attributeMapping: { name: 'name', ...type !== 'Google' && { [IDP_GROUPS]: 'groups' } },
    });
  }
}

function attributesOf(names: readonly string[]): cognito.ClientAttributes {
  const custom = names.filter(name => name.startsWith('custom:')).map(name => name.slice('custom:'.length));
  return new cognito.ClientAttributes()
    .withStandardAttributes({ fullname: true, givenName: true, locale: true, email: names.includes('email') })
    .withCustomAttributes(...custom);
}
