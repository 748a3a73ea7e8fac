import type { DocumentationOf } from './documentation';
import type { REQUEST_SOURCES, USER_SOURCES } from '../../../src/core/operators/request-sources';

export const USER_SOURCES_DOCUMENTATION: DocumentationOf<typeof USER_SOURCES> = {
  userAttribute: {
    meaning: 'A standard attribute or a custom attribute (`custom:name`) of the user.',
    absent: 'absent when the user has no such attribute, and on machine tokens',
    failed: 'failed when `email_verified`, `phone_number_verified` or `updated_at` cannot be converted to its type',
    gives: 'string; boolean for `email_verified` and `phone_number_verified`, number for `updated_at`',
    example: "Value.userAttribute('custom:membership')",
  },
  federatedAttribute: {
    meaning: 'An attribute of a federated user. It is present only when the user has exactly one identity, which comes from one of these identity providers.',
    absent: 'absent for local and linked users, for users of other providers, when the user has no such attribute, and on machine tokens',
    failed: 'failed when `email_verified`, `phone_number_verified` or `updated_at` cannot be converted to its type',
    gives: 'string; boolean for `email_verified` and `phone_number_verified`, number for `updated_at`',
    example: "Value.federatedAttribute('custom:department', ['CorporateDirectory'])",
  },
  idpList: {
    meaning: 'An attribute that an identity provider fills with a list, as trimmed strings. The attribute contains a JSON array, `[a, b]` or one bare value; elements of `[a, b]` are decoded as in HTML forms. With `providers`, only for users whose one identity comes from one of these providers.',
    absent: 'absent when the user has no such attribute, when the user does not come from one of `providers`, and on machine tokens',
    example: "Value.idpList('custom:idp_groups', ['CorporateDirectory'])",
  },
  sub: {
    meaning: 'The `sub` of the user. It never changes and is never reused.',
    absent: 'absent on machine tokens',
    example: 'Value.sub()',
  },
  email: {
    meaning: 'The email address of the user, verified or not.',
    absent: 'absent when the user has none, and on machine tokens',
    example: 'Value.email()',
  },
  verifiedEmail: {
    meaning: 'The email address of the user, if it is verified.',
    absent: 'absent when the user has none or it is not verified, and on machine tokens',
    example: 'Value.verifiedEmail()',
  },
  verifiedPhoneNumber: {
    meaning: 'The phone number of the user, if it is verified.',
    absent: 'absent when the user has none or it is not verified, and on machine tokens',
    example: 'Value.verifiedPhoneNumber()',
  },
  username: {
    meaning: 'The username with which the user signs in. The username of a deleted user can be reused: prefer `sub` as a key.',
    absent: 'absent on machine tokens',
    example: 'Value.username()',
  },
  groups: {
    meaning: 'The names of the groups of the user.',
    absent: 'absent on machine tokens; an empty list when the user is in no group',
    example: 'Value.groups()',
  },
  iamRoles: {
    meaning: "The ARNs of the IAM roles of the user's groups.",
    absent: 'absent on machine tokens; an empty list when the groups have no roles',
    example: 'Value.iamRoles()',
  },
  preferredRole: {
    meaning: 'The ARN of the preferred IAM role that Cognito determined for the user.',
    absent: 'absent when there is none, and on machine tokens',
    example: 'Value.preferredRole()',
  },
  identityProvider: {
    meaning: 'The name of the identity provider that the user is linked to; the first if there are several. The user can still have signed in with a password.',
    absent: 'absent for local users, and on machine tokens',
    example: 'Value.identityProvider()',
  },
};

export const REQUEST_SOURCES_DOCUMENTATION: DocumentationOf<typeof REQUEST_SOURCES> = {
  scopes: {
    meaning: 'The scopes that were requested and that the app client allows. Sign-in through the API has only `aws.cognito.signin.user.admin`.',
    absent: 'never; an empty list when there are none',
    failed: 'failed in V1_0 events, which do not contain scopes',
    example: 'Value.scopes()',
  },
  clientId: {
    meaning: 'The ID of the app client.',
    absent: 'absent when the event does not contain it',
    example: 'Value.clientId()',
  },
  untrustedClientMetadata: {
    meaning: 'The client metadata that the caller sent for this key. Cognito does not validate or store it, so it is missing when tokens are refreshed.',
    absent: 'absent when the caller sent nothing for the key',
    example: "Value.untrustedClientMetadata('theme')",
  },
  triggerSource: {
    meaning: 'The trigger source of the event, such as `TokenGeneration_HostedAuth`: why Cognito issues the token. Do not use it for security decisions.',
    absent: 'absent when the event does not contain it',
    example: 'Value.triggerSource()',
  },
  userPoolId: {
    meaning: 'The ID of the user pool.',
    absent: 'absent when the event does not contain it',
    example: 'Value.userPoolId()',
  },
  region: {
    meaning: 'The AWS Region of the user pool.',
    absent: 'absent when the event does not contain it',
    example: 'Value.region()',
  },
  now: {
    meaning: 'The time at which the token is issued, in seconds since the Unix epoch (1970-01-01 UTC). `offset` is added to it.',
    absent: 'never',
    example: 'Value.now(Duration.hours(1))',
  },
};
