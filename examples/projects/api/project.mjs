/** GET /projects/{name}: API Gateway has verified the ID token, whose claim decides, so no table is read here. */
export const handler = async ({ requestContext, pathParameters: { name } }) => {
  // without an item of the user, the token has no such claim
  const { projects = '' } = requestContext.authorizer.jwt.claims;
  return projects.split(',').includes(name)
    ? { project: name }
    : { statusCode: 403, body: JSON.stringify({ message: `You are no member of ${name}.` }) };
};
