import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { interactionPolicy, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { sendErrorPage } from './pages';
import { AUTHORIZE, LOGIN, REVOKE, TOKEN } from './paths';
import type { Store } from './store';
import { ADMIN_SCOPE } from '../../../src/core/cognito/scopes';
import type { Client, Pool } from '../app/model';

/** Callbacks of the protocol. */
export interface ProtocolHooks {
  readonly pool: Pool;
  readonly clientById: (id: string) => Client | undefined;
  readonly isAccount: (sub: string) => boolean;
  /** Grants every requested scope. */
  readonly grantAll: NonNullable<Configuration['loadExistingGrant']>;
  /** Issues tokens for the code that follows, after all prompts. Throws a denial, which is sent to the client. */
  readonly issueForCode: (ctx: KoaContextWithOIDC) => Promise<void>;
  /** Issues tokens for a refresh. Throws a denial, which leaves the refresh token unchanged. */
  readonly issueForRefresh: (ctx: KoaContextWithOIDC) => Promise<void>;
}

/** Secrets of one run. A reload keeps them, so that browsers stay signed in. */
export interface ProtocolKeys {
  readonly cookies: readonly string[];
  readonly signing: object;
}

/** Scopes of the pool itself that clients can have. */
const STANDARD_SCOPES = ['openid', 'email', 'phone', 'profile', ADMIN_SCOPE];

/** Seconds. */
const CODE_LIFETIME = 5 * 60;
const BROWSER_LIFETIME = 60 * 60;
const REFRESH_LIFETIME = 30 * 86_400;
const TOKEN_LIFETIME = 3600;

export function generateProtocolKeys(): ProtocolKeys {
  return {
    cookies: [randomBytes(32).toString('hex')],
    signing: { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' },
  };
}

/** Configuration of the authorization server of a pool, as close to Amazon Cognito as configuration allows. */
export function providerConfiguration(store: Store, keys: ProtocolKeys, hooks: ProtocolHooks): Configuration {
  const { pool: { id, clients }, clientById } = hooks;
  const cookie = { httpOnly: true, sameSite: 'lax' as const, signed: true };
  const accessLifetime = (clientId: string): number => clientById(clientId)?.lifetimes.accessToken ?? TOKEN_LIFETIME;
  const refreshLifetime = (clientId = ''): number => clientById(clientId)?.lifetimes.refreshToken ?? REFRESH_LIFETIME;
  return {
    adapter: (model: string) => store.adapter(model),
    jwks: { keys: [keys.signing as never] },
    routes: { authorization: AUTHORIZE, token: TOKEN, revocation: REVOKE },
    scopes: [...new Set([...STANDARD_SCOPES, ...clients.flatMap(({ scopes }) => scopes)])],
    claims: { openid: ['sub'] },
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    pkce: { required: () => false },
    extraParams: ['identity_provider', 'idp_identifier', 'lang', 'resource'],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: { enabled: false },
    },
    cookies: { keys: [...keys.cookies], names: { session: `session_${id}`, interaction: `login_${id}`, resume: `resume_${id}` }, long: cookie, short: cookie },
    // CORS is handled before a request gets here
    clientBasedCORS: () => true,
    ttl: {
      AuthorizationCode: CODE_LIFETIME,
      Session: BROWSER_LIFETIME,
      Interaction: BROWSER_LIFETIME,
      Grant: (_ctx, grant) => refreshLifetime(grant.clientId),
      // a rotated token expires when the original would have expired
      RefreshToken: (ctx, _token, client) => ctx?.oidc?.entities.RotatedRefreshToken?.remainingTTL ?? refreshLifetime(client.clientId),
      AccessToken: (_ctx, _token, client) => accessLifetime(client.clientId),
      ClientCredentials: (_ctx, _token, client) => accessLifetime(client.clientId),
      IdToken: (_ctx, _token, client) => clientById(client.clientId)?.lifetimes.idToken ?? TOKEN_LIFETIME,
    },
    findAccount: (_ctx, sub) => hooks.isAccount(sub) ? { accountId: sub, claims: async () => ({ sub }) } : undefined,
    issueRefreshToken: async () => true,
    // refresh tokens outlive the session of the browser
    expiresWithSession: async () => false,
    rotateRefreshToken: async ctx => {
      // called right before the rotation, after the request was found valid
      await hooks.issueForRefresh(ctx);
      return clientById(ctx.oidc.client!.clientId)?.rotation !== undefined;
    },
    loadExistingGrant: hooks.grantAll,
    interactions: { policy: policyOf(hooks), url: (_ctx, { uid, params }) => `${LOGIN}/${uid}?${loginQuery(params)}` },
    renderError: (ctx, out) => {
      sendErrorPage(ctx.res, ctx.status, out.error, out.error_description);
      ctx.respond = false;
    },
  };
}

/** The interaction policy. Users are not asked for consent. */
function policyOf({ issueForCode, isAccount }: ProtocolHooks): interactionPolicy.DefaultPolicy {
  const { Check, Prompt, base } = interactionPolicy;
  const policy = base();
  policy.remove('consent');
  policy.get('login')!.checks.add(new Check('user_gone', 'the user does not exist any more', ({ oidc }) =>
    oidc.session?.accountId !== undefined && !isAccount(oidc.session.accountId) ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT));
  policy.add(new Prompt({ name: 'tokens', requestable: false }, new Check('issued', 'tokens are issued', async ctx => {
    await issueForCode(ctx as KoaContextWithOIDC);
    return Check.NO_NEED_TO_PROMPT;
  })));
  return policy;
}

/**
 * The sign-in page has the parameters of the request in its URL, as that of Amazon Cognito does. Each page has its own path and cookie, so that
 * several can be open at the same time.
 */
function loginQuery(params: Readonly<Record<string, unknown>>): string {
  return new URLSearchParams(Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === 'string')).toString();
}
