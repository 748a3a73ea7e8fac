import { ClaimRule, type ClaimRuleOptions } from '../rules/claim-rule';
import { Value } from '../values/value';

/** Options of `Preset.supabase`. */
export interface SupabaseOptions extends ClaimRuleOptions {}

export function supabaseClaims(options: SupabaseOptions): ClaimRule[] {
  return [ClaimRule.set('role', Value.literal('authenticated'), { ...options, authorization: true })];
}
