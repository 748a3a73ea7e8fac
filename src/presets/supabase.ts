import { readOptions, type OptionChecks } from '../options/options';
import { CLAIM_RULE_OPTIONS, ClaimRule, type ClaimRuleOptions } from '../rules/claim-rule';
import { Value } from '../values/value';

/** Options of `Preset.supabase`. */
export interface SupabaseOptions extends ClaimRuleOptions {}

const SUPABASE_OPTIONS: OptionChecks<SupabaseOptions> = CLAIM_RULE_OPTIONS;

export function supabaseClaims(given: SupabaseOptions): ClaimRule[] {
  const { options, problems } = readOptions(given, SUPABASE_OPTIONS);
  return problems.length > 0 ? [ClaimRule._invalid(problems)] : [ClaimRule.set('role', Value.literal('authenticated'), { ...options, usedForAuthorization: true })];
}
