import type { EventParts } from '../../src/core/cognito/token-request';
import type { Random } from '../support/random';

export const MACHINE = 'TokenGeneration_ClientCredentials';
export const PLANS = ['basic', 'Pro-plan', 'a b', ''];
export const LEVELS = ['1', '2', '10', 'x', ''];
export const GROUPS = ['admin', 'staff', 'team-a', 'team-b'];
export const SCOPES = ['openid', 'profile', 'email', 'phone', 'aws.cognito.signin.user.admin', 'api/read', 'api/write'];
export const CLIENTS = ['client1', 'client2'];
export const ROLES = ['arn:aws:iam::111122223333:role/admin', 'arn:aws:iam::111122223333:role/staff'];
export const TRIGGERS = ['TokenGeneration_HostedAuth', 'TokenGeneration_Authentication', 'TokenGeneration_RefreshTokens', 'TokenGeneration_NewPasswordChallenge', 'TokenGeneration_Exchange'];
const IDENTITIES = JSON.stringify([{ userId: '123', providerName: 'Okta', providerType: 'SAML', issuer: 'urn:okta', primary: 'true', dateCreated: '1600000000000' }]);

/** An event, with the pool of previews. Only triggers of version 3 are called for machines. */
export function eventFor(random: Random, keys: readonly string[], machines: boolean): EventParts {
  const triggerSource = machines && random.chance(0.25) ? MACHINE : random.one(TRIGGERS);
  const attributes: Record<string, string> = {
    'email': random.one(['jane@example.com', 'JANE@Example.org', '']),
    'email_verified': random.one(['true', 'false']),
    'phone_number_verified': 'true',
    'phone_number': '+15550100',
    'updated_at': '1700000000',
    'name': random.one(['Jane Doe', 'Ömer', ' ']),
    'identities': IDENTITIES,
    'custom:plan': random.one([...PLANS, ...keys]),
    'custom:level': random.one(LEVELS),
  };
  const iamRoles = random.some(ROLES);
  return {
    triggerSource,
    region: 'us-east-1',
    userPoolId: 'us-east-1_Preview00',
    userName: random.one(['jane', 'Okta_123', keys[0]]),
    clientId: random.one([...CLIENTS, keys[1]]),
    userAttributes: {
      'sub': random.chance(0.01) ? '' : random.one(keys.slice(0, 3)),
      'cognito:user_status': random.one(['CONFIRMED', 'EXTERNAL_PROVIDER']),
      ...Object.fromEntries(Object.entries(attributes).filter(() => random.chance(0.8))),
    },
    groups: random.some(GROUPS),
    iamRoles,
    ...iamRoles.length > 0 && random.chance(0.7) && { preferredRole: random.one(iamRoles) },
    scopes: random.some(SCOPES, 0.5),
    ...random.chance(0.6) && { clientMetadata: { tenant: random.one([...keys, '']), mode: random.one(['x', 'y']) } },
  };
}
