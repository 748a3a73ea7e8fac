import { a, defineData, type ClientSchema } from '@aws-amplify/backend';

const schema = a.schema({
  Member: a.model({
    userId: a.id().required(),
    tenant: a.string().required(),
    plan: a.string(),
  })
    .identifier(['userId'])
    // only administrators write this table, as it decides about tokens
    .authorization(allow => [allow.group('ADMINS'), allow.ownerDefinedIn('userId').identityClaim('sub').to(['read'])]),

  Document: a.model({ title: a.string(), tenant: a.string() })
    // Amplify compares the field with the claim of the access token
    .authorization(allow => [allow.groupDefinedIn('tenant').withClaimIn('tenant')]),
});

export type Schema = ClientSchema<typeof schema>;

export const data = defineData({ schema, authorizationModes: { defaultAuthorizationMode: 'userPool' } });
