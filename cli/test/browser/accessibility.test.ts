import { problemsOf } from './axe';
import { suite, useBrowser } from './browser';
import { tabTo, typeInto } from './keyboard';
import { PASSWORD, signIn } from './sign-in-page';
import { SHOP_USERS } from './users';
import { ViewerPage } from './viewer-page';
import type { LocalIssuer } from '../../src';
import { decode, issuerFor } from '../support/issuer';

const WEB = ['Shop/UserPool', 'Shop/UserPool/Web'] as const;

suite('accessibility', () => {
  let issuer: LocalIssuer;
  beforeAll(async () => { issuer = await issuerFor('shop', { users: SHOP_USERS }); });
  afterAll(() => issuer.stop());
  const open = useBrowser();

  async function openViewer(): Promise<ViewerPage> {
    const { page } = await open();
    await page.goto(issuer.viewer);
    await page.getByRole('heading', { name: 'See what your rules do to a token' }).waitFor();
    return new ViewerPage(page);
  }

  test('of the sign-in page: initial, with an error, with a new password', async () => {
    const viewer = await openViewer();
    const { page } = viewer;
    await viewer.login(...WEB);
    expect(await problemsOf(page)).toEqual([]);
    await signIn(page, 'mallory');
    await page.getByRole('alert').waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await signIn(page, 'newcomer', 'Temporary1!');
    await page.getByLabel('New password').waitFor();
    expect(await problemsOf(page)).toEqual([]);
  });

  test('of the viewer: start, signed in, details, everything expanded', async () => {
    const viewer = await openViewer();
    const { page } = viewer;
    expect(await problemsOf(page)).toEqual([]);
    await viewer.login(...WEB);
    await signIn(page, 'jane');
    await page.getByRole('heading', { name: 'Signed in as jane' }).waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await viewer.showDetails();
    await viewer.claim('ID token', 'tenant').waitFor();
    expect(await problemsOf(page)).toEqual([]);
    for (const rules of await page.getByRole('button', { name: /^Rules of / }).all()) {
      await rules.click();
    }
    await page.evaluate('document.querySelectorAll("details").forEach(each => { each.open = true; })');
    await viewer.code('Response of the function').waitFor();
    expect(await problemsOf(page)).toEqual([]);
  });

  test('of the viewer: denied, machine', async () => {
    const viewer = await openViewer();
    const { page } = viewer;
    await viewer.form.getByLabel('User', { exact: true }).selectOption('mallory');
    await viewer.issue();
    await viewer.section('No tokens were issued').waitFor();
    expect(await problemsOf(page)).toEqual([]);
    await viewer.choose('Shop/UserPool', 'Shop/UserPool/Machine');
    await viewer.issue();
    await viewer.claim('Access token', 'kind').waitFor();
    expect(await problemsOf(page)).toEqual([]);
  });

  test('of the viewer: a failed sign-in, and edits that cannot be saved', async () => {
    const viewer = await openViewer();
    const { page } = viewer;
    await page.goto(`${issuer.viewer}/callback?code=none&state=none`);
    await page.getByText('This sign-in was not started here, or is over: choose Login again.').waitFor();
    await viewer.unfold(viewer.form, 'Tables and faults');
    await viewer.form.getByLabel('Items, as a JSON array').fill('[{}]');
    await viewer.form.getByRole('button', { name: 'Issue tokens' }).click();
    await viewer.form.getByRole('alert').waitFor();
    expect(await problemsOf(page)).toEqual([]);
  });

  test('a complete sign-in works with the keyboard alone', async () => {
    const viewer = await openViewer();
    const { page } = viewer;
    await tabTo(page, viewer.header.getByRole('button', { name: 'Login' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    // the page starts with the focus in its first field
    await page.keyboard.type('jane');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await tabTo(page, page.getByRole('button', { name: 'Sign in' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Signed in as jane' }).waitFor();
    await tabTo(page, page.getByRole('button', { name: 'Show token details' }));
    await page.keyboard.press('Space');
    await viewer.claim('ID token', 'tenant').waitFor();

    // the second link of the page skips to the form
    await page.reload();
    await viewer.claim('ID token', 'tenant').waitFor();
    await tabTo(page, page.getByRole('link', { name: 'Skip to Issue again' }));
    await page.keyboard.press('Enter');
    await typeInto(page, viewer.form.getByLabel('Value of custom:tenant'), 'initech');
    await tabTo(page, viewer.form.locator('summary').filter({ hasText: 'Request' }));
    await page.keyboard.press('Enter');
    await tabTo(page, viewer.form.getByLabel('api/write'));
    await page.keyboard.press('Space');
    await tabTo(page, viewer.form.getByRole('button', { name: 'Issue tokens' }));
    await page.keyboard.press('Enter');
    await viewer.claim('ID token', 'tenant').getByText('Previous issuance: "acme"').waitFor();
    expect(await viewer.after('ID token', 'tenant')).toContain('"initech"');
    expect(decode(await viewer.rawToken('Access token')).scope).not.toContain('api/write');
    // and the new entry of the history can be reached from there
    await tabTo(page, viewer.section('History').getByRole('button', { name: /^jane/ }).first());
  });
});
