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
}

/** What is counted of outcomes, and what is not even named: most rules are for somebody else, or do not apply. */
const MEANING: { readonly [outcome in Outcome]?: 'FAILED' | 'LOST' | 'QUIET' } = {
  FAILED: 'FAILED',
  CONDITION_UNKNOWN: 'FAILED',
  DROPPED: 'LOST',
  NOT_CARRIED: 'LOST',
  OTHER_SUBJECT: 'QUIET',
  DISABLED: 'QUIET',
  CONDITION_FALSE: 'QUIET',
  NOT_EVALUATED: 'QUIET',
};
const METRICS = ['Issued', 'Refused', 'FailedReads', 'FailedRules', 'Dropped', 'VersionMismatch', 'CachedReads', 'StaleReads'] as const;
/** Where another function answers. */
const COMPARING = ['Compared', 'Different'] as const;

/** They are the same for every line of a function. */
const declared: { alone?: string; compared?: string } = {};

function declare(names: readonly string[]): string {
  return JSON.stringify([{ Namespace: 'TokenEnricher', Dimensions: [['FunctionName']], Metrics: names.map(Name => ({ Name, Unit: 'Count' })) }]);
}

const FUNCTION_NAME = JSON.stringify(process.env.AWS_LAMBDA_FUNCTION_NAME ?? '');

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

/** What is written. The names of metrics are put together by hand: for every token, `JSON.stringify` takes longer than most rules. */
export function lineOf(report: Report): string {
  const { decision, refused, compared, reads } = report;
  const { failed, dropped, ...rules } = summaryOf(decision?.trace ?? []);
  const [failedReads, cached, stale] = reads.length > 0 ? countsOf(reads) : NO_READS;
  const comparing = compared ? `,"Compared":1,"Different":${compared.length > 0 ? 1 : 0}` : '';
  const metrics = compared ? declared.compared ??= declare([...METRICS, ...COMPARING]) : declared.alone ??= declare(METRICS);
  return `{"_aws":{"Timestamp":${Date.now()},"CloudWatchMetrics":${metrics}},"FunctionName":${FUNCTION_NAME},${membersOf(report, rules)}`
    + `,"Issued":${refused === undefined ? 1 : 0},"Refused":${refused === undefined ? 0 : 1},"FailedReads":${failedReads},"CachedReads":${cached}`
    + `,"StaleReads":${stale},"FailedRules":${failed},"Dropped":${dropped},"VersionMismatch":${decision?.versionMismatch ? 1 : 0}${comparing}}`;
}

const NO_READS = [0, 0, 0];

function countsOf(reads: readonly ReadReport[]): readonly number[] {
  return [
    reads.filter(({ outcome }) => outcome !== 'FOUND' && outcome !== 'NOTHING').length,
    reads.filter(({ from }) => from === 'CACHE').length,
    reads.filter(({ from }) => from === 'STALE').length,
  ];
}

/** Everything but metrics, as members of JSON without its braces. What is undefined is left out. */
function membersOf(report: Report, { rules, shadowRules }: Pick<Summary, 'rules' | 'shadowRules'>): string {
  const { requestId, request, refused, rule, stack, compared, previous, breakGlass: { omitted, ignored }, reads, milliseconds } = report;
  return JSON.stringify({
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
    breakGlass: omitted.size > 0 ? [...omitted] : undefined,
    breakGlassIgnored: ignored.length > 0 ? ignored : undefined,
    rules,
    shadowRules,
    reads,
    milliseconds,
  }).slice(1, -1);
}

/** Identifiers of rules by what became of them. */
type ByOutcome = { [outcome: string]: string[] };

interface Summary {
  readonly rules: ByOutcome;
  readonly shadowRules?: ByOutcome;
  readonly failed: number;
  readonly dropped: number;
}

/** One pass, as it is made for every token. */
function summaryOf(trace: readonly RuleTrace[]): Summary {
  const rules: ByOutcome = {};
  let shadowRules: ByOutcome | undefined;
  let [failed, dropped] = [0, 0];
  for (const { rule, outcome, reason, shadow } of trace) {
    const { [outcome]: meaning } = MEANING;
    if (shadow) {
      shadowRules ??= {};
    } else {
      failed += meaning === 'FAILED' ? 1 : 0;
      dropped += meaning === 'LOST' ? 1 : 0;
    }
    if (meaning !== 'QUIET') {
      ((shadow ? shadowRules! : rules)[outcome] ??= []).push(reason === undefined ? rule : `${rule} (${reason})`);
    }
  }
  return { rules, shadowRules, failed, dropped };
}
