import type { CallError } from './aws-call';
import type { BreakGlass } from './break-glass';
import type { TokenRequest } from '../../src/cognito/token-request';
import type { Decision, Outcome, RuleTrace } from '../../src/ruleset/decision';

/** What became of a read. */
export interface ReadReport {
  readonly source: string;
  readonly outcome: 'FOUND' | 'NOTHING' | CallError;
  /** Where the answer came from, if not from the table: for a read that failed, an old one. */
  readonly from?: 'CACHE' | 'STALE';
  readonly attempts: number;
  readonly milliseconds: number;
}

/** What became of one invocation. Nothing of the user is in it: no value of an attribute, a claim or an item. */
export interface Report {
  readonly requestId: string;
  readonly request?: TokenRequest;
  readonly decision?: Decision;
  /** Why there is no token, where it is not the rules that say so. */
  readonly refused?: string;
  readonly rule?: string;
  /** Where a mistake of the function itself happened. */
  readonly stack?: readonly string[];
  /** What an operator switched off. */
  readonly breakGlass: Pick<BreakGlass, 'omitted' | 'ignored'>;
  readonly reads: readonly ReadReport[];
  readonly milliseconds: number;
  readonly responseBytes: number;
}

const FAILURES: readonly Outcome[] = ['FAILED', 'CONDITION_UNKNOWN'];
/** Most rules are for somebody else, or do not apply. */
const QUIET: readonly Outcome[] = ['OTHER_SUBJECT', 'DISABLED', 'CONDITION_FALSE', 'NOT_EVALUATED'];
const METRICS = ['Issued', 'Refused', 'FailedReads', 'FailedRules', 'Dropped', 'VersionMismatch', 'CachedReads', 'StaleReads'] as const;

const CLOUD_WATCH_METRICS = [{ Namespace: 'TokenEnricher', Dimensions: [['FunctionName']], Metrics: METRICS.map(Name => ({ Name, Unit: 'Count' })) }];

/**
 * Writes one line, which is a record of metrics as well. Past `console`, which would put something before it, so that
 * CloudWatch would not know it for metrics.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function log(report: Report): void {
  process.stdout.write(`${JSON.stringify(lineOf(report))}\n`);
}

/** What is written, as an object. */
export function lineOf({ requestId, request, decision, refused, rule, stack, breakGlass, reads, milliseconds, responseBytes }: Report): object {
  const trace = decision?.trace ?? [];
  const enforced = trace.filter(({ shadow }) => !shadow);
  return {
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: CLOUD_WATCH_METRICS,
    },
    FunctionName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? '',
    level: refused === undefined ? 'INFO' : 'WARN',
    message: refused === undefined ? 'token issued' : 'token refused',
    requestId,
    ...(request && { triggerSource: request.triggerSource, eventVersion: request.eventVersion, subject: request.subject }),
    ...(refused !== undefined && { reason: refused }),
    ...(rule !== undefined && { rule }),
    ...(stack && { stack }),
    ...(breakGlass.omitted.size > 0 && { breakGlass: [...breakGlass.omitted] }),
    ...(breakGlass.ignored.length > 0 && { breakGlassIgnored: breakGlass.ignored }),
    rules: byOutcome(enforced),
    ...(enforced.length < trace.length && { shadowRules: byOutcome(trace.filter(({ shadow }) => shadow)) }),
    reads,
    milliseconds,
    responseBytes,
    Issued: refused === undefined ? 1 : 0,
    Refused: refused === undefined ? 0 : 1,
    FailedReads: reads.filter(({ outcome }) => outcome !== 'FOUND' && outcome !== 'NOTHING').length,
    CachedReads: reads.filter(({ from }) => from === 'CACHE').length,
    StaleReads: reads.filter(({ from }) => from === 'STALE').length,
    FailedRules: enforced.filter(({ outcome }) => FAILURES.includes(outcome)).length,
    Dropped: enforced.filter(({ outcome }) => outcome === 'DROPPED' || outcome === 'NOT_CARRIED').length,
    VersionMismatch: decision?.versionMismatch ? 1 : 0,
  };
}

/** Identifiers of rules by what became of them. */
function byOutcome(trace: readonly RuleTrace[]): Record<string, string[]> {
  const rules: Record<string, string[]> = {};
  for (const { rule, outcome, reason } of trace) {
    if (!QUIET.includes(outcome)) {
      (rules[outcome] ??= []).push(reason === undefined ? rule : `${rule} (${reason})`);
    }
  }
  return rules;
}
