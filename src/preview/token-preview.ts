/** The reason why a token was denied. */
export interface PreviewDenial {
  /**
   * The reason code.
   *
   * - `DENIED`: a DenyRule denied the token.
   * - `DENY_UNKNOWN`: the condition of a DenyRule is unknown.
   * - `READ`: a table could not be read.
   * - `UNCERTAIN`: an access decision could not be determined.
   * - `REQUIRED`: a required claim has no value.
   * - `WORK`: the rules need too many evaluation steps.
   * - `CHANGES`: there are more claims and scopes than Cognito accepts.
   * - `TOKEN_LENGTH`: the token is longer than its `tokenBudget`.
   * - `VERSION`: the trigger event version does not support a rule.
   * - `NO_SUBJECT`: the user has no `sub`.
   */
  readonly reason: string;

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

  /**
   * The outcome code.
   *
   * - `APPLIED`: the rule was applied.
   * - `CONDITION_FALSE`, `CONDITION_UNKNOWN`: its condition is false or unknown.
   * - `ABSENT`, `FAILED`: its value is absent or has failed.
   * - `REPLACED`: another rule took precedence.
   * - `DROPPED`: a token cannot contain its value, or a part of it.
   * - `NOT_CARRIED`: the trigger event version does not support its value.
   * - `DENIED`: the rule denied the token.
   * - `OTHER_SUBJECT`, `DISABLED`: the rule was not evaluated.
   * - `NOT_EVALUATED`: the rule was not evaluated, because the token was denied before.
   */
  readonly outcome: string;

  /** True if the rule is in shadow mode. The outcome then is the outcome that it would have had. */
  readonly shadow: boolean;

  /**
   * The code of the reason for the outcome, such as `READ profile` or `TYPE`. It is the same in the log of the function, which contains no values.
   *
   * @default - there is nothing to add
   */
  readonly reason?: string;

  /**
   * The part of the rule that is absent or has failed, such as `profile.suspended is a string, not a boolean`.
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

  /** `FOUND`, `NOTHING`, or `FAILED`. */
  readonly outcome: string;

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
  /** `ID` or `ACCESS`. */
  readonly token: string;

  /** The claim name. */
  readonly name: string;

  /** `COGNITO`, `RULE`, or `SUPPRESSED` by a rule. */
  readonly origin: string;

  /** The rules that set or suppressed the claim, by their paths in the props. Empty for `COGNITO`. */
  readonly rules: string[];
}

/** The tokens that Cognito would issue, and the effect of each rule. A denial is returned, not thrown. */
export interface TokenPreview {
  /**
   * The claims of the ID token.
   *
   * @default - there is no ID token: the token was denied, is a machine token, or the scopes do not include `openid`
   */
  readonly idToken?: { [claim: string]: any };

  /**
   * The claims of the access token.
   *
   * @default - there is no access token: the token was denied
   */
  readonly accessToken?: { [claim: string]: any };

  /**
   * The reason why the token was denied.
   *
   * @default - the token was not denied
   */
  readonly denial?: PreviewDenial;

  /**
   * The response of the function: the `response` of the event.
   *
   * @default - the function denies the token
   */
  readonly response?: { [name: string]: any };

  /** The origin of each claim in both tokens, including claims that a rule suppressed. */
  readonly claims: ClaimPreview[];

  /** The outcome of each rule, in the order of evaluation: deny, claims, scopes, groups. */
  readonly trace: RulePreview[];

  /** The reads that the rules needed, in order. A source whose key has an absent part, or that no rule needs for this request, is not read. */
  readonly reads: ReadPreview[];

  /** Behavior that the preview assumes because AWS does not document it, or because only the deployment knows it. */
  readonly assumptions: string[];
}
