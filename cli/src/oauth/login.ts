import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { sendErrorPage, sendLoginPage, type LoginPage } from './pages';
import { AUTHORIZE, LOGIN } from './paths';
import type { PoolServer } from './pool-server';
import { scopesOf } from './scopes';
import { TriggerSource } from '../../../src/values/trigger-source';
import { readForm } from '../http/body';
import { isEqualSecret } from '../http/secrets';
import type { Directory } from '../users/directory';
import type { User } from '../users/model';
import { signInName } from '../users/users';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

const CSRF_KEY = randomBytes(32);
/** The same message for a wrong password and for an unknown user. */
const INCORRECT = 'Incorrect username or password.';

/**
 * `GET /login`: the sign-in page of an authorization request. A request that comes here directly, as Amazon Cognito allows, is redirected to the
 * authorization endpoint first, and always shows the sign-in page.
 */
export async function showLogin(
  request: IncomingMessage, response: ServerResponse, query: URLSearchParams, server: PoolServer, directory: Directory,
): Promise<void> {
  const interaction = await interactionOf(request, response, server);
  if (interaction) {
    sendLoginPage(response, pageOf(interaction, server, directory));
  } else if (uidOf(request) !== undefined) {
    sendErrorPage(response, 400, 'This sign-in is over', 'It is complete, or was started in another browser, or the browser sends no cookies. Go back to the app and sign in again.');
  } else {
    const asked = new URLSearchParams(query);
    asked.set('prompt', 'login');
    response.writeHead(302, { 'location': `${AUTHORIZE}?${asked.toString()}`, 'cache-control': 'no-store' }).end();
  }
}

/** `POST /login` */
export async function submitLogin(request: IncomingMessage, response: ServerResponse, server: PoolServer, directory: Directory): Promise<void> {
  const form = await readForm(request);
  const interaction = await interactionOf(request, response, server);
  if (!interaction || !isEqualSecret(form.get('_csrf') ?? '', csrfOf(interaction))) {
    sendErrorPage(response, 403, 'This sign-in is over', 'The form does not belong to a sign-in of this browser. Go back to the app and sign in again.');
    return;
  }
  const page = pageOf(interaction, server, directory);
  const username = form.get('username') ?? '';
  const checked = checkUser(form, server, directory);
  if ('error' in checked || 'newPassword' in checked) {
    sendLoginPage(response, { ...page, username, ...checked });
    return;
  }
  const { user } = checked;
  const { params } = interaction as { readonly params: Readonly<Record<string, string | undefined>> };
  const client = server.clientById(params.client_id ?? '')!;
  const issuance = await server.backend.issuer.issue({
    pool: server.backend.pool(),
    client,
    user,
    triggerSource: TriggerSource.HOSTED_AUTH.value,
    scopes: scopesOf(params.scope),
    ...params.resource !== undefined && { resource: params.resource },
    ...params.nonce !== undefined && { nonce: params.nonce },
  });
  if (issuance.error) {
    // managed login shows the error message of the function
    sendLoginPage(response, { ...page, username, error: issuance.error.message });
    return;
  }
  await forgetOther(interaction, user, server);
  await server.provider.interactionFinished(request, response, {
    login: { accountId: user.attributes.sub }, issuance: server.keepSignIn(issuance),
  }, { mergeWithLastSubmission: false });
}

/** The user who signs in, or the error or form to show instead. */
type Checked = { readonly user: User } | { readonly error: string } | { readonly newPassword: true };

function checkUser(form: URLSearchParams, server: PoolServer, directory: Directory): Checked {
  const pool = server.backend.pool();
  const federated = form.get('federated');
  if (federated !== null) {
    const user = directory.find(pool, federated);
    return user?.federated && user.enabled ? { user } : { error: 'The provider has no such user.' };
  }
  const user = directory.find(pool, form.get('username') ?? '');
  if (!directory.hasPassword(user, form.get('password') ?? '')) {
    return { error: INCORRECT };
  }
  if (!user!.enabled) {
    return { error: 'User is disabled.' };
  }
  const newPassword = form.get('new_password');
  if (user!.temporaryPassword && (newPassword === null || newPassword === '')) {
    return { newPassword: true };
  }
  return { user: newPassword === null || !user!.temporaryPassword ? user! : directory.setPassword(pool, user!, newPassword) };
}

/** Signing in as another user ends the previous session, in this browser only. */
async function forgetOther(interaction: Interaction, user: User, { provider }: PoolServer): Promise<void> {
  const { session } = interaction;
  if (session?.accountId !== undefined && session.accountId !== user.attributes.sub) {
    await (await provider.Session.findByUid(session.uid))?.destroy();
    interaction.session = undefined;
    await interaction.save(interaction.exp - Math.floor(Date.now() / 1000));
  }
}

/** The authorization request that the page belongs to, if this browser started it. */
async function interactionOf(request: IncomingMessage, response: ServerResponse, server: PoolServer): Promise<Interaction | undefined> {
  try {
    const interaction = await server.provider.interactionDetails(request, response);
    const isOwn = interaction.uid === uidOf(request) && server.clientById(String(interaction.params.client_id)) !== undefined;
    return isOwn ? interaction : undefined;
  } catch {
    return undefined;
  }
}

/** The id of a sign-in, from the path of its page. */
function uidOf({ url = '' }: IncomingMessage): string | undefined {
  return new RegExp(`^${LOGIN}/([\\w-]+)`).exec(url)?.[1];
}

function pageOf(interaction: Interaction, server: PoolServer, directory: Directory): LoginPage {
  const pool = server.backend.pool();
  const client = server.clientById(String(interaction.params.client_id))!;
  const users = [...directory.users(pool).values()];
  const federated = new Map<string, string[]>();
  for (const { name, attributes } of users.filter(user => user.federated)) {
    const [{ providerName }] = JSON.parse(attributes.identities) as [{ providerName: string }];
    federated.set(providerName, [...federated.get(providerName) ?? [], name]);
  }
  return {
    client: client.path,
    csrf: csrfOf(interaction),
    action: `${LOGIN}/${interaction.uid}?${new URLSearchParams({ client_id: client.id }).toString()}`,
    usernames: users.filter(user => !user.federated).map(user => signInName(user, pool)),
    federated,
    ...typeof interaction.params.login_hint === 'string' && { username: interaction.params.login_hint },
  };
}

/** A CSRF token that only the page of this sign-in knows. */
function csrfOf({ uid }: Interaction): string {
  return createHmac('sha256', CSRF_KEY).update(uid).digest('base64url');
}
