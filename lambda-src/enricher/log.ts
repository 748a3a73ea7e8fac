import type { Compared } from './compare-with-previous';
import type { DisabledSources } from './disabled-sources';
import type { Invocation } from './enrich';
import type { Outcome as RuleOutcome, RuleTrace } from '../../src/core/document/decision';
import { DIGEST_VARIABLE } from '../../src/core/document/document';
import { COMPARISON_METRICS, METRIC_DIMENSION, METRIC_NAMESPACE, METRICS } from '../../src/core/document/metrics';

/** Outcomes that are not logged: most rules do not apply to a given request. */
const QUIET: ReadonlySet<RuleOutcome> = new Set<RuleOutcome>(['OTHER_SUBJECT', 'DISABLED', 'CONDITION_FALSE', 'NOT_EVALUATED']);
const FRAMES = 10;

/** IDs of rules by outcome. */
type RulesByOutcome = { [outcome in RuleOutcome]?: string[] };

type Metrics = { readonly [metric in typeof METRICS[number]]: number } & { readonly [metric in typeof COMPARISON_METRICS[number]]?: number };

/**
 * One log line: the outcome of one event. It contains no user data: no value of an attribute, a claim or an item.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export interface LogRecord extends Metrics {
  readonly _aws: { readonly Timestamp: number; readonly CloudWatchMetrics: readonly object[] };
  readonly FunctionName: string;
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  readonly message: string;
  readonly requestId: string;
  /** Digest of the rules that are deployed, so that the line can be explained by the right ones. */
  readonly digest?: string;
  readonly triggerSource?: string;
  readonly eventVersion?: number;
  readonly subject?: string;
  /** The reason why the token was denied. */
  readonly reason?: string;
  /** The rule that denied the token. */
  readonly rule?: string;
  /** A bug in this code. Without the error message, which could contain user data. */
  readonly error?: { readonly name: string; readonly stack: readonly string[] };
  readonly compared?: readonly string[];
  readonly previous?: string;
  readonly disabledSources?: readonly string[];
  readonly ignoredSources?: readonly string[];
  readonly rules: RulesByOutcome;
  readonly shadowRules?: RulesByOutcome;
  readonly reads: Invocation['reads'];
  readonly milliseconds: number;
}

/** Writes the log line directly to stdout. Lambda adds a prefix to `console` output, so CloudWatch would not recognize the embedded metrics. */
export function log(outcome: Compared, invocation: Invocation, disabled: DisabledSources): void {
  process.stdout.write(`${JSON.stringify(recordOf(outcome, invocation, disabled))}\n`);
}

export function recordOf(outcome: Compared, { requestId, reads, begun }: Invocation, { omitted, ignored }: DisabledSources): LogRecord {
  const { denied, request, decision, error, differences, previousError } = outcome;
  const trace = decision?.trace ?? [];
  const enforced = trace.filter(({ shadow }) => !shadow);
  const shadow = trace.filter(each => each.shadow === true);
  const isMistake = denied === 'INTERNAL' || denied === 'DOCUMENT';
  return {
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [declaration(differences ? [...METRICS, ...COMPARISON_METRICS] : METRICS)] },
    FunctionName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? '',
    level: denied === undefined ? 'INFO' : isMistake ? 'ERROR' : 'WARN',
    message: denied === undefined ? 'token issued' : 'token denied',
    requestId,
    digest: process.env[DIGEST_VARIABLE],
    ...request && { triggerSource: request.triggerSource, eventVersion: request.eventVersion, subject: request.subject },
    ...denied !== undefined && { reason: denied, rule: denied === decision?.denial?.reason ? decision.denial.rule : undefined },
    ...isMistake && { error: describeError(error) },
    ...differences && { compared: differences, previous: previousError, Compared: 1, Mismatched: differences.length > 0 ? 1 : 0 },
    ...omitted.size > 0 && { disabledSources: [...omitted] },
    ...ignored.length > 0 && { ignoredSources: ignored },
    rules: byOutcome(enforced),
    ...shadow.length > 0 && { shadowRules: byOutcome(shadow) },
    reads,
    milliseconds: Math.round(performance.now() - begun),
    Issued: denied === undefined ? 1 : 0,
    Denied: denied === undefined ? 0 : 1,
    FailedReads: count(reads, ({ outcome: each }) => each !== 'FOUND' && each !== 'NOTHING'),
    FailedRules: count(enforced, ({ outcome: each }) => each === 'FAILED' || each === 'CONDITION_UNKNOWN'),
    Dropped: count(enforced, ({ outcome: each }) => each === 'DROPPED' || each === 'NOT_CARRIED'),
    VersionMismatch: decision?.versionMismatch ? 1 : 0,
    CachedReads: count(reads, ({ from }) => from === 'CACHE'),
    StaleReads: count(reads, ({ from }) => from === 'STALE'),
  };
}

function declaration(names: readonly string[]): object {
  return { Namespace: METRIC_NAMESPACE, Dimensions: [[METRIC_DIMENSION]], Metrics: names.map(Name => ({ Name, Unit: 'Count' })) };
}

function byOutcome(trace: readonly RuleTrace[]): RulesByOutcome {
  const rules: RulesByOutcome = {};
  for (const { rule, outcome, reason } of trace) {
    if (!QUIET.has(outcome)) {
      (rules[outcome] ??= []).push(reason === undefined ? rule : `${rule} (${reason})`);
    }
  }
  return rules;
}

function count<T>(list: readonly T[], isCounted: (member: T) => boolean): number {
  return list.filter(isCounted).length;
}

/** The name of an error, and the stack frames inside the function. */
function describeError(error: unknown): LogRecord['error'] {
  if (!(error instanceof Error)) {
    return { name: typeof error, stack: [] };
  }
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line) && line.includes(__dirname));
  return { name: error.name, stack: frames.slice(0, FRAMES).map(line => line.trim()) };
}
