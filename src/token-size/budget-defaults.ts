/** The maximum number of characters of an encoded token, by its destination. The comments name the quotas of the destinations. */
export const BUDGET_LENGTHS = {
  /** 10,240 bytes for the request line and all headers. */
  httpApi: 8192,
  /** 20,480 bytes for all headers. */
  restApi: 16_384,
  /** 8,000 bytes for all headers. */
  privateRestApi: 6400,
  /** 11 KB for the access token and the claims of the user. */
  applicationLoadBalancer: 8192,
  /** 4,096 bytes, including name and attributes. */
  cookie: 4000,
} as const;

/** The default name of the claim that lists dropped claims. Naming policies do not apply to it. */
export const DEFAULT_MARKER = 'claims_dropped';
