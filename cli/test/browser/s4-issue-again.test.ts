import { suite, useBrowser, type Visit } from './browser';
import { errorOn, signIn } from './sign-in-page';
import { SEED_USERS, SHOP_USERS } from './users';
import { ViewerPage } from './viewer-page';
import type { LocalIssuer } from '../../src';
import type { ViewerState } from '../../src/viewer/contract';
import { decode, issuerFor } from '../support/issuer';

const WEB = ['Shop/UserPool', 'Shop/UserPool/Web'] as const;
const UNAVAILABLE = /^PreTokenGeneration failed with error The sign-in could not be completed\. .* Reference: [\w-]+\.$/;

/** Resets all table faults, so that a failed test does not affect others. */
async function mendTables({ viewer }: LocalIssuer): Promise<void> {
  const { tables } = await (await fetch(`${viewer}/api/state`)).json() as ViewerState;
  await Promise.all(tables.map(({ name }) => fetch(`${viewer}/api/tables/${name}/fault`, {
    method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ kind: 'NONE' }),
  })));
}

suite('S4: issue again without leaving the viewer', () => {
  let seeds: LocalIssuer;
  let shop: LocalIssuer;
  beforeAll(async () => {
    [seeds, shop] = await Promise.all([issuerFor('seeds', { users: SEED_USERS }), issuerFor('shop', { users: SHOP_USERS })]);
  });
  afterAll(() => Promise.all([seeds.stop(), shop.stop()]));
  afterEach(() => mendTables(shop));
  const open = useBrowser();
  let viewer: ViewerPage;
  let visit: Visit;

  async function visitViewer(issuer: LocalIssuer, pool: string, client: string, username = 'jane'): Promise<void> {
    visit = await open();
    viewer = new ViewerPage(visit.page);
    await visit.page.goto(issuer.viewer);
    await viewer.choose(pool, client);
    await viewer.form.getByLabel('User', { exact: true }).selectOption(username);
  }

  /** Expects that there were no other requests, and that the page was loaded only once. */
  function expectOnePage(issuer: LocalIssuer): void {
    expect(visit.traffic.urls.filter(url => url === `${issuer.viewer}/`)).toHaveLength(2); // requested, and shown
    visit.traffic.expectQuiet(issuer.viewer);
  }

  test('an edited attribute changes the token, and the page shows the origin of the claim', async () => {
    await visitViewer(seeds, 'Membership/UserPool', 'Membership/UserPool/WebClient');
    await viewer.issue();
    expect(await viewer.added('Access token', 'demo:membershipLevel')).toEqual(['claims[0]', '"Premium"']);
    await viewer.form.getByLabel('Value of custom:membership').fill('Basic');
    await viewer.form.getByText('Edited. Saved when you issue tokens or log in.').waitFor();
    await viewer.issue();
    const claim = viewer.claim('Access token', 'demo:membershipLevel');
    await claim.getByText('Previous issuance:').waitFor();
    expect(await viewer.after('Access token', 'demo:membershipLevel')).toMatch(/^"Basic"\s+Previous issuance: "Premium"$/);
    expect(await viewer.after('Access token', 'scope')).toContain('membership:USA.Basic');
    expect(decode(await viewer.rawToken('Access token'))).toMatchObject({
      'demo:membershipLevel': 'Basic', 'scope': 'openid profile email membership:USA.Basic',
    });
    expectOnePage(seeds);
    // the user of the issuer has changed, for every caller
    const { accessToken } = await seeds.tokens({ user: 'jane', client: 'Membership/UserPool/WebClient' });
    expect(decode(accessToken)).toMatchObject({ 'demo:membershipLevel': 'Basic' });
  });

  test('an attribute can be added and removed, and a group added', async () => {
    await visitViewer(seeds, 'Membership/UserPool', 'Membership/UserPool/WebClient', 'john');
    await viewer.form.getByRole('button', { name: 'Add attribute' }).click();
    await visit.page.keyboard.type('custom:location');
    await visit.page.keyboard.press('Tab');
    await visit.page.keyboard.type('Canada');
    await viewer.form.getByRole('group', { name: 'Groups' }).getByLabel('Other groups').fill('beta');
    await viewer.issue();
    await viewer.token('Access token').getByText('membership:Canada.Basic').waitFor();
    expect(await viewer.after('ID token', 'cognito:groups')).toContain('"beta"');
    await viewer.form.getByRole('button', { name: 'Remove custom:location' }).click();
    await viewer.issue();
    await viewer.claim('Access token', 'scope').getByText('Previous issuance:').waitFor();
    expect(decode(await viewer.rawToken('Access token')).scope).toBe('openid profile email');
    expectOnePage(seeds);
  });

  test('the function receives metadata, and the tokens have its claim', async () => {
    await visitViewer(shop, ...WEB);
    await viewer.unfold(viewer.form, 'Request');
    await viewer.form.getByRole('button', { name: 'Add metadata' }).click();
    await visit.page.keyboard.type('campaign');
    await visit.page.keyboard.press('Tab');
    await visit.page.keyboard.type('spring');
    await viewer.issue();
    expect(await viewer.added('ID token', 'campaign')).toEqual(['claims[2]', '"spring"']);
    await viewer.unfold(viewer.section('Event and response'), 'Event that the function received');
    const event = JSON.parse(await viewer.code('Event that the function received').innerText());
    expect(event.request.clientMetadata).toEqual({ campaign: 'spring' });
    expectOnePage(shop);
  });

  test('an edited item changes the claim; a string that is not an item shows an error next to it', async () => {
    await visitViewer(seeds, 'Projects/UserPool', 'Projects/UserPool/WebClient');
    await viewer.unfold(viewer.form, 'Tables and faults');
    const items = viewer.form.getByRole('group', { name: 'Projects/UserInfoTable' }).getByLabel('Items, as a JSON array');
    await items.fill('[{ "projects": "zeus" }]');
    await viewer.form.getByText('Item 1 has no “userName”, which is a key of the table.').waitFor();
    await items.fill('[{ "userName": "jane", "projects": "zeus" }]');
    await viewer.issue();
    expect(await viewer.added('ID token', 'projects')).toEqual(['claims[1]', '"zeus"']);
    await items.fill('[]');
    await viewer.issue();
    await viewer.token('ID token').getByText('Only in the previous issuance: projects').waitFor();
    await viewer.read('userInfo').getByText('NOTHING').waitFor();
    expectOnePage(seeds);
  });

  test('a failing table denies the sign-in, and the sign-in page and the viewer show it', async () => {
    await visitViewer(shop, ...WEB);
    await viewer.unfold(viewer.form, 'Tables and faults');
    await viewer.form.getByLabel('Fault').selectOption('FAIL');
    await viewer.login(...WEB);
    await signIn(visit.page, 'jane');
    expect(await errorOn(visit.page)).toMatch(UNAVAILABLE);
    await visit.page.goto(shop.viewer);
    await viewer.section('History').getByRole('button', { name: /^jane\s*DENIED/ }).first().click();
    const denial = viewer.section('No tokens were issued');
    expect(await denial.getByRole('blockquote').innerText()).toMatch(UNAVAILABLE);
    expect(await denial.innerText()).toContain('The rule that denied the token');
    expect(await denial.innerText()).toContain('READ account');
    await viewer.read('account').getByText('SERVER').waitFor();

    await viewer.unfold(viewer.form, 'Tables and faults');
    expect(await viewer.form.getByLabel('Fault').inputValue()).toBe('FAIL');
    await viewer.form.getByLabel('Fault').selectOption('NONE');
    await viewer.issue();
    expect(await viewer.added('ID token', 'plan')).toEqual(['claims[1]', '"gold"']);
    visit.traffic.expectQuiet(shop.url, shop.viewer);
  });

  test('a slow table makes a read slow, and a too slow one denies', async () => {
    await visitViewer(shop, ...WEB);
    await viewer.unfold(viewer.form, 'Tables and faults');
    await viewer.form.getByLabel('Fault').selectOption('SLOW');
    await viewer.form.getByLabel('Delay in milliseconds').fill('120');
    await viewer.issue();
    const [, milliseconds] = /1 attempt, ([\d.]+) ms/.exec(await viewer.read('account').innerText())!;
    // the clocks of two processes, each rounded
    expect(Number(milliseconds)).toBeGreaterThan(110);
    await viewer.form.getByLabel('Delay in milliseconds').fill('4000');
    await viewer.issue();
    await viewer.section('No tokens were issued').waitFor();
    await viewer.read('account').getByText('TIMEOUT').waitFor();
    await viewer.form.getByLabel('Fault').selectOption('NONE');
    await viewer.issue();
    expectOnePage(shop);
  });

  test('a denied user sees the reason, and the deny rule is named', async () => {
    await visitViewer(shop, ...WEB, 'mallory');
    await viewer.issue();
    const denial = viewer.section('No tokens were issued');
    expect(await denial.getByRole('blockquote').innerText()).toBe('PreTokenGeneration failed with error Your account is suspended.');
    expect(await denial.innerText()).toContain('deny[0]');
    expectOnePage(shop);
  });

  test('a machine gets only an access token', async () => {
    await visitViewer(shop, 'Shop/UserPool', 'Shop/UserPool/Machine', 'Machine (client credentials)');
    expect(await viewer.header.getByRole('button', { name: 'Login' }).isDisabled()).toBe(true);
    await viewer.issue();
    expect(await viewer.added('Access token', 'kind')).toEqual(['claims[3]', '"service"']);
    await visit.page.getByText('There is no ID token: client credentials give an access token only.').waitFor();
    expectOnePage(shop);
  });

  test('the unit test and the raw token can be copied', async () => {
    await visitViewer(shop, ...WEB);
    await visit.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await viewer.issue();
    const copied = () => visit.page.evaluate<string>('navigator.clipboard.readText()');
    await viewer.section('Unit test').getByRole('button', { name: 'Copy as preview(...) test' }).click();
    await viewer.section('Unit test').getByText('Copied', { exact: true }).waitFor();
    const text = await copied();
    expect(text).toContain('enricher.preview({');
    expect(text).toContain('Shop/UserPool/Web');
    expect(text).toContain('"plan": "gold"');
    await viewer.token('Access token').getByRole('button', { name: 'Copy token' }).click();
    await viewer.token('Access token').getByText('Copied', { exact: true }).waitFor();
    expect(await copied()).toBe(await viewer.rawToken('Access token'));
    expectOnePage(shop);
  });

  test('a sign-in of another app is shown immediately if the page follows sign-ins', async () => {
    await visitViewer(shop, ...WEB);
    await viewer.section('History').getByLabel('Show new ones as they come').check();
    await shop.tokens({ user: 'jane', client: 'UserPool/Web', triggerSource: 'TokenGeneration_RefreshTokens' });
    await visit.page.getByRole('heading', { name: 'Tokens of jane' }).waitFor();
    await viewer.claim('ID token', 'email').getByText('SUPPRESSED', { exact: true }).waitFor();
    expectOnePage(shop);
  });
});
