import type { Changes } from '../cognito/changes';
import type { TokenName } from '../cognito/claims';

/**
 * What became of a rule.
 *
 * - APPLIED: it did what it says.
 * - CONDITION_FALSE, CONDITION_UNKNOWN: its condition was so, and it did nothing.
 * - ABSENT, FAILED: its value was so, and it did nothing.
 * - REPLACED: a later rule of the claim decided, or a rule suppressed it.
 * - DROPPED: something that it would have emitted is not allowed in a token.
 * - NOT_CARRIED: this version of the event cannot carry what it would have emitted.
 * - DENIED: it denied the token.
 * - OTHER_SUBJECT, DISABLED: it was not evaluated. So is a rule for what machine tokens do not have, on a machine token.
 * - NOT_EVALUATED: what it needs was not read, as a DenyRule denied the token before.
 */
export type Outcome = 'APPLIED' | 'CONDITION_FALSE' | 'CONDITION_UNKNOWN' | 'ABSENT' | 'FAILED' | 'REPLACED' | 'DROPPED' | 'NOT_CARRIED'
| 'DENIED' | 'OTHER_SUBJECT' | 'DISABLED' | 'NOT_EVALUATED';

export interface RuleTrace {
  readonly rule: string;
  readonly outcome: Outcome;
  /** The rule was evaluated, but did nothing whatever its outcome. */
  readonly shadow?: true;
  /** Why, without any value: `READ profile`, `TYPE`. */
  readonly reason?: string;
}

/**
 * Why there is no token.
 *
 * - DENIED: a DenyRule, with its message.
 * - DENY_UNKNOWN: nobody knows whether a DenyRule holds.
 * - READ: a read failed under DENY, and an enforced rule depends on it.
 * - CLIENTS: the id of an app client could not be loaded, and an enforced rule depends on it.
 * - UNCERTAIN: a rule that denies under doubt met doubt.
 * - REQUIRED: a claim that must be there has no value.
 * - WORK: evaluating the rules would take more steps than it may.
 * - CHANGES: there would be more claims and scopes than Cognito takes.
 * - TOKEN_LENGTH: the token would be longer than its budget.
 * - VERSION: this version of the event cannot carry a rule that must not be left out.
 */
export type RuleDenialReason = 'DENIED' | 'DENY_UNKNOWN' | 'READ' | 'CLIENTS' | 'UNCERTAIN' | 'REQUIRED' | 'WORK' | 'CHANGES' | 'TOKEN_LENGTH' | 'VERSION';

export interface Denial {
  readonly reason: RuleDenialReason;
  readonly rule: string;
  /** String of the author, safe to show to the user. */
  readonly message?: string;
}

/** Which rules made a change of a token. */
export interface Origin {
  readonly token: TokenName;
  /** A claim; `scope` for the scopes together. */
  readonly claim: string;
  readonly rules: readonly string[];
}

export interface Decision {
  readonly denial?: Denial;
  readonly changes: Changes;
  readonly origins: readonly Origin[];
  readonly trace: readonly RuleTrace[];
  /** The event is not of the version that the rules were deployed for. */
  readonly versionMismatch: boolean;
}
