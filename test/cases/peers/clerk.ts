import type { Peer } from './peer';

export const CLERK: Peer = {
  name: 'Clerk and WorkOS',
  cases: [
    {
      feature: 'Static values',
      rules: "[ClaimRule.set('app', Value.literal({ name: 'shop', level: 3, beta: false, regions: ['eu', 'us'] }))]",
      given: {},
      gives: { claims: { app: { name: 'shop', level: 3, beta: false, regions: ['eu', 'us'] } } },
    },
    {
      feature: 'Shortcode {{user.id}}',
      rules: "[ClaimRule.set('user_id', Value.template('{{user.sub}}'))]",
      given: { userAttributes: { sub: 's1' } },
      gives: { claims: { user_id: 's1' } },
    },
    {
      feature: 'Shortcode that keeps its type',
      rules: "[ClaimRule.set('verified', Value.template('{{user.email_verified}}'))]",
      given: { userAttributes: { email_verified: 'true' } },
      gives: { claims: { verified: true } },
    },
    {
      feature: 'Missing shortcode',
      rules: "[ClaimRule.set('nick', Value.template('{{user.nickname}}'))]",
      given: { userAttributes: { nickname: 'jo' } },
      gives: { claims: { nick: 'jo' } },
      otherwise: { given: {}, gives: { claims: { nick: undefined } } },
      remark: 'the claim is left out instead of being null; a name that does not exist is an error of synthesis',
    },
    {
      feature: 'Metadata with dot notation',
      rules: "[ClaimRule.set('theme', Value.template('{{profile.preferences.theme}}'))]",
      given: { items: { profile: { preferences: { theme: 'dark' } } } },
      gives: { claims: { theme: 'dark' } },
      remark: 'metadata stand in a table',
    },
    {
      feature: 'Metadata with dot notation, in a custom attribute',
      rules: "[ClaimRule.set('theme', Value.userAttribute('custom:metadata').parseJson().property('preferences.theme'))]",
      given: { userAttributes: { 'custom:metadata': '{"preferences":{"theme":"dark"}}' } },
      gives: { claims: { theme: 'dark' } },
    },
    {
      feature: 'String interpolation',
      rules: "[ClaimRule.set('full_name', Value.template('{{user.given_name}} {{user.family_name}}'))]",
      given: { userAttributes: { given_name: 'Jane', family_name: 'Doe' } },
      gives: { claims: { full_name: 'Jane Doe' } },
      otherwise: { given: { userAttributes: { family_name: 'Doe' } }, gives: { claims: { full_name: undefined } } },
      remark: 'where a value is absent the claim is left out: the string null comes into no token',
    },
    {
      feature: 'Fallback chain with a string',
      rules: "[ClaimRule.set('greeting', Value.template(\"Hello {{user.nickname || user.given_name || 'friend'}}\"))]",
      given: { userAttributes: { given_name: 'Jane' } },
      gives: { claims: { greeting: 'Hello Jane' } },
      otherwise: { given: {}, gives: { claims: { greeting: 'Hello friend' } } },
      remark: 'false is a value, and is not replaced',
    },
    {
      feature: 'Fallback chain with a number or boolean',
      rules: "[ClaimRule.set('seats', Value.template('{{profile.seats || 1}}')), ClaimRule.set('beta', Value.template('{{profile.beta || false}}'))]",
      given: { items: { profile: { seats: 5, beta: true } } },
      gives: { claims: { seats: 5, beta: true } },
      otherwise: { given: {}, gives: { claims: { seats: 1, beta: false } } },
    },
    {
      feature: 'Nested objects',
      rules: "[ClaimRule.set('user', Value.objectOf({ name: Value.userAttribute('name'), contact: Value.objectOf({ email: Value.email() }) }))]",
      given: { userAttributes: { name: 'Jane', email: 'jane@example.com' } },
      gives: { claims: { user: { name: 'Jane', contact: { email: 'jane@example.com' } } } },
    },
    {
      feature: 'Whole objects and lists',
      rules: "[ClaimRule.set('settings', Value.template('{{profile.settings}}')), ClaimRule.set('tags', Value.template('{{profile.tags}}'))]",
      given: { items: { profile: { settings: { theme: 'dark' }, tags: ['a', 'b'] } } },
      gives: { claims: { settings: { theme: 'dark' }, tags: ['a', 'b'] } },
    },
    {
      feature: 'Organization shortcodes',
      rules: "[ClaimRule.set('org', Value.objectOf({ id: memberships.attribute('organizationId'), role: memberships.attribute('role') }))]",
      given: { items: { memberships: { organizationId: 'o1', role: 'admin' } } },
      gives: { claims: { org: { id: 'o1', role: 'admin' } } },
      remark: 'organizations stand in a table',
    },
    {
      feature: 'organization_membership.custom_attributes, directory before SSO',
      rules: "[ClaimRule.set('department', Value.firstOf(memberships.attribute('department'), Value.federatedAttribute('custom:department', ['CorporateDirectory'])))]",
      given: { items: { memberships: { department: 'sales' } } },
      gives: { claims: { department: 'sales' } },
      otherwise: {
        given: {
          userAttributes: {
            'cognito:user_status': 'EXTERNAL_PROVIDER', 'identities': '[{"providerName":"CorporateDirectory","userId":"jane"}]', 'custom:department': 'service',
          },
        },
        gives: { claims: { department: 'service' } },
      },
    },
    {
      feature: 'Template of its own for a consumer',
      rules: "[ClaimRule.set('role', Value.literal('authenticated'), { when: Condition.client(webClient), tokens: [TokenType.ACCESS] })]",
      given: { client: 'webClient' },
      gives: { accessToken: { role: 'authenticated' }, idToken: { role: undefined } },
      otherwise: { given: {}, gives: { accessToken: { role: undefined } } },
      remark: 'a consumer is an app client',
    },
  ],
  impossible: [
    { feature: 'null in a token', why: 'AWS does not say what Cognito makes of it: a claim without a value is left out' },
    { feature: 'Token lifetime, allowed clock skew', why: 'lifetimes are set on the app client; the trigger cannot change them' },
    { feature: 'Custom signing key', why: 'Cognito signs with the keys of the user pool' },
    { feature: 'Tokens made anew every minute', why: 'Cognito makes tokens at sign-in and when the app refreshes them' },
  ],
  missing: [],
};
