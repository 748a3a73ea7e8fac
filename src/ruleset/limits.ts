/** How large a set of rules can get. */
export const LIMITS = {
  /** Nesting of lists, maps, values and conditions. */
  depth: 32,
  /** Characters of a pattern. */
  pattern: 1000,
  /** UTF-16 units of a text, or of a list with all that is in it, that rules make while a token is issued. */
  text: 1_000_000,
  /** Characters of the message of a DenyRule. */
  denyMessage: 200,
  /** Bytes of all environment variables of a Lambda function together. */
  environment: 4096,
  /** Bytes that a deploy-time value is taken to have, as nobody knows before the deployment. */
  assumedSlot: 128,
} as const;
