import { clientOf, decode, issuerFor } from '../support/issuer';
import { WebBrowser } from '../support/web-browser';

const CALLBACK = 'http://localhost:3000/callback';
const USERS = {
  users: {
    jane: { password: 'Passw0rd!' },
    Corporate_john: { identityProvider: 'Corporate', attributes: { email: 'john@example.com' } },
    Corporate_gone: { identityProvider: 'Corporate', enabled: false },
  },
};

test('users of a provider sign in with its button, with the attributes that Amazon Cognito knows', async () => {
  const issuer = await issuerFor('federated', { users: USERS });
  try {
    const { client, pool } = clientOf(issuer, 'Web');
    const query = new URLSearchParams({ response_type: 'code', client_id: client.id, redirect_uri: CALLBACK, scope: 'openid', resource: 'https://api.example.com' });
    const tokensOf = async (fields: Readonly<Record<string, string>>): Promise<Record<string, any>> => {
      const browser = new WebBrowser();
      const { url, page } = await browser.submit(await browser.open(`${issuer.url}/oauth2/authorize?${query.toString()}`), fields);
      if (page !== undefined) {
        return { error: /role="alert">([^<]*)</.exec(page)![1] };
      }
      const body = new URLSearchParams({ grant_type: 'authorization_code', code: new URL(url).searchParams.get('code')!, client_id: client.id, redirect_uri: CALLBACK });
      return await (await fetch(`${issuer.url}/oauth2/token`, { method: 'POST', body })).json() as Record<string, any>;
    };
    const { id_token: idToken, access_token: accessToken } = await tokensOf({ federated: 'Corporate_john' });
    expect(decode(idToken)).toMatchObject({
      'from': 'Corporate',
      'colleague': true,
      'cognito:username': 'Corporate_john',
      'cognito:groups': [`${pool.id}_Corporate`],
      'identities': [expect.objectContaining({ userId: 'john', providerName: 'Corporate' })],
    });
    // the audience is the resource in the request
    expect(decode(accessToken)).toMatchObject({ aud: 'https://api.example.com' });
    const local = await tokensOf({ username: 'jane', password: 'Passw0rd!' });
    expect(decode(local.id_token)).not.toHaveProperty('colleague');
    expect(await tokensOf({ federated: 'Corporate_gone' })).toEqual({ error: 'The provider has no such user.' });
    expect(await tokensOf({ federated: 'jane' })).toEqual({ error: 'The provider has no such user.' });
    expect(await tokensOf({ username: 'Corporate_john', password: '' })).toEqual({ error: 'Incorrect username or password.' });
  } finally {
    await issuer.stop();
  }
});

test('with --issuer cognito tokens name the newer type of issuer', async () => {
  const issuer = await issuerFor('federated', { users: USERS, issuer: 'cognito' });
  try {
    const { idToken } = await issuer.tokens({ user: 'jane' });
    const [{ id }] = issuer.pools;
    expect(decode(idToken!).iss).toBe(`https://issuer-cognito-idp.us-east-1.amazonaws.com/${id}`);
  } finally {
    await issuer.stop();
  }
});
