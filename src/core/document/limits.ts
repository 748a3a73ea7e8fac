/** Limits of a set of rules. */
export const LIMITS = {
  /** Maximum rules of one enricher. */
  rules: 2000,
  /** Maximum sources of one enricher. */
  sources: 200,
  /** Maximum nesting of lists and maps in constants. */
  depth: 32,
  /** Maximum nesting of values and conditions. Each transform adds one level. */
  nesting: 64,
  /** Maximum elements of a list or map in rules: constants, values or conditions. */
  members: 2000,
  /** Maximum values, conditions and elements of constants in one property of a rule or key. Each occurrence counts. */
  size: 50_000,
  /** The same for all rules and keys together, which the function loads when it starts. */
  totalSize: 200_000,
  /**
   * Maximum claims and scopes of both tokens of one request, including those that Cognito adds.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
   */
  changes: 5000,
  /** Maximum evaluation steps for one request: one for each operator, list element, and 64 characters that are processed. */
  work: 1_000_000,
  /** Maximum characters of a pattern. */
  pattern: 1000,
  /** Maximum UTF-16 code units of a string, or of a list with its contents, that rules create for a token. */
  text: 1_000_000,
  /** Maximum items of a query. */
  queryItems: 1000,
  /** Maximum items of a source that reads one item for each element of a list. */
  itemsForEach: 100,
  /** Maximum response bytes of a source, all pages together. A DynamoDB item has up to 400 KB, and up to three times as much in JSON. */
  readBytes: 4_000_000,
  /** Maximum milliseconds for all reads. Amazon Cognito waits 5 seconds for the function. */
  readTime: 4000,
  /** Maximum attempts of a read. */
  attempts: 5,
  /** Maximum characters of the message of a DenyRule. */
  denyMessage: 200,
  /** Maximum bytes of all environment variables of a Lambda function. */
  environment: 4096,
  /** Assumed bytes of a deploy-time value, which is unknown at synthesis. */
  assumedSlot: 128,
} as const;
