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
   * The rule is evaluated and counted, and does nothing: it never emits, replaces, suppresses or refuses anything. A table that
   * only such rules read delays a token by one second at most.
   */
  SHADOW = 'SHADOW',
  /** The rule is checked at synth, and neither evaluated nor given permissions. */
  DISABLED = 'DISABLED',
}

/** Options of every rule. */
export interface RuleOptions {
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

export const RULE_OPTIONS: OptionChecks<RuleOptions> = {
  subjects: someOf(Object.values(Subject)),
  mode: oneOf(Object.values(RuleMode)),
  description: A_STRING,
};

/** Options of the rules that can have a condition; a DenyRule is made of one. */
export interface ConditionalRuleOptions extends RuleOptions {
  /**
   * The rule acts only where this holds. Unknown: what gives does not act, what takes away acts, and what decides about the
   * token refuses it.
   *
   * @default - always
   */
  readonly when?: Condition;
}

export const CONDITIONAL_RULE_OPTIONS: OptionChecks<ConditionalRuleOptions> = { when: CHECKED_LATER, ...RULE_OPTIONS };
