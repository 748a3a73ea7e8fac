/** GET /pet: API Gateway has verified the ID token, and passes its claims. */
export const handler = async ({ requestContext }) => ({ pet: requestContext.authorizer.jwt.claims.pet_preference });
