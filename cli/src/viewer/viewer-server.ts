import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import * as path from 'node:path';
import type { JSONWebKeySet } from 'jose';
import { UsageError } from '../errors';
import { RequestError } from '../http/body';
import { listen, refuseForeign } from '../http/loopback';
import { partsOf, urlOf } from '../http/url';
import type { LocalCognito } from '../local-cognito';
import type { ViewerError } from './contract';
import { ViewerApi } from './viewer-api';
import { summaryOf } from './viewer-issuance';
import { ViewerLogin } from './viewer-login';

const PAGE = path.join(import.meta.dirname, 'viewer.html');

/** The viewer: one page and its API. It answers only requests of this machine and of its own page. */
export class ViewerServer {
  public readonly server: Server;
  private readonly api: ViewerApi;
  private readonly login: ViewerLogin;
  private readonly listeners = new Set<ServerResponse>();
  private readonly page = readFileSync(PAGE, 'utf8');
  private readonly policy = contentSecurityPolicy(this.page);
  private origin = '';

  constructor(cognito: LocalCognito, jwks: JSONWebKeySet) {
    this.api = new ViewerApi(cognito, jwks);
    this.login = new ViewerLogin(cognito, () => this.origin);
    cognito.issuer.events.on('issuance', issuance => this.tell('issuance', summaryOf(issuance)));
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => {
        const [status, message] = error instanceof RequestError ? [error.status, error.message]
          : error instanceof UsageError ? [400, error.message]
            : [500, 'The viewer failed. This is a bug in token-enricher: please report it.'];
        sendJson(response, status, { error: message } satisfies ViewerError);
      });
    });
  }

  public async listen(port: number): Promise<string> {
    this.origin = `http://localhost:${await listen(this.server, port, '--viewer-port')}`;
    return this.origin;
  }

  public tellState(): void {
    this.tell('state', {});
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (refuseForeign(request, response)) {
      return;
    }
    const { pathname, searchParams: query } = urlOf(request, this.origin);
    const method = request.method === undefined || request.method === 'HEAD' ? 'GET' : request.method;
    if (method === 'GET' && pathname === '/' && `http://${request.headers.host}` !== this.origin) {
      // cookies and callbacks belong to one host name
      response.writeHead(302, { location: this.origin }).end();
    } else if (method === 'GET' && pathname === '/') {
      this.sendPage(response);
    } else if (method === 'GET' && pathname === '/api/login') {
      await this.login.begin(response, query);
    } else if (method === 'GET' && pathname === '/callback') {
      await this.login.end(request, response, query);
    } else if (method === 'GET' && pathname === '/api/events') {
      this.listenTo(request, response);
    } else if (pathname.startsWith('/api/')) {
      this.refuseOthers(request);
      const answer = await this.api.answer(method, partsOf(pathname.slice('/api/'.length)), request);
      if (method !== 'GET') {
        this.tellState();
      }
      sendJson(response, 200, answer);
    } else {
      throw new RequestError(404, `There is no ${method} ${pathname}`);
    }
  }

  /** Rejects pages of other origins. Without a CORS preflight they can send a form but no JSON, and preflights are not answered. */
  private refuseOthers({ method, headers }: IncomingMessage): void {
    if (headers.origin !== undefined && headers.origin !== this.origin && headers.origin !== this.origin.replace('localhost', '127.0.0.1')) {
      throw new RequestError(403, 'The viewer only answers requests of its own page');
    }
    if (method !== 'GET' && headers['content-type'] !== 'application/json') {
      throw new RequestError(415, 'Send application/json');
    }
  }

  private sendPage(response: ServerResponse): void {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': this.policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    }).end(this.page);
  }

  private listenTo(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': hello\n\n');
    this.listeners.add(response);
    request.on('close', () => this.listeners.delete(response));
  }

  private tell(event: string, content: object): void {
    this.listeners.forEach(listener => listener.write(`event: ${event}\ndata: ${JSON.stringify(content)}\n\n`));
  }
}

/** The policy of a self-contained page: nothing else is loaded, run or requested. */
function contentSecurityPolicy(page: string): string {
  const hashes = (tag: string): string => [...page.matchAll(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`, 'g'))]
    .map(([, content]) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`).join(' ');
  return `default-src 'none'; script-src ${hashes('script')}; style-src ${hashes('style')}; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

function sendJson(response: ServerResponse, status: number, content: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }).end(JSON.stringify(content));
}
