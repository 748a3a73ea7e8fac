/** How large a set of rules can get. */
export const LIMITS = {
  /** Rules of one enricher. */
  rules: 2000,
  /** Sources of one enricher. */
  sources: 200,
  /** Nesting of lists and maps of constants. */
  depth: 32,
  /** Nesting of values and conditions: each transform of a value is one around it. */
  nesting: 64,
  /** Members of a list or map that an author writes: constants, values, conditions. */
  members: 2000,
  /** Values, conditions and members of constants in one place of a rule or key. What is used several times counts wherever it stands. */
  size: 50_000,
  /** The same of all rules and keys together: the function reads all of it when it starts. */
  totalSize: 200_000,
  /**
   * Claims and scopes of both tokens of one request, those that Cognito puts there and those that are added.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
   */
  changes: 5000,
  /** Steps of evaluating the rules for one request: one for each operator, and one for each member of a list or 64 characters that it works on. */
  work: 1_000_000,
  /** Characters of a pattern. */
  pattern: 1000,
  /** UTF-16 units of a string, or of a list with all that is in it, that rules make while a token is issued. */
  text: 1_000_000,
  /** Items that a query reads. */
  queryItems: 1000,
  /** Bytes of what a source reads, all pages together. An item of DynamoDB has 400 KB, and up to three times as much in JSON. */
  readBytes: 4_000_000,
  /** Milliseconds that reads may take: Amazon Cognito waits 5 seconds for the function. */
  readTime: 4000,
  /** Attempts of a read. */
  attempts: 5,
  /** Characters of the message of a DenyRule. */
  denyMessage: 200,
  /** Bytes of all environment variables of a Lambda function together. */
  environment: 4096,
  /** Bytes that a deploy-time value is taken to have, as nobody knows before the deployment. */
  assumedSlot: 128,
} as const;
