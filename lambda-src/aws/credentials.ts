import { readFileSync } from 'fs';
import type * as Http from 'http';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

interface Held {
  readonly credentials: Credentials;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** Milliseconds before they expire in which others are asked for. */
const EARLY = 5 * 60 * 1000;

/** They are the same as long as the process lives: Lambda starts another one before they expire. */
export const own = ownCredentials();
let held: Held | undefined;
let asked: Promise<Held | undefined> | undefined;

function ownCredentials(): Credentials | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env;
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey, ...sessionToken && { sessionToken } } : undefined;
}

/**
 * The credentials of the function: those of its variables or, where a snapshot of it was started, those of the endpoint that the variables name.
 * Undefined where there are none in that time.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export async function credentials(milliseconds: number): Promise<Credentials | undefined> {
  if (own) {
    return own;
  }
  if (!held || held.expires - EARLY < Date.now()) {
    asked ??= ask(milliseconds).finally(() => { asked = undefined; });
    held = await asked ?? (held && held.expires > Date.now() ? held : undefined);
  }
  return held?.credentials;
}

/** Whether there can be others than those that a service does not take. */
export function renewCredentials(): boolean {
  const had = held !== undefined;
  held = undefined;
  return had;
}

async function ask(milliseconds: number): Promise<Held | undefined> {
  try {
    const answer = JSON.parse(await get(milliseconds)) as { AccessKeyId: string; SecretAccessKey: string; Token?: string; Expiration?: string };
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, Token: sessionToken, Expiration: expiration } = answer;
    const expires = Date.parse(expiration ?? '');
    return accessKeyId && secretAccessKey
      ? { credentials: { accessKeyId, secretAccessKey, ...sessionToken && { sessionToken } }, expires: Number.isNaN(expires) ? Infinity : expires }
      : undefined;
  } catch {
    return undefined;
  }
}

function get(milliseconds: number): Promise<string> {
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI: uri, AWS_CONTAINER_AUTHORIZATION_TOKEN: token, ...others } = process.env;
  // it takes a millisecond to load, and few need it
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const http = require('http') as typeof Http;
  const file = others.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  const authorization = token ?? (file && readFileSync(file, 'utf8').trim());
  return new Promise((resolve, reject) => {
    const request = http.get(uri!, { headers: authorization ? { Authorization: authorization } : {} }, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
    const timer = setTimeout(() => request.destroy(new Error('timeout')), milliseconds);
    request.on('close', () => clearTimeout(timer));
    request.on('error', reject);
  });
}
