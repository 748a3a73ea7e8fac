/** The maximum length that a claim adds to a token. */
export interface ClaimLength {
  /** The claim name; `scope` for all scopes that rules add. */
  readonly claim: string;

  /**
   * The number of characters in the compact token.
   *
   * @default - unknown: a table attribute can have any length
   */
  readonly length?: number;

  /** The rules that set the claim, by their paths in the props. */
  readonly rules: string[];
}

/** The maximum size of a token. */
export interface MaxTokenSize {
  /**
   * The number of characters of a compact token without rules, for a user with only a `sub`. User attributes and groups come on
   * top.
   */
  readonly withoutRules: number;

  /** The length that rules add, claim by claim. */
  readonly claims: ClaimLength[];

  /** The maximum number of characters of a compact token with these rules, without claims of unknown length. */
  readonly longest: number;
}
