import { suite, useBrowser, type Visit } from './browser';
import { SCREENSHOTS, screenshot, showUsersFile } from './screenshots';
import { errorOn, fillIn, signIn } from './sign-in-page';
import { SEED_USERS } from './users';
import { ViewerPage } from './viewer-page';
import type { LocalIssuer } from '../../src';
import { decode, issuerFor } from '../support/issuer';

interface SignedIn extends Visit {
  readonly viewer: ViewerPage;
}

suite('S4: the viewer', () => {
  let issuer: LocalIssuer;
  beforeAll(async () => { issuer = await issuerFor('seeds', { users: SEED_USERS }); });
  afterAll(() => issuer.stop());
  const open = useBrowser();

  /** Signs in, as Jane by default, and shows the details. */
  async function signedIn(stack: string, username = 'jane'): Promise<SignedIn> {
    const visit = await open();
    const viewer = new ViewerPage(visit.page);
    await visit.page.goto(issuer.viewer);
    await viewer.login(`${stack}/UserPool`, `${stack}/UserPool/WebClient`);
    expect(new URL(visit.page.url()).origin).toBe(issuer.url);
    await signIn(visit.page, username);
    await visit.page.getByRole('heading', { name: 'Signed in as jane' }).waitFor();
    expect(visit.page.url()).toMatch(new RegExp(`^${issuer.viewer}/#issuance=[\\w-]+$`));
    // not before the button from the article
    expect(await viewer.token('ID token').count()).toBe(0);
    await viewer.showDetails();
    return { ...visit, viewer };
  }

  /** Checks every sign-in: the tokens on the page are those of the issuer, and came by code with PKCE, never in a URL. */
  async function expectSafe({ viewer, traffic }: SignedIn): Promise<void> {
    expect(traffic.queryOf('/oauth2/authorize')).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.any(String),
      nonce: expect.any(String),
    });
    expect(traffic.queryOf('/callback')).toMatchObject({ code: expect.any(String), state: expect.any(String) });
    const tokens = [await viewer.rawToken('ID token'), await viewer.rawToken('Access token')];
    expect(tokens.map(token => decode(token).token_use)).toEqual(['id', 'access']);
    traffic.expectNoTokens(...tokens);
    for (const title of ['ID token', 'Access token'] as const) {
      await viewer.token(title).getByText('Signature verified').waitFor();
    }
    traffic.expectQuiet(issuer.url, issuer.viewer);
  }

  test('the page and the sign-in page are served from this machine', () => {
    expect(new URL(issuer.viewer).hostname).toBe('localhost');
    expect(new URL(issuer.url).hostname).toBe('localhost');
  });

  test('S1: the claim is in the ID token, with its rule', async () => {
    const visit = await signedIn('PetPreference', 'jane@amazon.com');
    const { viewer } = visit;
    expect(await viewer.added('ID token', 'pet_preference')).toEqual(['claims[0]', '"dogs"']);
    expect(await viewer.claim('Access token', 'pet_preference').count()).toBe(0);
    expect(await viewer.after('ID token', 'email')).toContain('"jane@amazon.com"');
    expect(await viewer.after('Access token', 'token_use')).toBe('"access"');
    await viewer.claim('ID token', 'pet_preference').getByRole('button', { name: 'Rules of pet_preference' }).click();
    await viewer.token('ID token').getByText('set pet_preference').waitFor();
    await expectSafe(visit);
  });

  test('S2: claim and scope are in the access token', async () => {
    const visit = await signedIn('Membership');
    const { viewer } = visit;
    expect(await viewer.added('Access token', 'demo:membershipLevel')).toEqual(['claims[0]', '"Premium"']);
    const scope = viewer.claim('Access token', 'scope');
    await scope.getByText('CHANGED', { exact: true }).waitFor();
    expect(await scope.getByRole('button', { name: 'Rules of scope' }).innerText()).toBe('scopes[0]');
    const added = scope.getByRole('cell').last().getByRole('insertion');
    expect(await added.allInnerTexts()).toEqual([expect.stringMatching(/^membership:USA\.Premium\s*added$/)]);
    expect(await scope.getByRole('cell').first().innerText()).not.toContain('membership:');
    await viewer.unfold(viewer.section('Event and response'), 'Response of the function');
    expect(await viewer.code('Response of the function').innerText()).toContain('"membership:USA.Premium"');
    await expectSafe(visit);
  });

  test('S3: the claim comes from the table, and the read is shown', async () => {
    const visit = await signedIn('Projects');
    const { viewer } = visit;
    expect(await viewer.added('ID token', 'userName')).toEqual(['claims[0]', '"jane"']);
    expect(await viewer.added('ID token', 'projects')).toEqual(['claims[1]', '"apollo,gemini"']);
    const read = viewer.read('userInfo');
    expect(await read.innerText()).toMatch(/UserInfoTable[^]*userName = jane[^]*FOUND[^]*1 attempt/);
    await viewer.unfold(read, '1 item');
    expect(JSON.parse(await viewer.code('Items of userInfo').innerText())).toEqual({ userName: 'jane', projects: 'apollo,gemini' });
    await expectSafe(visit);
  });

  test('a wrong password stays on the sign-in page, and the user can go back', async () => {
    const { page, traffic } = await open();
    const viewer = new ViewerPage(page);
    await page.goto(issuer.viewer);
    await viewer.login('Projects/UserPool', 'Projects/UserPool/WebClient');
    await signIn(page, 'jane', 'wrong');
    expect(await errorOn(page)).toBe('Incorrect username or password.');
    await signIn(page, 'jane');
    await page.getByRole('heading', { name: 'Signed in as jane' }).waitFor();
    traffic.expectQuiet(issuer.url, issuer.viewer);
  });

  test('another user can sign in afterwards, and both are in the history', async () => {
    const { page, viewer, traffic } = await signedIn('Projects');
    await viewer.login('Projects/UserPool', 'Projects/UserPool/WebClient');
    await signIn(page, 'john');
    await page.getByRole('heading', { name: 'Signed in as john' }).waitFor();
    expect(await viewer.added('ID token', 'projects')).toEqual(['claims[1]', '"mercury"']);
    const entries = viewer.section('History').getByRole('listitem');
    // the history is loaded after the tokens
    await entries.nth(1).waitFor();
    const history = await entries.allInnerTexts();
    expect(history.slice(0, 2).map(text => text.split('\n')[0])).toEqual(['john', 'jane']);
    traffic.expectQuiet(issuer.url, issuer.viewer);
  });

  // without SCREENSHOTS the test is not registered, so that it is not reported as skipped
  (SCREENSHOTS === undefined ? () => undefined : test)('screenshots', async () => {
    const { page } = await open();
    const viewer = new ViewerPage(page);
    await showUsersFile(page, 'token-enricher.users.json');
    await page.goto(issuer.viewer);
    await viewer.login('Membership/UserPool', 'Membership/UserPool/WebClient');
    await fillIn(page, 'jane');
    await screenshot(page, 'sign-in', 'light', 'desktop');
    await screenshot(page, 'sign-in', 'dark', 'phone');
    await page.keyboard.press('Enter');
    await viewer.showDetails();
    await viewer.added('Access token', 'demo:membershipLevel');
    for (const colorScheme of ['light', 'dark'] as const) {
      await screenshot(page, 'viewer', colorScheme, 'desktop');
      await screenshot(page, 'viewer', colorScheme, 'phone', viewer.token('Access token'));
    }
  });
});
