import type { ClaimOrigin, DenialReason, ReadOutcome, RuleOutcome } from './codes';
import type { TokenType } from '../rules/claim-rule';

/** The reason why a token was denied. */
export interface PreviewDenial {
  /** The reason code. */
  readonly reason: DenialReason;

  /**
   * The rule that denied the token, by its path in the props.
   *
   * @default - no rule denied the token
   */
  readonly rule?: string;

  /** The message that users see. `preview` stands for the reference to the log. */
  readonly message: string;
}

/** The outcome of a rule. */
export interface RulePreview {
  /** The rule, by its path in the props. */
  readonly rule: string;

  /** The effect of the rule, such as `set plan = profile.plan`. */
  readonly summary: string;

  /**
   * The condition of the rule, such as `inGroup("staff")`.
   *
   * @default - the rule has no condition
   */
  readonly condition?: string;

  /**
   * The description of the rule.
   *
   * @default - the rule has no description
   */
  readonly description?: string;

  /** The outcome code. */
  readonly outcome: RuleOutcome;

  /** True if the rule is in shadow mode. The outcome then is the outcome that it would have had. */
  readonly shadow: boolean;

  /**
   * The code of the reason for the outcome, such as `READ profile` or `TYPE`. It is the same in the log of the function, which contains no values.
   *
   * @default - there is nothing to add
   */
  readonly reason?: string;

  /**
   * The part of the rule that is absent, has failed, or that a token cannot contain, such as `profile.suspended is a string, not a boolean`.
   *
   * @default - no part is, or the part is evaluated for each element of a list
   */
  readonly explanation?: string;
}

/** A read of a table, or an invocation of a function, for the rules. */
export interface ReadPreview {
  /** The name of the source. */
  readonly source: string;

  /** The name or ARN of the table, or the ARN of the function. */
  readonly target: string;

  /**
   * The index that is queried.
   *
   * @default - the table itself
   */
  readonly index?: string;

  /** The key that the rules computed from the request: the values of the key attributes, or the input of the function. */
  readonly key: { [attribute: string]: any };

  /**
   * The condition on the sort key, such as `sk BEGINS_WITH "ORDER#"`.
   *
   * @default - none
   */
  readonly sortCondition?: string;

  /** The result of the read. */
  readonly outcome: ReadOutcome;

  /**
   * The reason why the read failed.
   *
   * @default - it did not fail
   */
  readonly reason?: string;

  /** The number of items that were read. A query reads one item after its limit, which shows that there are more. */
  readonly count: number;

  /** The items that were read, as plain values, with the attributes that the rules use. Empty if the rules only count the items. */
  readonly items: any[];
}

/** The origin of a claim. */
export interface ClaimPreview {
  /** The token that contains the claim, or contained it before the rules. */
  readonly token: TokenType;

  /** The claim name. */
  readonly name: string;

  /** The party that set or suppressed the claim. */
  readonly origin: ClaimOrigin;

  /** The rules that set or suppressed the claim, by their paths in the props. Empty for a claim of Cognito. */
  readonly rules: string[];
}
