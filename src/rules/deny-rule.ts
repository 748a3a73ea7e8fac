import { markRule } from './author-rule';
import { COMMON_RULE_OPTIONS, type CommonRuleOptions } from './rule-options';
import { readOptions, type OptionChecks } from '../options/options';
import { nodeOf } from '../values/author-node';
import type { Condition } from '../values/condition';

/** Options of `DenyRule.when`. */
export interface DenyRuleOptions extends CommonRuleOptions {}

const DENY_RULE_OPTIONS: OptionChecks<DenyRuleOptions> = COMMON_RULE_OPTIONS;

/**
 * Denies tokens. The sign-in or refresh fails with it.
 *
 * @example
 * const rule = DenyRule.when(Condition.inGroup('suspended'), 'Your account is suspended: ask your administrator');
 */
export class DenyRule {
  /**
   * Denies the token when a condition holds, and with a neutral text when nobody knows whether it does. These rules come
   * first: their message is shown even if something else would deny the token as well.
   *
   * @param condition when to deny
   * @param message shown to the user as it is, 1 to 200 printable characters
   * @param options subjects and mode
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
   */
  public static when(condition: Condition, message: string, options: DenyRuleOptions = {}): DenyRule {
    return new DenyRule(condition, message, options);
  }

  /** What users see whose token is denied. */
  public readonly message: string;

  private constructor(condition: Condition, message: string, options: DenyRuleOptions) {
    this.message = message;
    markRule(this, 'deny', { kind: 'deny', constants: { message }, values: {}, when: nodeOf(condition, 'condition'), ...readOptions(options, DENY_RULE_OPTIONS) });
  }
}
