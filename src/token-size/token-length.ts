/** What a claim adds to a token, at most. */
export interface ClaimLength {
  /** Name of the claim; `scope` for all scopes that rules add. */
  readonly claim: string;

  /**
   * Characters of the compact token.
   *
   * @default - not known: a table can hold a value of any length
   */
  readonly length?: number;

  /** The rules that set it, by their places in the props. */
  readonly rules: string[];
}

/** How long a token can be. */
export interface MaxTokenSize {
  /** Characters of a compact token without rules, of a user with nothing but a `sub`: attributes and groups come on top. */
  readonly withoutRules: number;

  /** What rules add, claim by claim. */
  readonly claims: ClaimLength[];

  /** Characters of the longest compact token that the rules make, without the claims whose length is not known. */
  readonly longest: number;
}
