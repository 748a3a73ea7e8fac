import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, Provider, type KoaContextWithOIDC } from 'oidc-provider';
import { clientMetadata } from './client-metadata';
import { answerAsCognito, withoutIssuer } from './cognito-answers';
import { generateProtocolKeys, providerConfiguration } from './provider-configuration';
import { scopesOf } from './scopes';
import { sessionOf, Sessions, type Session } from './sessions';
import { Store } from './store';
import { MACHINE_TRIGGER_SOURCE, REFRESH_TRIGGER_SOURCE } from '../../../src/core/cognito/token-request';
import { TriggerSource } from '../../../src/values/trigger-source';
import type { Client, Pool } from '../app/model';
import { parseClientMetadata } from '../tokens/client-metadata';
import type { Issuance } from '../tokens/model';
import type { TokenIssuer } from '../tokens/token-issuer';
import type { User } from '../users/model';

/** Dependencies of the server of a pool. */
export interface PoolBackend {
  readonly pool: () => Pool;
  readonly issuer: TokenIssuer;
  readonly userBySub: (sub: string) => User | undefined;
  /** Callback URLs that every client accepts: that of the viewer. */
  readonly ownCallbacks: readonly string[];
}

/**
 * The OAuth 2.0 server of one pool. `oidc-provider` handles the protocol, sessions, codes and refresh tokens. Clients never see its own
 * tokens: Cognito's replace them in the response of the token endpoint.
 */
export class PoolServer {
  public provider: Provider;
  public readonly store: Store;
  private readonly sessions: Sessions;
  private readonly keys = generateProtocolKeys();
  /** Tokens of a refresh, issued before the refresh token is replaced. */
  private readonly refreshed = new WeakMap<object, Issuance>();
  /** Tokens of sign-ins on the login page, until the code for them is issued. */
  private readonly signedIn = new Map<string, Issuance>();

  constructor(private readonly issuerUrl: string, public readonly backend: PoolBackend) {
    this.store = new Store(id => {
      const client = this.clientById(id);
      return client && clientMetadata(client);
    }, id => this.clientById(id)?.rotation?.graceSeconds ?? 0);
    this.sessions = new Sessions(this.store);
    this.provider = this.createProvider();
  }

  /** Applies the current app. Sessions, codes and refresh tokens stay. */
  public reload(): void {
    this.provider = this.createProvider();
  }

  public clientById(id: string): Client | undefined {
    return this.backend.pool().clients.find(client => client.id === id);
  }

  public handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    return this.provider.callback()(request, response);
  }

  /** Keeps the tokens of a sign-in on the login page for the code that follows. */
  public keepSignIn(issuance: Issuance): string {
    this.signedIn.set(issuance.id, issuance);
    return issuance.id;
  }

  /** Opens a session without a browser, for the JSON API. Returns its refresh token. */
  public async openSession(session: Omit<Session, 'issuance'>): Promise<string> {
    const { client, accountId, scopes } = session;
    const grant = new this.provider.Grant({ clientId: client.id, accountId });
    grant.addOIDCScope(scopes.join(' '));
    const grantId = await grant.save();
    const refreshToken = await this.saveRefreshToken(session, grantId);
    this.sessions.add(grantId, session);
    return refreshToken;
  }

  /** The session of a refresh token; undefined if the token is not of this client, or no longer valid. */
  public async sessionOf(refreshToken: string, client: Client): Promise<{ readonly session: Session; readonly grantId: string } | undefined> {
    const found = await this.provider.RefreshToken.find(refreshToken);
    const session = found?.clientId === client.id ? this.sessions.get(found.grantId) : undefined;
    return session && { session, grantId: found!.grantId! };
  }

  /** Replaces a refresh token. */
  public async rotate(refreshToken: string, session: Session, grantId: string): Promise<string> {
    const found = await this.provider.RefreshToken.find(refreshToken);
    const remaining = found?.remainingTTL;
    await found?.consume();
    return this.saveRefreshToken(session, grantId, remaining);
  }

  /** Ends the session of a refresh token. Its access tokens stay valid for verifiers that only check the signature. */
  public async revoke(refreshToken: string): Promise<void> {
    const found = await this.provider.RefreshToken.find(refreshToken);
    if (found?.grantId !== undefined) {
      await this.store.adapter('RefreshToken').revokeByGrantId(found.grantId);
    }
  }

  /** Ends all sessions of a user. */
  public signOut(accountId: string): void {
    this.store.revokeAccount(accountId);
  }

  /** True if the session of an access token is still active. */
  public isActive(originJti: unknown): boolean {
    return this.sessions.isActive(originJti);
  }

  public refresh({ accountId, ...session }: Session): Promise<Issuance> {
    return this.issueFor(accountId, { ...session, triggerSource: REFRESH_TRIGGER_SOURCE });
  }

  private issueFor(accountId: string, request: Omit<Parameters<TokenIssuer['issue']>[0], 'pool' | 'user'>): Promise<Issuance> {
    const user = this.backend.userBySub(accountId);
    if (!user?.enabled) {
      throw new errors.InvalidGrant('the user is disabled or does not exist');
    }
    return this.backend.issuer.issue({ pool: this.backend.pool(), user, ...request });
  }

  /** @param expiresIn seconds; the lifetime of the client's refresh tokens if undefined */
  private async saveRefreshToken({ client: { id }, accountId, scopes }: Session, grantId: string, expiresIn?: number): Promise<string> {
    const { RefreshToken, Client: Clients } = this.provider;
    const client = await Clients.find(id);
    const payload = { client: client!, accountId, grantId, scope: scopes.join(' '), gty: 'authorization_code', expiresIn };
    return new RefreshToken(payload as ConstructorParameters<typeof RefreshToken>[0]).save();
  }

  private createProvider(): Provider {
    const provider = new Provider(this.issuerUrl, providerConfiguration(this.store, this.keys, {
      pool: this.backend.pool(),
      clientById: id => this.clientById(id),
      isAccount: sub => this.backend.userBySub(sub)?.enabled === true,
      grantAll: ctx => this.grantAll(ctx),
      issueForCode: ctx => this.issueForCode(ctx),
      issueForRefresh: ctx => this.issueForRefresh(ctx),
    }));
    // redirect URIs were compared exactly before a request gets here
    provider.Client.prototype.redirectUriAllowed = () => true;
    const details = new WeakMap<object, string>();
    provider.on('grant.error', (ctx, { error_detail: detail }) => detail !== undefined && details.set(ctx.oidc, detail));
    provider.use(async (ctx: KoaContextWithOIDC, next) => {
      await next();
      if (ctx.oidc?.route === 'token') {
        await answerAsCognito(ctx, details.get(ctx.oidc), () => this.replaceTokens(ctx));
      }
      withoutIssuer(ctx);
    });
    return provider;
  }

  private async grantAll({ oidc: { client, session, params } }: KoaContextWithOIDC): Promise<InstanceType<Provider['Grant']>> {
    const grant = new this.provider.Grant({ clientId: client!.clientId, accountId: session!.accountId });
    grant.addOIDCScope(String(params!.scope ?? ''));
    await grant.save();
    return grant;
  }

  private async issueForCode({ oidc }: KoaContextWithOIDC): Promise<void> {
    const { client, session, params, result, entities: { Grant: grant } } = oidc;
    const { scope, resource, nonce } = params as Readonly<Record<string, string | undefined>>;
    const accountId = session!.accountId!;
    const issuance = this.signedIn.get(String((result as { readonly issuance?: string } | undefined)?.issuance)) ?? await this.issueFor(accountId, {
      client: this.clientById(client!.clientId)!,
      triggerSource: TriggerSource.HOSTED_AUTH.value,
      scopes: scopesOf(scope),
      ...resource !== undefined && { resource },
      ...nonce !== undefined && { nonce },
      authTime: session!.authTime(),
    });
    this.signedIn.delete(issuance.id);
    this.sessions.add(grant!.jti, { ...sessionOf(issuedOr(issuance), accountId), issuance });
  }

  private async issueForRefresh({ oidc }: KoaContextWithOIDC): Promise<void> {
    const session = this.sessions.get(oidc.entities.RefreshToken?.grantId);
    if (!session) {
      throw new errors.InvalidGrant('refresh token not found');
    }
    this.refreshed.set(oidc, issuedOr(await this.refresh(session)));
    // only one of several concurrent requests replaces it
    if (session.client.rotation && !this.store.spend(oidc.entities.RefreshToken!.jti)) {
      throw new errors.InvalidGrant('refresh token not found');
    }
  }

  private async replaceTokens(ctx: KoaContextWithOIDC): Promise<void> {
    const { entities: { AuthorizationCode: code, RotatedRefreshToken: rotated, ClientCredentials: machine }, client: found } = ctx.oidc;
    const client = this.clientById(found!.clientId)!;
    const { refresh_token: refreshToken } = ctx.body as { readonly refresh_token?: string };
    // a code that was used twice at the same time no longer has a grant, but is valid for the first request
    const session = this.sessions.peek(code?.grantId);
    const issuance = session?.issuance ?? this.refreshed.get(ctx.oidc) ?? (machine ? await this.issueForMachine(ctx, client) : undefined);
    if (!issuance) {
      throw new errors.InvalidGrant('authorization code already used');
    }
    if (session) {
      session.issuance = undefined;
    }
    const { idToken, accessToken } = issuance.tokens!;
    ctx.body = {
      ...idToken !== undefined && { id_token: idToken },
      access_token: accessToken,
      ...refreshToken !== undefined && (code || rotated) && { refresh_token: refreshToken },
      expires_in: client.lifetimes.accessToken,
      token_type: 'Bearer',
    };
  }

  private async issueForMachine({ oidc }: KoaContextWithOIDC, client: Client): Promise<Issuance> {
    const { aws_client_metadata: metadata, resource } = oidc.body as Readonly<Record<string, string | undefined>>;
    const clientMetadataGiven = metadata === undefined || metadata === '' ? undefined : parseClientMetadata(metadata);
    if (clientMetadataGiven === null) {
      throw new errors.InvalidRequest('aws_client_metadata is not a JSON object of strings');
    }
    return issuedOr(await this.backend.issuer.issue({
      pool: this.backend.pool(),
      client,
      triggerSource: MACHINE_TRIGGER_SOURCE,
      scopes: scopesOf(oidc.entities.ClientCredentials?.scope),
      ...resource !== undefined && { resource },
      ...clientMetadataGiven && { clientMetadata: clientMetadataGiven },
    }));
  }
}

/** Throws the error for the client if the function denied the token. */
function issuedOr(issuance: Issuance): Issuance {
  if (issuance.error) {
    throw new errors.InvalidRequest(issuance.error.message);
  }
  return issuance;
}
