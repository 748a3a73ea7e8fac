import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AccessTokens } from './access-tokens';
import { authorize } from './authorize';
import { discoveryDocument } from './discovery';
import { showLogin, submitLogin } from './login';
import { logout } from './logout';
import { sendErrorPage } from './pages';
import { AUTHORIZE, LOGIN, LOGOUT, REVOKE, TOKEN, USER_INFO } from './paths';
import type { PoolServer } from './pool-server';
import { clientIdOf, passOn, tokenParameters } from './token-request';
import { userInfo } from './user-info';
import { handleApi } from '../api/handle-api';
import { RequestError } from '../http/body';
import { answerCors } from '../http/cors';
import { close, listen, refuseForeign } from '../http/loopback';
import { urlOf } from '../http/url';
import type { Keys } from '../tokens/keys';
import type { Directory } from '../users/directory';

export interface IssuerServerOptions {
  readonly keys: Keys;
  readonly directory: Directory;
  readonly servers: () => readonly PoolServer[];
  /** The `iss` claim in tokens of a pool. */
  readonly issuerOf: (server: PoolServer) => string;
  /** Origins whose pages may read the responses. */
  readonly origins: () => ReadonlySet<string>;
}

/** The endpoints of all pools on one port, at the paths of Amazon Cognito. The client or the token of a request selects the pool. */
export class IssuerServer {
  private readonly server: Server;
  private readonly accessTokens: AccessTokens;
  private origin = '';

  constructor(private readonly options: IssuerServerOptions) {
    this.accessTokens = new AccessTokens(options.keys.jwks, options.servers);
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => {
        if (response.headersSent) {
          response.destroy();
        } else {
          const [status, message] = error instanceof RequestError ? [error.status, error.message] : [500, 'The issuer failed. This is a bug in token-enricher: please report it.'];
          sendJson(response, status, { error: 'server_error', error_description: message });
        }
      });
    });
  }

  public async listen(port: number): Promise<string> {
    this.origin = `http://localhost:${await listen(this.server, port, '--port')}`;
    return this.origin;
  }

  public close(): Promise<void> {
    return close(this.server);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (refuseForeign(request, response) || answerCors(request, response, origin => this.options.origins().has(origin))) {
      return;
    }
    const { pathname, searchParams: query } = urlOf(request, this.origin);
    // HEAD is handled as GET
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const { directory, servers } = this.options;
    const byClient = servers().find(server => server.clientById(query.get('client_id') ?? ''));
    switch (`${method} ${pathname}`) {
      case `GET ${AUTHORIZE}`: return byClient ? authorize(request, response, query, byClient) : this.unknownClient(response, query);
      case `GET ${LOGIN}`: return byClient ? showLogin(request, response, query, byClient, directory) : this.unknownClient(response, query);
      case `GET ${LOGOUT}`: return byClient ? logout(request, response, query, byClient) : this.unknownClient(response, query);
      case `POST ${TOKEN}`:
      case `POST ${REVOKE}`: return this.passOn(request, response, query, pathname);
      case `GET ${USER_INFO}`:
      case `POST ${USER_INFO}`: return userInfo(request, response, this.accessTokens);
      case 'POST /': return handleApi(request, response, { servers, directory, accessTokens: this.accessTokens });
      case 'GET /': return this.welcome(response);
    }
    if (pathname.startsWith(`${LOGIN}/`)) {
      const page = byClient && (method === 'POST' ? submitLogin(request, response, byClient, directory) : showLogin(request, response, query, byClient, directory));
      return page ?? this.unknownClient(response, query);
    }
    return this.answerPool(request, response, pathname);
  }

  /** Paths below the id of a pool, and the return from a sign-in page. */
  private async answerPool(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> {
    const { servers, keys, issuerOf } = this.options;
    const [, first, ...rest] = pathname.split('/');
    const server = servers().find(({ backend }) => backend.pool().id === first);
    const resumed = pathname.startsWith(`${AUTHORIZE}/`) && servers().find(each => each.store.has('Interaction', pathname.slice(AUTHORIZE.length + 1)));
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isRead && server && rest.join('/') === '.well-known/openid-configuration') {
      sendJson(response, 200, discoveryDocument(issuerOf(server), this.origin, first));
    } else if (isRead && server && rest.join('/') === '.well-known/jwks.json') {
      sendJson(response, 200, keys.jwks);
    } else if (request.method === 'GET' && resumed) {
      await resumed.handle(request, response);
    } else if (pathname.startsWith(`${AUTHORIZE}/`)) {
      sendErrorPage(response, 400, 'This sign-in is over', 'Go back to the app and sign in again.');
    } else {
      sendJson(response, 404, { error: 'not_found', error_description: `There is no ${request.method} ${pathname}: this issuer has ${[AUTHORIZE, LOGIN, TOKEN, USER_INFO, REVOKE, LOGOUT].join(', ')}, and the discovery document and key set below the id of a pool.` });
    }
  }

  private async passOn(request: IncomingMessage, response: ServerResponse, query: URLSearchParams, path: string): Promise<void> {
    const parameters = await tokenParameters(request, query);
    const clientId = clientIdOf(request, parameters);
    const server = this.options.servers().find(each => each.clientById(clientId));
    if (server) {
      await passOn(request, response, parameters, path, server);
    } else {
      sendJson(response, 400, { error: 'invalid_client', error_description: `${clientId === '' ? 'The request names no client' : `There is no client ${clientId}`}: ${this.clients()}` });
    }
  }

  private unknownClient(response: ServerResponse, query: URLSearchParams): void {
    const id = query.get('client_id');
    sendErrorPage(response, 400, 'Client does not exist', `${id === null ? 'The request names no client_id' : `There is no client ${id}`}: ${this.clients()}`);
  }

  private clients(): string {
    return `the app has ${this.options.servers().flatMap(({ backend }) => backend.pool().clients.map(({ id, path }) => `${id} (${path})`)).join(', ') || 'none'}.`;
  }

  private welcome(response: ServerResponse): void {
    sendJson(response, 200, {
      pools: this.options.servers().map(server => {
        const { id, path, clients } = server.backend.pool();
        return {
          id,
          path,
          openid_configuration: `${this.origin}/${id}/.well-known/openid-configuration`,
          clients: clients.map(client => ({ id: client.id, path: client.path })),
        };
      }),
    });
  }
}

function sendJson(response: ServerResponse, status: number, content: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(content));
}
