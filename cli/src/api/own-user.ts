import { notAuthorized } from './api-error';
import type { ApiBackend } from './backend';
import type { Input } from './input';
import { attributeList } from './user-attributes';
import { ADMIN_SCOPE } from '../../../src/core/cognito/scopes';
import type { VerifiedAccessToken } from '../oauth/access-tokens';

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
export async function getUser(input: Input, backend: ApiBackend): Promise<object> {
  const { server, user, claims } = await bearerOf(input, backend);
  const { readAttributes } = server.clientById(String(claims.client_id)) ?? {};
  return { Username: user.username, UserAttributes: attributeList(user, readAttributes) };
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html */
export async function globalSignOut(input: Input, backend: ApiBackend): Promise<object> {
  const { server, user } = await bearerOf(input, backend);
  server.signOut(user.attributes.sub);
  return {};
}

async function bearerOf(input: Input, { accessTokens }: ApiBackend): Promise<VerifiedAccessToken> {
  const token = input.text('AccessToken');
  const verified = await accessTokens.verify(token);
  if (!verified) {
    throw notAuthorized(isExpired(token) ? 'Access Token has expired' : 'Invalid Access Token');
  }
  if (!verified.scopes.includes(ADMIN_SCOPE)) {
    throw notAuthorized('Access Token does not have required scopes');
  }
  return verified;
}

/** Reads the expiry of a token that was not verified. It only selects the error message. */
function isExpired(token: string): boolean {
  try {
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString('utf8')) as { readonly exp?: unknown };
    return typeof exp === 'number' && exp * 1000 <= Date.now();
  } catch {
    return false;
  }
}
