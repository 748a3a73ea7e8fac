/** Characters that a compact token may have, by where it is sent. */
export const BUDGET_LENGTHS = {
  /** 10,240 bytes for request line and headers. */
  httpApi: 8192,
  /** 20,480 bytes for all headers. */
  restApi: 16_384,
  /** 8,000 bytes for all headers. */
  privateRestApi: 6400,
  /** 11 KB for the access token and the claims of the user. */
  applicationLoadBalancer: 8192,
  /** 4,096 bytes with name and attributes. */
  cookie: 4000,
} as const;

/** The claim that names what was dropped, unless an author chooses another. No naming policy applies to it. */
export const DEFAULT_MARKER = 'claims_dropped';
