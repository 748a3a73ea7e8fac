import { COMMON_RULE_OPTIONS, markRule, type CommonRuleOptions } from './rule-options';
import { readOptions, type OptionChecks } from '../options/options';
import { nodeOf } from '../values/author-node';
import type { Condition } from '../values/condition';

/** Options of `DenyRule.when`. */
export interface DenyRuleOptions extends CommonRuleOptions {}

const DENY_RULE_OPTIONS: OptionChecks<DenyRuleOptions> = COMMON_RULE_OPTIONS;

/**
 * Denies tokens: the sign-in or token refresh fails.
 *
 * @example
 * const rule = DenyRule.when(Condition.inGroup('suspended'), 'Your account is suspended: ask your administrator');
 */
export class DenyRule {
  /**
   * Denies the token if a condition is true. If the condition is unknown, the token is denied with a neutral message. DenyRules
   * take precedence: their message is shown even if another rule denies the token as well.
   *
   * @param condition the condition to deny on
   * @param message the message that users see, unchanged; 1 to 200 printable characters
   * @param options the subjects and the mode
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
   */
  public static when(condition: Condition, message: string, options: DenyRuleOptions = {}): DenyRule {
    return new DenyRule(condition, message, options);
  }

  /** The message that users see when the rule denies their token. */
  public readonly message: string;

  private constructor(condition: Condition, message: string, options: DenyRuleOptions) {
    this.message = message;
    markRule(this, 'deny', { kind: 'deny', constants: { message }, values: {}, when: nodeOf(condition, 'condition'), ...readOptions(options, DENY_RULE_OPTIONS) });
  }
}
