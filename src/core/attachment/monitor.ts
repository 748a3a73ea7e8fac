/** The function that looks whether a user pool still calls its enricher, as both sides know it: `src/attachment` and `lambda-src/monitor`. */

/** Its environment variables. */
export interface MonitorEnvironment {
  readonly USER_POOL_ID: string;
  /** With the alias, if it has one. */
  readonly ENRICHER_ARN: string;
  readonly ENRICHER_NAME: string;
  readonly TRIGGER_VERSION: string;
}

/** The metric in its log: 0 for each look at which the pool called the enricher, else 1. */
export const DRIFT_METRIC = { namespace: 'TokenEnricher', name: 'AttachmentDrift', dimensions: ['FunctionName', 'UserPoolId'] } as const;
