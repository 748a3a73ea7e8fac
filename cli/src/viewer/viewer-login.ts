import type { IncomingMessage, ServerResponse } from 'node:http';
import { decodeJwt } from 'jose';
import * as oidc from 'openid-client';
import { RequestError } from '../http/body';
import type { LocalCognito } from '../local-cognito';
import { discoveryDocument } from '../oauth/discovery';

interface Begun {
  readonly configuration: oidc.Configuration;
  readonly verifier: string;
  readonly nonce?: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

const COOKIE = 'viewer_state';
const LIFETIME = 10 * 60 * 1000;

/** The viewer signs in as any other client does: with the authorization code grant, PKCE, state and nonce. */
export class ViewerLogin {
  private readonly begun = new Map<string, Begun>();

  constructor(private readonly cognito: LocalCognito, private readonly origin: () => string) {}

  /** `GET /api/login`: redirects to the sign-in page. */
  public async begin(response: ServerResponse, query: URLSearchParams): Promise<void> {
    const pool = this.cognito.loaded.app.pools.find(({ id }) => id === query.get('pool'));
    const client = pool?.clients.find(({ id }) => id === query.get('client'));
    if (!pool || !client) {
      throw new RequestError(404, 'There is no such client');
    }
    const metadata = discoveryDocument(this.cognito.issuerOf(pool), this.cognito.url, pool.id) as oidc.ServerMetadata;
    const configuration = new oidc.Configuration(metadata, client.id, client.secret);
    oidc.allowInsecureRequests(configuration);
    const [verifier, state] = [oidc.randomPKCECodeVerifier(), oidc.randomState()];
    const nonce = client.scopes.includes('openid') ? oidc.randomNonce() : undefined;
    this.keep(state, { configuration, verifier, nonce, expires: Date.now() + LIFETIME });
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: `${this.origin()}/callback`,
      scope: client.scopes.join(' '),
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      prompt: 'login',
      ...nonce !== undefined && { nonce },
    });
    // binds the callback to the browser that started the sign-in
    response.writeHead(302, { 'location': url.href, 'set-cookie': `${COOKIE}=${state}; Path=/callback; HttpOnly; SameSite=Lax; Max-Age=600`, 'cache-control': 'no-store' }).end();
  }

  /** `GET /callback`: exchanges the code, and the page shows the tokens. */
  public async end(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> {
    const state = query.get('state') ?? '';
    const begun = this.begun.get(state);
    this.begun.delete(state);
    const isOwn = (request.headers.cookie ?? '').split(/; */).includes(`${COOKIE}=${state}`);
    if (!begun || begun.expires < Date.now() || !isOwn) {
      this.back(response, { error: 'This sign-in was not started here, or is over: choose Login again.' });
      return;
    }
    try {
      const current = new URL(`${this.origin()}/callback?${query.toString()}`);
      const { access_token: accessToken } = await oidc.authorizationCodeGrant(begun.configuration, current, {
        pkceCodeVerifier: begun.verifier, expectedState: state, ...begun.nonce !== undefined && { expectedNonce: begun.nonce },
      });
      const { jti } = decodeJwt(accessToken);
      const issuance = this.cognito.issuer.issuances.find(({ tokens }) => tokens?.claims.accessToken.jti === jti);
      this.back(response, issuance ? { issuance: issuance.id } : { error: 'The tokens are no longer kept.' });
    } catch (error) {
      const described = error instanceof oidc.AuthorizationResponseError ? error.error_description : undefined;
      this.back(response, { error: described ?? (error as Error).message });
    }
  }

  private keep(state: string, begun: Begun): void {
    for (const [known, { expires }] of this.begun) {
      if (expires < Date.now()) {
        this.begun.delete(known);
      }
    }
    this.begun.set(state, begun);
  }

  private back(response: ServerResponse, result: Readonly<Record<string, string>>): void {
    response.writeHead(302, { 'location': `/#${new URLSearchParams(result).toString()}`, 'set-cookie': `${COOKIE}=; Path=/callback; Max-Age=0`, 'cache-control': 'no-store' }).end();
  }
}
