import type { Claims, ExplainedClaim } from './model';
import type { BaseTokens } from '../../../src/core/cognito/base-tokens';
import type { Decision } from '../../../src/core/document/decision';
import { stableStringify } from '../../../src/core/document/json';

/** The claims of both tokens before and after the function, with the rules that changed them. */
export function claimsOf(base: BaseTokens, issued: BaseTokens, origins: Decision['origins']): readonly ExplainedClaim[] {
  return ([['ID', 'idToken'], ['ACCESS', 'accessToken']] as const).flatMap(([token, member]) => {
    const [before, after]: readonly Claims[] = [base[member] ?? {}, issued[member] ?? {}];
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].map((name): ExplainedClaim => ({
      token,
      name,
      change: changeOf(before, after, name),
      ...Object.hasOwn(before, name) && { before: before[name] },
      ...Object.hasOwn(after, name) && { after: after[name] },
      rules: origins.find(origin => origin.token === token && origin.claim === name)?.rules ?? [],
    }));
  });
}

function changeOf(before: Claims, after: Claims, name: string): ExplainedClaim['change'] {
  if (!Object.hasOwn(before, name)) {
    return 'ADDED';
  }
  return !Object.hasOwn(after, name) ? 'SUPPRESSED' : stableStringify(before[name] as never) === stableStringify(after[name] as never) ? 'NONE' : 'CHANGED';
}
