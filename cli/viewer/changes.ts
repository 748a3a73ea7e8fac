import { canonical, isObject } from './canonical';
import type { Claims, ExplainedClaim } from '../src/tokens/model';
import type { ViewerToken } from '../src/viewer/contract';

export interface Part {
  readonly text: string;
  readonly change: 'ADDED' | 'SUPPRESSED' | 'NONE';
}

const ORDER = ['ADDED', 'CHANGED', 'SUPPRESSED', 'NONE'];

/** Changed claims first, then all others in the order of the token, including those that are not in the explanation. */
export function claimsOf(kind: ExplainedClaim['token'], token: ViewerToken, explained: readonly ExplainedClaim[]): ExplainedClaim[] {
  const known = explained.filter((claim) => claim.token === kind);
  const names = new Set(known.map(({ name }) => name));
  const others = Object.entries(token.claims).filter(([name]) => !names.has(name))
    .map(([name, value]): ExplainedClaim => ({ token: kind, name, change: 'NONE', before: value, after: value, rules: [] }));
  const places = Object.keys(token.claims);
  return [...known, ...others].sort((one, other) =>
    ORDER.indexOf(one.change) - ORDER.indexOf(other.change) || places.indexOf(one.name) - places.indexOf(other.name));
}

/** For example `2 added, 1 suppressed`. */
export function countsOf(claims: readonly ExplainedClaim[]): string {
  return ORDER.slice(0, 3).map((change) => ({ change, count: claims.filter((claim) => claim.change === change).length }))
    .filter(({ count }) => count > 0).map(({ change, count }) => `${count} ${change.toLowerCase()}`).join(', ');
}

/** Added, removed and kept elements of a list; undefined if the claim is neither a list of strings nor `scope`. */
export function partsOf({ name, before, after }: ExplainedClaim): Part[] | undefined {
  const old = listOf(name, before);
  const now = listOf(name, after);
  if (!old || !now) return undefined;
  return [
    ...old.map((text): Part => ({ text, change: now.includes(text) ? 'NONE' : 'SUPPRESSED' })),
    ...now.filter((text) => !old.includes(text)).map((text): Part => ({ text, change: 'ADDED' })),
  ];
}

function listOf(name: string, value: unknown): string[] | undefined {
  if (value === undefined) return [];
  if (name === 'scope' && typeof value === 'string') return value.split(' ').filter((scope) => scope !== '');
  return Array.isArray(value) && value.every((member) => typeof member === 'string') ? value as string[] : undefined;
}

/** Claims that differ in every token, independent of rules. */
const VOLATILE = ['exp', 'iat', 'nbf', 'auth_time', 'jti', 'origin_jti', 'event_id', 'at_hash', 'nonce'];

/** True if the claim differs from the previous token; false without a previous token. */
export function differs({ name, after }: ExplainedClaim, previous: Claims | undefined): boolean {
  return previous !== undefined && !VOLATILE.includes(name) && canonical(after) !== canonical(previous[name]);
}

const TIMES = ['exp', 'iat', 'nbf', 'auth_time'];

/** Milliseconds of a claim that is a time; undefined for other claims. */
export function timeOf(name: string, value: unknown): number | undefined {
  return TIMES.includes(name) && typeof value === 'number' ? value * 1000 : undefined;
}

export function isStructure(value: unknown): boolean {
  return Array.isArray(value) || isObject(value);
}
