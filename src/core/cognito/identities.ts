/** Names of social providers in a user pool. Their type is their name. */
const SOCIAL: readonly string[] = ['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple'];

/** The same at every run: 1 January 2025. */
const CREATED = '1735689600000';

export interface IdentityProvider {
  readonly name: string;
  /** `SAML`, `OIDC` or the name of a social provider, as in a template. By default derived from the name. */
  readonly type?: string;
}

/** The attribute `identities` of a federated user, in the form of the claim of this name. */
export function identitiesOf(username: string, { name: providerName, type }: IdentityProvider): string {
  const prefix = `${providerName}_`.toLowerCase();
  const userId = username.toLowerCase().startsWith(prefix) ? username.slice(prefix.length) : username;
  const providerType = type ?? (SOCIAL.includes(providerName) ? providerName : 'OIDC');
  // null for providers of OpenID Connect; the entity ID of a SAML provider is in its metadata
  const issuer = providerType === 'SAML' ? `<entity ID of ${providerName}>` : null;
  return JSON.stringify([{ dateCreated: CREATED, userId, providerName, providerType, issuer, primary: 'true' }]);
}
