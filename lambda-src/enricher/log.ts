import { writeSync } from 'fs';
import type { BreakGlass } from './break-glass';
import type { TokenRequest } from '../../src/cognito/token-request';
import type { Decision, Outcome, RuleTrace } from '../../src/ruleset/decision';
import type { CallError } from '../aws/aws-call';

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
  /** Claims, by token and name, in which the rules differ from the function that answers. */
  readonly compared?: readonly string[];
  /** Why that function did not answer. */
  readonly previous?: string;
  /** What an operator switched off. */
  readonly breakGlass: Pick<BreakGlass, 'omitted' | 'ignored'>;
  readonly reads: readonly ReadReport[];
  readonly milliseconds: number;
  readonly responseBytes: number;
}

const FAILURES: readonly Outcome[] = ['FAILED', 'CONDITION_UNKNOWN'];
const LOST: readonly Outcome[] = ['DROPPED', 'NOT_CARRIED'];
/** Most rules are for somebody else, or do not apply. */
const QUIET: readonly Outcome[] = ['OTHER_SUBJECT', 'DISABLED', 'CONDITION_FALSE', 'NOT_EVALUATED'];
const METRICS = ['Issued', 'Refused', 'FailedReads', 'FailedRules', 'Dropped', 'VersionMismatch', 'CachedReads', 'StaleReads'] as const;
/** Where another function answers. */
const COMPARING = ['Compared', 'Different'] as const;

/** They are the same for every line. */
const DECLARED = declare(METRICS);
const DECLARED_COMPARING = declare([...METRICS, ...COMPARING]);

function declare(names: readonly string[]): string {
  return JSON.stringify([{ Namespace: 'TokenEnricher', Dimensions: [['FunctionName']], Metrics: names.map(Name => ({ Name, Unit: 'Count' })) }]);
}

const FUNCTION_NAME = process.env.AWS_LAMBDA_FUNCTION_NAME ?? '';

const STANDARD_OUTPUT = 1;
/** Whoever reads the log has been too slow: the stream waits for it, without keeping anybody from signing in. */
let isStreaming = false;

/**
 * Writes one line, which is a record of metrics as well. Past `console`, which would put something before it, so that
 * CloudWatch would not know it for metrics, and past `process.stdout`, which takes two milliseconds to be made.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function log(report: Report): void {
  const line = `${lineOf(report)}\n`;
  let written = 0;
  try {
    written = isStreaming ? 0 : writeSync(STANDARD_OUTPUT, line);
  } catch {
    isStreaming = true;
  }
  if (written < Buffer.byteLength(line)) {
    isStreaming = true;
    process.stdout.write(Buffer.from(line).subarray(written));
  }
}

/** What is written. */
export function lineOf(report: Report): string {
  const declared = report.compared ? DECLARED_COMPARING : DECLARED;
  return `{"_aws":{"Timestamp":${Date.now()},"CloudWatchMetrics":${declared}},${JSON.stringify(membersOf(report)).slice(1)}`;
}

function membersOf(report: Report): object {
  const { requestId, request, decision, refused, rule, stack, compared, previous, breakGlass, reads, milliseconds, responseBytes } = report;
  const { rules, shadowRules, failed, dropped } = summaryOf(decision?.trace ?? []);
  return {
    FunctionName: FUNCTION_NAME,
    level: refused === undefined ? 'INFO' : 'WARN',
    message: refused === undefined ? 'token issued' : 'token refused',
    requestId,
    triggerSource: request?.triggerSource,
    eventVersion: request?.eventVersion,
    subject: request?.subject,
    reason: refused,
    rule,
    stack,
    compared,
    previous,
    breakGlass: breakGlass.omitted.size > 0 ? [...breakGlass.omitted] : undefined,
    breakGlassIgnored: breakGlass.ignored.length > 0 ? breakGlass.ignored : undefined,
    rules,
    shadowRules,
    reads,
    milliseconds,
    responseBytes,
    Issued: refused === undefined ? 1 : 0,
    Refused: refused === undefined ? 0 : 1,
    FailedReads: reads.filter(({ outcome }) => outcome !== 'FOUND' && outcome !== 'NOTHING').length,
    CachedReads: reads.filter(({ from }) => from === 'CACHE').length,
    StaleReads: reads.filter(({ from }) => from === 'STALE').length,
    FailedRules: failed,
    Dropped: dropped,
    VersionMismatch: decision?.versionMismatch ? 1 : 0,
    Compared: compared && 1,
    Different: compared && (compared.length > 0 ? 1 : 0),
  };
}

/** Identifiers of rules by what became of them. */
type ByOutcome = { [outcome: string]: string[] };

/** One pass, as it is made for every token. */
function summaryOf(trace: readonly RuleTrace[]): { rules: ByOutcome; shadowRules?: ByOutcome; failed: number; dropped: number } {
  const rules: ByOutcome = {};
  let shadowRules: ByOutcome | undefined;
  let [failed, dropped] = [0, 0];
  for (const { rule, outcome, reason, shadow } of trace) {
    if (shadow) {
      shadowRules ??= {};
    } else {
      failed += FAILURES.includes(outcome) ? 1 : 0;
      dropped += LOST.includes(outcome) ? 1 : 0;
    }
    if (!QUIET.includes(outcome)) {
      ((shadow ? shadowRules! : rules)[outcome] ??= []).push(reason === undefined ? rule : `${rule} (${reason})`);
    }
  }
  return { rules, shadowRules, failed, dropped };
}
