/** Names that social providers have in a user pool; the type of these is their name. */
const SOCIAL: readonly string[] = ['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple'];

/** The same at every run: 1 January 2025. */
const CREATED = '1735689600000';

/** The attribute `identities` of a federated user, as the claim of this name holds it. */
export function identitiesOf(username: string, providerName: string): string {
  const prefix = `${providerName}_`.toLowerCase();
  const userId = username.toLowerCase().startsWith(prefix) ? username.slice(prefix.length) : username;
  // the issuer is null for providers of OpenID Connect, and the entity id of a SAML provider
  const providerType = SOCIAL.includes(providerName) ? providerName : 'OIDC';
  return JSON.stringify([{ dateCreated: CREATED, userId, providerName, providerType, issuer: null, primary: 'true' }]);
}
