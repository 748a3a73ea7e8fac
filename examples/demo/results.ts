import type { CaseRun } from './run';
import type { Claims } from '../../src/core/cognito/base-tokens';
import { stableStringify } from '../../src/core/document/json';

/** The effect of the rules on the tokens of one case: claims that were added or changed. */
export interface CaseResult {
  readonly system: string;
  readonly name: string;
  readonly idToken: Claims;
  readonly accessToken: Claims;
}

export function resultOf({ given: { system, name }, before, after }: CaseRun): CaseResult {
  return {
    system,
    name,
    idToken: changed(before.idToken ?? {}, after.idToken ?? {}),
    // if the event has scopes, they are compared as a whole
    accessToken: { ...changed(before.accessToken, after.accessToken), ...('scope' in before.accessToken && { scope: after.accessToken.scope }) },
  };
}

export function isAsExpected(run: CaseRun): boolean {
  const { idToken, accessToken } = resultOf(run);
  return stableStringify({ idToken, accessToken }) === stableStringify(run.given.expected);
}

function changed(before: Claims, after: Claims): Claims {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => stableStringify(before[name]) !== stableStringify(value)));
}
