import { ENRICHERS } from './enrichers';
import type { PreviewProps } from '../../src';
import { blocksOf } from '../docs/samples';
import { expectTokens } from '../docs/shown-tokens';

const PROJECT_SCOPES = ['projects/read', 'projects/write', 'projects/export'];

/** The request whose token the README of an example shows. */
const REQUESTS: ReadonlyArray<readonly [string, PreviewProps]> = [
  ['pet-preference', { userAttributes: { email: 'jane@amazon.com' } }],
  ['membership', { userAttributes: { 'custom:membership': 'Premium', 'custom:location': 'USA' }, scopes: ['openid', 'profile', 'email'] }],
  ['projects', { username: 'engineer1', items: { userInfo: { projects: 'PROJ-100,PROJ-200' } } }],
  ['saas', {
    scopes: ['openid', ...PROJECT_SCOPES],
    items: { account: { tenant: 'acme', role: 'owner' }, settings: { plan: 'free' }, role: { permissions: ['members:invite'], scopes: PROJECT_SCOPES } },
  }],
  ['existing-pool', { groups: ['app-admin'] }],
  ['two-regions', { items: { profile: { plan: 'pro' } } }],
  ['amplify', { items: { member: { tenant: 'acme', plan: 'pro' } } }],
];

test('there is a token for each example', () => {
  expect(REQUESTS.map(([name]) => name)).toEqual(Object.keys(ENRICHERS));
});

test.each(REQUESTS)('the token in the README of %s is the one that the rules issue', (name, request) => {
  const [{ text }] = blocksOf(`examples/${name}/README.md`).filter(({ info }) => info === 'diff');
  expectTokens(text, ENRICHERS[name]().preview(request));
});
