import { buildEvent } from '../../src/core/cognito/token-request';

/** The user in the event. It is replaced by another user for each invocation. */
export const USER = '11111111-2222-4333-8444-555555555555';

/** The data of a user in the table, about 0.6 KB. Rules without a table find the same data in user attributes. */
const PROFILE = { tenant: 'tenant-0042', role: 'editor', permissions: 'orders.read,orders.write,invoices.read,customers.read', status: 'active' };

/** The item in DynamoDB JSON. As in real tables, it also has attributes that no rule uses. */
export const ITEM = {
  ...Object.fromEntries(Object.entries({ ...PROFILE, next: 'tenant-0042' }).map(([name, value]) => [name, { S: value }])),
  createdAt: { S: '2026-01-17T09:24:11.302Z' },
  updatedAt: { S: '2026-11-02T16:40:55.118Z' },
  loginCount: { N: '1387' },
  notes: { S: 'Moved from the trial to the yearly plan; asked for invoices by mail and for a second administrator.' },
  preferences: { M: { theme: { S: 'dark' }, newsletter: { BOOL: false }, timeZone: { S: 'Europe/Berlin' } } },
};

/** A sign-in with managed login, by a user in three groups. */
export const EVENT = buildEvent('V2_0', {
  triggerSource: 'TokenGeneration_HostedAuth',
  region: 'us-east-1',
  userPoolId: 'us-east-1_Example00',
  userName: 'jane',
  clientId: '1example23456789',
  userAttributes: {
    'sub': USER,
    'cognito:user_status': 'CONFIRMED',
    'email': 'Jane.Doe@example.com',
    'email_verified': 'true',
    'phone_number': '+15555550100',
    'given_name': 'Jane',
    'family_name': 'Doe',
    'locale': 'en-GB',
    'custom:plan': 'gold',
    'custom:department': 'sales',
    ...Object.fromEntries(Object.entries(PROFILE).map(([name, value]) => [`custom:${name}`, value])),
  },
  groups: ['staff', 'sales', 'emea'],
  iamRoles: [],
  scopes: ['openid', 'profile', 'orders/read'],
});
