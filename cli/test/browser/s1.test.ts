import { suite, useBrowser } from './browser';
import { CallbackServer } from './callback-server';
import { chooseNewPassword, errorOn, PASSWORD, signIn } from './sign-in-page';
import { SEED_USERS, SHOP_USERS } from './users';
import type { LocalIssuer } from '../../src';
import { clientOf, decode, issuerFor } from '../support/issuer';

const CALLBACK = 'http://localhost:3000/callback';

suite('S1 in a browser', () => {
  const callbacks = new CallbackServer();
  let seeds: LocalIssuer;
  let shop: LocalIssuer;
  beforeAll(async () => {
    [seeds, shop] = await Promise.all([issuerFor('seeds', { users: SEED_USERS }), issuerFor('shop', { users: SHOP_USERS }), callbacks.start()]);
  });
  afterAll(() => Promise.all([seeds.stop(), shop.stop(), callbacks.stop()]));
  const open = useBrowser(() => [callbacks.argument]);

  /** The sign-in URL from the article. */
  function loginUrl(issuer: LocalIssuer, path: string): string {
    const { client } = clientOf(issuer, path);
    return `${issuer.url}/login?response_type=code&scope=openid%20email&client_id=${client.id}&redirect_uri=${CALLBACK}`;
  }

  /** The token request from the article: the parameters are in the query string, and the body is empty. */
  async function exchange(code: string): Promise<Readonly<Record<string, unknown>>> {
    const { client } = clientOf(seeds, 'PetPreference/UserPool/WebClient');
    const query = `grant_type=authorization_code&code=${code}&redirect_uri=${CALLBACK}&client_id=${client.id}&scope=openid%20email`;
    const response = await fetch(`${seeds.url}/oauth2/token?${query}`, {
      method: 'POST',
      headers: {
        'authorization': `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    return await response.json() as Readonly<Record<string, unknown>>;
  }

  test.each([['jane@amazon.com', 'dogs'], ['john@example.com', 'cats']])('%s signs in, and prefers %s', async (email, preference) => {
    const { page, traffic } = await open();
    await page.goto(loginUrl(seeds, 'PetPreference/UserPool/WebClient'));
    await signIn(page, email);
    await page.getByRole('heading', { name: 'Back in the app' }).waitFor();
    const code = new URL(page.url()).searchParams.get('code')!;
    const { id_token: idToken, access_token: accessToken, refresh_token: refreshToken } = await exchange(code) as Record<string, string>;
    expect(decode(idToken)).toMatchObject({ token_use: 'id', email, pet_preference: preference });
    expect(decode(accessToken)).not.toHaveProperty('pet_preference');
    expect(refreshToken).toEqual(expect.any(String));
    traffic.expectNoTokens(idToken, accessToken);
    traffic.expectQuiet(seeds.url, 'http://localhost:3000');
  });

  test('a wrong password shows an error on the page, which keeps the username and allows another attempt', async () => {
    const { page, traffic } = await open();
    await page.goto(loginUrl(seeds, 'PetPreference/UserPool/WebClient'));
    await signIn(page, 'jane@amazon.com', 'wrong');
    expect(await errorOn(page)).toBe('Incorrect username or password.');
    expect(await page.getByLabel('Username').inputValue()).toBe('jane@amazon.com');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${CALLBACK}?code=*`);
    traffic.expectQuiet(seeds.url, 'http://localhost:3000');
  });

  test('a denial is shown on the page, and the app gets no code', async () => {
    const { page, traffic } = await open();
    await page.goto(loginUrl(shop, 'UserPool/Web'));
    await signIn(page, 'mallory');
    expect(await errorOn(page)).toBe('PreTokenGeneration failed with error Your account is suspended.');
    expect(traffic.urls.filter(url => url.startsWith(CALLBACK))).toEqual([]);
    traffic.expectQuiet(shop.url);
  });

  test('a temporary password leads to the page for a new password, and then to the app', async () => {
    const { page, traffic } = await open();
    await page.goto(loginUrl(seeds, 'PetPreference/UserPool/WebClient'));
    await signIn(page, 'newcomer@example.com', 'Temporary1!');
    await chooseNewPassword(page, 'Temporary1!', 'Chosen-1!');
    await page.waitForURL(`${CALLBACK}?code=*`);
    traffic.expectQuiet(seeds.url, 'http://localhost:3000');

    await page.goto(loginUrl(seeds, 'PetPreference/UserPool/WebClient'));
    await signIn(page, 'newcomer@example.com', 'Temporary1!');
    expect(await errorOn(page)).toBe('Incorrect username or password.');
    await signIn(page, 'newcomer@example.com', 'Chosen-1!');
    await page.waitForURL(`${CALLBACK}?code=*`);
  });
});
