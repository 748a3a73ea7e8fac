/** Why there is no token. */
export interface PreviewDenial {
  /**
   * `DENIED` by a DenyRule, `DENY_UNKNOWN` where nobody knows whether it holds, `READ` of a table failed, `UNCERTAIN` where a
   * rule that denies under doubt met doubt, `REQUIRED` where a claim that must be there has no value, `VERSION` where the event
   * cannot carry a rule, `NO_SUBJECT` for a user without `sub`.
   */
  readonly reason: string;

  /**
   * The rule that denied, by its place in the props.
   *
   * @default - it was no rule
   */
  readonly rule?: string;

  /** What the user sees; `preview` stands for the reference to the log. */
  readonly message: string;
}

/** What became of a rule. */
export interface RulePreview {
  /** The rule, by its place in the props. */
  readonly rule: string;

  /**
   * `APPLIED`; `CONDITION_FALSE` or `CONDITION_UNKNOWN`; `ABSENT` or `FAILED` for its value; `REPLACED` by another rule;
   * `DROPPED` as no token can hold it; `NOT_CARRIED` by this version of the event; `DENIED` the token; `OTHER_SUBJECT`,
   * `DISABLED` or `NOT_EVALUATED`, as the token was denied before.
   */
  readonly outcome: string;

  /** It only watches: the outcome is what it would have been. */
  readonly shadow: boolean;

  /**
   * Why, such as `READ profile` or `TYPE`.
   *
   * @default - nothing more to say
   */
  readonly reason?: string;
}

/** Where a claim comes from. */
export interface ClaimPreview {
  /** `ID` or `ACCESS`. */
  readonly token: string;

  /** Name of the claim. */
  readonly name: string;

  /** `COGNITO`, `RULE`, or `SUPPRESSED` by a rule. */
  readonly origin: string;

  /** The rules that set or suppressed it, by their places in the props; empty for `COGNITO`. */
  readonly rules: string[];
}

/** The tokens that Amazon Cognito would issue. */
export interface TokenPreview {
  /**
   * The claims of the ID token.
   *
   * @default - there is none: the token was denied, is for a machine, or the scopes are without `openid`
   */
  readonly idToken?: { [claim: string]: any };

  /**
   * The claims of the access token.
   *
   * @default - there is none: the token was denied
   */
  readonly accessToken?: { [claim: string]: any };

  /**
   * Why there is no token.
   *
   * @default - there is one
   */
  readonly denial?: PreviewDenial;

  /**
   * What the function answers: the `response` of the event.
   *
   * @default - it denies
   */
  readonly response?: { [name: string]: any };

  /** Where the claims of both tokens come from, with those that a rule suppressed. */
  readonly claims: ClaimPreview[];

  /** What became of every rule, in the order of evaluation: deny, claims, scopes, groups. */
  readonly trace: RulePreview[];

  /** Where the preview rests on something that AWS does not document, or that only the deployment knows. */
  readonly assumptions: string[];
}
