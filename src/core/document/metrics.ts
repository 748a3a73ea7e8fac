/** The metrics that the function writes to its log. Alarms and dashboards use them. */
export const METRIC_NAMESPACE = 'TokenEnricher';

/** The dimension of every metric: the name of the function. */
export const METRIC_DIMENSION = 'FunctionName';

/** Metrics of every log line. */
export const METRICS = ['Issued', 'Denied', 'FailedReads', 'FailedRules', 'Dropped', 'VersionMismatch', 'CachedReads', 'StaleReads'] as const;

/** Additional metrics if the previous function answers. */
export const COMPARISON_METRICS = ['Compared', 'Mismatched'] as const;

export type MetricName = typeof METRICS[number] | typeof COMPARISON_METRICS[number];
