/*
 * The back end behind the tokens of the examples: `GET /projects` authorizes by a claim of ID tokens, `GET /membership` by a
 * scope of access tokens. Each example app has a pool of its own, so one back end serves one of them.
 *
 * Behind a deployed example:
 *
 *   USER_POOL_ID=us-east-1_abc123 CLIENT_ID=... npx tsx examples/back-end/main.ts
 *
 * On this machine, together with `npm run playground`, which prints issuers and client ids:
 *
 *   ISSUER=http://localhost:8080/us-east-1_abc123 CLIENT_ID=... npx tsx examples/back-end/main.ts
 *
 * Together with `npm run playground -- --issuer cognito`, with the same code as for the deployed pool, except for the keys:
 *
 *   USER_POOL_ID=us-east-1_abc123 CLIENT_ID=... JWKS_URI=http://localhost:8080/us-east-1_abc123/.well-known/jwks.json \
 *     npx tsx examples/back-end/main.ts
 *
 * Then send the tokens of a sign-in. Copy them from the viewer of the playground:
 *
 *   curl -i -H "Authorization: Bearer $ID_TOKEN" http://localhost:3001/projects
 *   curl -i -H "Authorization: Bearer $ACCESS_TOKEN" http://localhost:3001/membership
 *
 * PORT and MEMBERSHIP_SCOPE have the defaults 3001 and membership:USA.Premium.
 */
import type { AddressInfo } from 'node:net';
import { configurationOf } from './configuration';
import { createBackEnd } from './server';
import { verifierOf } from './verify';

function main(): void {
  const { trust, membershipScope, port } = configurationOf(process.env);
  const server = createBackEnd({ verify: verifierOf(trust), membershipScope, log: console.error });
  server.listen(port, () => console.log(`Listening on http://localhost:${(server.address() as AddressInfo).port}: GET /projects, GET /membership`));
  // pending requests are still answered
  (['SIGINT', 'SIGTERM'] as const).forEach(signal => process.on(signal, () => server.close()));
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
