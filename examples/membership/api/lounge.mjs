/** GET /lounge: API Gateway has verified the access token and its scopes, and passes its claims. */
export const handler = async ({ requestContext }) => ({ level: requestContext.authorizer.jwt.claims['demo:membershipLevel'] });
