import * as fs from 'fs';
import * as path from 'path';
import type { Claims } from '../../src/core/cognito/base-tokens';

/** An event, the tables at that time, and the claims that the rules must decide. */
export interface Case {
  readonly system: string;
  readonly name: string;
  readonly event: { readonly triggerSource: string; readonly version: string };
  readonly tables: { readonly [table: string]: ReadonlyArray<Record<string, unknown>> };
  readonly expected: { readonly idToken: Claims; readonly accessToken: Claims };
}

const FILE = path.join(__dirname, '..', '..', 'test', 'cases', 'examples.json');

export function readCases(): readonly Case[] {
  return (JSON.parse(fs.readFileSync(FILE, 'utf8')) as { readonly cases: readonly Case[] }).cases;
}
