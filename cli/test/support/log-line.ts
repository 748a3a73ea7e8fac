import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { assetOf } from './issuer';

const SCRIPT = `
  const [, folder, event] = process.argv;
  const { handler } = await import(folder);
  const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 2000 };
  await handler(JSON.parse(event), context).catch(() => undefined);
  process.exit();
`;

/**
 * The log line that the function of an assembly writes for an event. There are no AWS services: all reads fail.
 *
 * @param environment environment variables, in addition to the digest of the rules
 */
export function logLineOf(assembly: string, event: object, environment: Readonly<Record<string, string>> = {}): string {
  const folder = assetOf(assembly);
  const { digest, slots } = JSON.parse(readFileSync(path.join(folder, 'ruleset.json'), 'utf8'));
  const index = pathToFileURL(path.join(folder, 'index.mjs')).href;
  return execFileSync(process.env.TOKEN_ENRICHER_NODE24!, ['--input-type=module', '--eval', SCRIPT, index, JSON.stringify(event)], {
    encoding: 'utf8',
    env: {
      TE_RULES: digest,
      ...Object.fromEntries(Object.keys(slots).map(name => [name, 'accounts'])),
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'none',
      AWS_SECRET_ACCESS_KEY: 'none',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      ...environment,
    },
  }).trim();
}
