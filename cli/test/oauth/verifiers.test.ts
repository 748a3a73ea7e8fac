import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify';
import type { Jwks } from 'aws-jwt-verify/jwk';
import { clientOf, issuerFor } from '../support/issuer';

const USERS = { users: { jane: { attributes: { email: 'jane@example.com' }, groups: ['admins'] } } };

/** Fetches the key set of this machine over HTTP, as a back end does. The verifier itself does not fetch over HTTP. */
async function keySet(jwksUri: string): Promise<Jwks> {
  return await (await fetch(jwksUri)).json() as Jwks;
}

test('JwtVerifier accepts tokens of the local issuer', async () => {
  const issuer = await issuerFor('shop', { users: USERS });
  try {
    const { pool, client } = clientOf(issuer, 'Web');
    const { idToken, accessToken } = await issuer.tokens({ user: 'jane', client: 'Web' });
    const forId = JwtVerifier.create({ issuer: pool.issuer, audience: client.id, jwksUri: pool.jwksUri });
    const forAccess = JwtVerifier.create({ issuer: pool.issuer, audience: null, scope: 'shop/admin', jwksUri: pool.jwksUri });
    forId.cacheJwks(await keySet(pool.jwksUri));
    forAccess.cacheJwks(await keySet(pool.jwksUri));
    await expect(forId.verify(idToken!)).resolves.toMatchObject({ app: 'web' });
    await expect(forAccess.verify(accessToken)).resolves.toMatchObject({ client_id: client.id });
    await expect(forAccess.verify(accessToken.replace(/.(?=.{20}$)/, each => each === 'A' ? 'B' : 'A'))).rejects.toThrow();
  } finally {
    await issuer.stop();
  }
});

test('CognitoJwtVerifier accepts tokens with --issuer cognito', async () => {
  const issuer = await issuerFor('shop', { users: USERS, issuer: 'cognito' });
  try {
    const { pool, client } = clientOf(issuer, 'Web');
    const { idToken, accessToken } = await issuer.tokens({ user: 'jane', client: 'Web' });
    for (const [tokenUse, token] of [['id', idToken!], ['access', accessToken]] as const) {
      const verifier = CognitoJwtVerifier.create({ userPoolId: pool.id, clientId: client.id, tokenUse });
      verifier.cacheJwks(await keySet(pool.jwksUri));
      await expect(verifier.verify(token)).resolves.toMatchObject({ token_use: tokenUse, iss: `https://cognito-idp.us-east-1.amazonaws.com/${pool.id}` });
      await expect(verifier.verify(tokenUse === 'id' ? accessToken : idToken!)).rejects.toThrow();
    }
  } finally {
    await issuer.stop();
  }
});
