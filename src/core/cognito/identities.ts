/** Names of social providers in a user pool. Their type is their name. */
const SOCIAL: readonly string[] = ['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple'];

/** The same at every run: 1 January 2025. */
const CREATED = '1735689600000';

/** The attribute `identities` of a federated user, in the form of the claim of this name. */
export function identitiesOf(username: string, providerName: string): string {
  const prefix = `${providerName}_`.toLowerCase();
  const userId = username.toLowerCase().startsWith(prefix) ? username.slice(prefix.length) : username;
  // the issuer is null for providers of OpenID Connect, and the entity id of a SAML provider
  const providerType = SOCIAL.includes(providerName) ? providerName : 'OIDC';
  return JSON.stringify([{ dateCreated: CREATED, userId, providerName, providerType, issuer: null, primary: 'true' }]);
}
