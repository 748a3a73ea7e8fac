import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Case } from './generate';
import { decode, issuerFor } from '../support/issuer';

const ROOT = path.join(__dirname, '..', '..', '..');
/** Number of rounds, each with different rules. For more: `DIFFERENTIAL_ROUNDS=100 npx jest test/differential`. */
const ROUNDS = Number(process.env.DIFFERENTIAL_ROUNDS ?? 1);
const FIRST = Number(process.env.DIFFERENTIAL_FIRST ?? 1);
/** Rule sets per round. */
const SETS = 20;
const REQUESTS = 20;

/** Claims that differ between any two tokens, or that name the pool or the client. */
const OWN = ['iss', 'aud', 'client_id', 'iat', 'exp', 'auth_time', 'jti', 'origin_jti', 'event_id', 'at_hash'];

function comparable(claims: object | undefined, { user }: Case): object | undefined {
  const own = [...OWN, ...user === undefined ? ['sub'] : []];
  return claims && Object.fromEntries(Object.entries(claims).filter(([name]) => !own.includes(name)));
}

/** The message of the function, without the prefix of Cognito and the reference to the log. */
function reason(message: string | undefined): string | undefined {
  return message?.replace(/^PreTokenGeneration failed with error /, '').replace(/Reference: .*$/, '').replace(/\.$/, '');
}

test.each(Array.from({ length: ROUNDS }, (_, round) => FIRST + round))('the issuer returns the result of the preview, round %d', async round => {
  const folder = mkdtempSync(path.join(tmpdir(), 'token-enricher-differential-'));
  try {
    execFileSync(process.execPath, [
      require.resolve('tsx/cli'), '--tsconfig', path.join(ROOT, 'test', 'tsconfig.json'), path.join(__dirname, 'generate.ts'),
      folder, String(round), String(SETS), String(REQUESTS),
    ], { stdio: ['ignore', 'ignore', 'inherit'] });
    const cases = JSON.parse(readFileSync(path.join(folder, 'cases.json'), 'utf8')) as Case[];
    const issuer = await issuerFor('', { app: path.join(folder, 'cdk.out'), users: path.join(folder, 'users.json') });
    const outcomes = { issued: 0, denied: 0, machine: 0 };
    try {
      for (const each of cases) {
        const { user, client, stack, scopes, triggerSource, clientMetadata, expected } = each;
        const got = await issuer.tokens({ user, client: `${stack}/UserPool/${client}`, scopes, triggerSource, clientMetadata }).then(
          ({ idToken: id, accessToken: access }) => ({
            idToken: id && comparable(decode(id), each), accessToken: comparable(decode(access), each), denial: undefined,
          }),
          (error: Error) => ({ idToken: undefined, accessToken: undefined, denial: reason(error.message) }));
        const { idToken, accessToken, denial } = expected;
        expect({ case: each, ...got }).toEqual({
          case: each, idToken: comparable(idToken, each), accessToken: comparable(accessToken, each), denial: reason(denial),
        });
        outcomes[denial !== undefined ? 'denied' : user === undefined ? 'machine' : 'issued']++;
      }
    } finally {
      await issuer.stop();
    }
    expect(cases).toHaveLength(SETS * REQUESTS);
    // a round with only denials, or with none, would prove little
    Object.values(outcomes).forEach(count => expect(count).toBeGreaterThan(5));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
