import { baseTokensOf, type Claims } from '../../src/core/cognito/base-tokens';
import { issueTokens } from '../../src/core/cognito/issue-tokens';
import type { TokenRequest } from '../../src/core/cognito/token-request';
import { ownMember, stableStringify, type Json, type JsonMap } from '../../src/core/document/json';

/** Claims whose order of elements is not significant. */
const SETS: ReadonlySet<string> = new Set(['scope', 'cognito:groups', 'cognito:roles']);

/**
 * The claims in which the tokens for two responses differ, as token and name, such as `ID.email`. Never includes values. Returns `response` if
 * the other response is invalid.
 */
export function differences(request: TokenRequest, one: JsonMap, other: unknown): readonly string[] {
  const base = baseTokensOf(request);
  try {
    const [left, right] = [issueTokens(base, one), issueTokens(base, other as JsonMap)];
    return [...differing('ID', left.idToken, right.idToken), ...differing('ACCESS', left.accessToken, right.accessToken)];
  } catch {
    return ['response'];
  }
}

function differing(token: string, one: Claims = {}, other: Claims = {}): readonly string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return names.filter(name => textOf(name, ownMember(one, name)) !== textOf(name, ownMember(other, name))).map(name => `${token}.${name}`);
}

/** Equal for equal claims. The text of an absent claim is undefined. */
function textOf(name: string, value: Json | undefined): string | undefined {
  const members = typeof value === 'string' && name === 'scope' ? value.split(' ') : value;
  return stableStringify(SETS.has(name) && Array.isArray(members) ? [...members].sort() : members);
}
