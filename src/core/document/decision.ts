import type { TokenName } from '../cognito/claims';
import type { Changes } from '../cognito/response';

/**
 * The outcome of a rule.
 *
 * - APPLIED: the rule was applied.
 * - CONDITION_FALSE, CONDITION_UNKNOWN: the rule did nothing because its condition was false or unknown. CONDITION_FALSE with the reason
 *   UNKNOWN_TRIGGER_SOURCE: a rule that adds a scope, and does not name a trigger source that this version does not know.
 * - ABSENT, FAILED: the rule did nothing because its value was absent or had failed.
 * - REPLACED: a later rule set the claim, or a rule suppressed it.
 * - DROPPED: a result of the rule is not allowed in a token.
 * - NOT_CARRIED: this version of the event does not support a result of the rule.
 * - DENIED: the rule denied the token.
 * - OTHER_SUBJECT, DISABLED: the rule was not evaluated. OTHER_SUBJECT includes rules on machine tokens for something only users have.
 * - NOT_EVALUATED: a source of the rule was not read, as a DenyRule had already denied the token.
 */
export type Outcome = 'APPLIED' | 'CONDITION_FALSE' | 'CONDITION_UNKNOWN' | 'ABSENT' | 'FAILED' | 'REPLACED' | 'DROPPED' | 'NOT_CARRIED'
| 'DENIED' | 'OTHER_SUBJECT' | 'DISABLED' | 'NOT_EVALUATED';

export interface RuleTrace {
  readonly rule: string;
  readonly outcome: Outcome;
  /** The rule is in shadow mode: it was evaluated but did nothing, whatever its outcome. */
  readonly shadow?: true;
  /** The reason, without any values: `READ profile`, `TYPE`. */
  readonly reason?: string;
}

/**
 * The reason why the rules deny a token.
 *
 * - DENIED: the condition of a DenyRule is true.
 * - DENY_UNKNOWN: the condition of a DenyRule is unknown.
 * - READ: a read with `onError: DENY` failed, and an enforced rule depends on it.
 * - CLIENTS: the ID of an app client could not be loaded, and an enforced rule depends on it.
 * - UNCERTAIN: the condition is unknown or the value has failed, for a rule that denies in this case.
 * - REQUIRED: a claim with `ifAbsent: DENY` has no value.
 * - WORK: evaluating the rules takes more steps than the limit.
 * - CHANGES: the tokens would contain more claims and scopes than Cognito accepts.
 * - TOKEN_LENGTH: the token would exceed its budget.
 * - VERSION: this version of the event does not support a rule that must be applied.
 */
export type RuleDenialReason = 'DENIED' | 'DENY_UNKNOWN' | 'READ' | 'CLIENTS' | 'UNCERTAIN' | 'REQUIRED' | 'WORK' | 'CHANGES' | 'TOKEN_LENGTH' | 'VERSION';

export interface Denial {
  readonly reason: RuleDenialReason;
  readonly rule: string;
  /** Message of the DenyRule, which is shown to the user. */
  readonly message?: string;
}

/** The rules that changed a claim of a token. */
export interface Origin {
  readonly token: TokenName;
  /** The claim; `scope` for all scopes together. */
  readonly claim: string;
  readonly rules: readonly string[];
}

export interface Decision {
  readonly denial?: Denial;
  readonly changes: Changes;
  readonly origins: readonly Origin[];
  readonly trace: readonly RuleTrace[];
  /** The event does not have the version for which the rules were deployed. */
  readonly versionMismatch: boolean;
}
