/** The contract of the attachment monitor, which verifies that a pool's trigger is its enricher: `src/attachment` and `lambda-src/monitor`. */

/** Environment variables of the monitor function. */
export interface MonitorEnvironment {
  readonly USER_POOL_ID: string;
  /** Includes the alias, if there is one. */
  readonly ENRICHER_ARN: string;
  readonly ENRICHER_NAME: string;
  readonly TRIGGER_VERSION: string;
}

/** The metric in the log of the monitor: 0 for each check in which the trigger was the enricher, otherwise 1. */
export const DRIFT_METRIC = { namespace: 'TokenEnricher', name: 'AttachmentDrift', dimensions: ['FunctionName', 'UserPoolId'] } as const;
