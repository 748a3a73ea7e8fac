import { CreateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { RESOURCE } from './names';
import { claimsOf, machineToken, needed, newerFlows, post, signIn, type Claims, type Target } from './target';
import type { Username } from './trigger';

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

/** The access token of a token exchange, by a client that is created for it: older Regions and accounts may not know its flows. */
export async function exchangedToken(target: Target, username: Username, withActor: boolean): Promise<Claims> {
  const { sdk, ids } = target;
  const { UserPoolClient: client } = await needed(sdk.send(new CreateUserPoolClientCommand({
    UserPoolId: ids.V3Pool,
    ClientName: 'exchange',
    ExplicitAuthFlows: newerFlows('ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_TOKEN_EXCHANGE_IMPERSONATION', 'ALLOW_TOKEN_EXCHANGE_DELEGATION'),
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin'],
    CallbackURLs: [`${RESOURCE}/callback`],
  })));
  const { bearer } = await needed(signIn(target, username, client!.ClientId));
  const actor = withActor ? { actor_token: await needed(machineToken(target, 'machine-event')), actor_token_type: ACCESS_TOKEN } : undefined;
  const { access_token: token } = await post(target, '/oauth2/token', {
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      client_id: client!.ClientId!,
      subject_token: bearer,
      subject_token_type: ACCESS_TOKEN,
      resource: RESOURCE,
      ...actor,
    }),
  });
  return claimsOf(String(token));
}
