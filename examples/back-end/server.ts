import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { JwtPayload } from 'aws-jwt-verify/jwt-model';
import {
  failed, forbidden, insufficientScope, invalidToken, methodNotAllowed, notFound, ok, tokenMissing, unavailable, type Answer,
} from './answers';
import { InvalidToken, KeysUnavailable, type TokenUse, type Verify } from './verify';

export interface BackEndOptions {
  readonly verify: Verify;
  /** The scope of access tokens that `GET /membership` needs. */
  readonly membershipScope: string;
  /** Receives unexpected errors, which are never sent to the client. */
  readonly log: (error: unknown) => void;
}

interface Route {
  /** ID tokens carry claims about the user; access tokens carry scopes. */
  readonly tokenUse: TokenUse;
  readonly answer: (claims: JwtPayload, options: BackEndOptions) => Answer;
}

const ROUTES: ReadonlyMap<string, Route> = new Map([
  ['/projects', { tokenUse: 'id', answer: projects }],
  ['/membership', { tokenUse: 'access', answer: membership }],
]);

/** An HTTP API that authorizes by the content of tokens, without further lookups. */
export function createBackEnd(options: BackEndOptions): Server {
  return createServer((request, response) => {
    answerTo(request, options)
      .catch((error: unknown) => {
        options.log(error);
        return error instanceof KeysUnavailable ? unavailable() : failed();
      })
      .then(answer => send(answer, response))
      .catch(options.log);
  });
}

async function answerTo(request: IncomingMessage, options: BackEndOptions): Promise<Answer> {
  const route = ROUTES.get((request.url ?? '').split('?')[0]);
  if (!route) {
    return notFound();
  }
  if (request.method !== 'GET') {
    return methodNotAllowed();
  }
  const token = bearerToken(request);
  if (token === undefined) {
    return tokenMissing();
  }
  try {
    return route.answer(await options.verify(token, route.tokenUse), options);
  } catch (error) {
    if (error instanceof InvalidToken) {
      return invalidToken(error.message);
    }
    throw error;
  }
}

function bearerToken({ headers: { authorization = '' } }: IncomingMessage): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
}

/** Authorizes by a claim. Returns the projects of the user as a list; the claim can be a list or a comma-separated string. */
function projects(claims: JwtPayload): Answer {
  const claim: unknown = claims.projects;
  if (claim === undefined) {
    return forbidden('the token has no claim projects');
  }
  const names: readonly unknown[] = typeof claim === 'string' ? listOf(claim) : [claim].flat();
  return names.every(name => typeof name === 'string') ? ok({ projects: names }) : forbidden('the claim projects is not a list of strings');
}

function listOf(text: string): readonly string[] {
  return text.split(',').map(name => name.trim()).filter(name => name !== '');
}

/** Authorizes by a scope that the rules add to the access tokens of members only. */
function membership(claims: JwtPayload, { membershipScope }: BackEndOptions): Answer {
  const scopes = (claims.scope ?? '').split(' ');
  return scopes.includes(membershipScope) ? ok({ level: claims['demo:membershipLevel'], scopes }) : insufficientScope(membershipScope);
}

function send({ status, headers, body }: Answer, response: ServerResponse): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers }).end(JSON.stringify(body));
}
