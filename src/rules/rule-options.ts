import { CHECKED_LATER, oneOf, someOf, A_STRING } from '../options/checks';
import type { OptionChecks } from '../options/options';
import type { Condition } from '../values/condition';

/** Whom a token is for. */
export enum Subject {
  /** A signed-in user. */
  USER = 'USER',
  /**
   * An app client by itself: client credentials. Such tokens reach the function with V3_0 alone.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
   */
  MACHINE = 'MACHINE',
}

/** Whether a rule acts. */
export enum RuleMode {
  /** The rule acts. */
  ENFORCE = 'ENFORCE',
  /**
   * The rule is evaluated and counted, and does nothing: it never emits, replaces, suppresses or denies anything. A table that
   * only such rules read delays a token by one second at most.
   */
  SHADOW = 'SHADOW',
  /** The rule is checked at synth, and neither evaluated nor given permissions. */
  DISABLED = 'DISABLED',
}

/** Options that every rule has. */
export interface CommonRuleOptions {
  /**
   * Whose tokens the rule is for. For the others it is not evaluated at all.
   *
   * @default [Subject.USER]
   */
  readonly subjects?: Subject[];

  /**
   * Whether the rule acts.
   *
   * @default RuleMode.ENFORCE
   */
  readonly mode?: RuleMode;

  /**
   * What the rule is for. It stands in the document.
   *
   * @default - none
   */
  readonly description?: string;
}

export const COMMON_RULE_OPTIONS: OptionChecks<CommonRuleOptions> = {
  subjects: someOf(Object.values(Subject)),
  mode: oneOf(Object.values(RuleMode)),
  description: A_STRING,
};

/** Options of rules with an optional condition. */
export interface RuleOptions extends CommonRuleOptions {
  /**
   * Condition under which the rule acts. If it cannot be determined, a granting rule does nothing, a restricting rule applies,
   * and an access decision denies the token.
   *
   * @default - always
   */
  readonly when?: Condition;
}

export const RULE_OPTIONS: OptionChecks<RuleOptions> = { when: CHECKED_LATER, ...COMMON_RULE_OPTIONS };
