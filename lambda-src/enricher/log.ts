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

/** Most rules are for somebody else, or do not apply: they are not even named. */
const QUIET: ReadonlySet<Outcome> = new Set<Outcome>(['OTHER_SUBJECT', 'DISABLED', 'CONDITION_FALSE', 'NOT_EVALUATED']);
/** What metrics count. */
const FAILED: readonly Outcome[] = ['FAILED', 'CONDITION_UNKNOWN'];
const DROPPED: readonly Outcome[] = ['DROPPED', 'NOT_CARRIED'];
const METRICS = ['Issued', 'Refused', 'FailedReads', 'FailedRules', 'Dropped', 'VersionMismatch', 'CachedReads', 'StaleReads'] as const;
/** Where another function answers. */
const COMPARING = ['Compared', 'Different'] as const;

/** They are the same for every line of a function. */
const declared: { alone?: string; compared?: string } = {};

function declare(names: readonly string[]): string {
  const metrics = [{ Namespace: 'TokenEnricher', Dimensions: [['FunctionName']], Metrics: names.map(Name => ({ Name, Unit: 'Count' })) }];
  return `"CloudWatchMetrics":${JSON.stringify(metrics)}},"FunctionName":${JSON.stringify(process.env.AWS_LAMBDA_FUNCTION_NAME ?? '')}`;
}

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

/** What is written, put together by hand, of few pieces: for every token, `JSON.stringify` of all of it takes longer than most rules. */
export function lineOf(report: Report): string {
  const { requestId, request, decision, refused, compared, reads, milliseconds } = report;
  const { rules, shadowRules } = summaryOf(decision?.trace ?? []);
  const metrics = compared ? declared.compared ??= declare([...METRICS, ...COMPARING]) : declared.alone ??= declare(METRICS);
  return `{"_aws":{"Timestamp":${Date.now()},${metrics}${refused === undefined ? ISSUED : REFUSED}${JSON.stringify(requestId)}`
    + (request ? `,"triggerSource":${JSON.stringify(request.triggerSource)},"eventVersion":${request.eventVersion},"subject":"${request.subject}"` : '')
    + `${seldomOf(report)},"rules":${mapOf(rules)}${shadowRules ? `,"shadowRules":${mapOf(shadowRules)}` : ''}`
    + `${reads.length > 0 ? readsOf(reads) : NO_READS},"milliseconds":${milliseconds},"FailedRules":${count(rules, FAILED)}`
    + `,"Dropped":${count(rules, DROPPED)},"VersionMismatch":${decision?.versionMismatch ? 1 : 0}}`;
}

const ISSUED = ',"level":"INFO","message":"token issued","Issued":1,"Refused":0,"requestId":';
const REFUSED = ',"level":"WARN","message":"token refused","Issued":0,"Refused":1,"requestId":';
const NO_READS = ',"reads":[],"FailedReads":0,"CachedReads":0,"StaleReads":0';

function readsOf(reads: readonly ReadReport[]): string {
  const failed = reads.filter(({ outcome }) => outcome !== 'FOUND' && outcome !== 'NOTHING').length;
  const [cached, stale] = (['CACHE', 'STALE'] as const).map(place => reads.filter(({ from }) => from === place).length);
  return `,"reads":${JSON.stringify(reads)},"FailedReads":${failed},"CachedReads":${cached},"StaleReads":${stale}`;
}

/** Members of JSON that nearly no line has. */
function seldomOf({ refused, rule, stack, compared, previous, breakGlass: { omitted, ignored } }: Report): string {
  if (refused === undefined && compared === undefined && omitted.size === 0 && ignored.length === 0) {
    return '';
  }
  return `,${JSON.stringify({
    reason: refused,
    rule,
    stack,
    compared,
    ...compared && { Compared: 1, Different: compared.length > 0 ? 1 : 0 },
    previous,
    breakGlass: omitted.size > 0 ? [...omitted] : undefined,
    breakGlassIgnored: ignored.length > 0 ? ignored : undefined,
  }).slice(1, -1)}`;
}

/** Identifiers of rules by what became of them, as JSON has them between quotation marks. */
type ByOutcome = Map<Outcome, string[]>;

function mapOf(lists: ByOutcome): string {
  const members: string[] = [];
  lists.forEach((rules, outcome) => members.push(`"${outcome}":["${rules.join('","')}"]`));
  return `{${members.join()}}`;
}

function count(lists: ByOutcome, outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, outcome) => sum + (lists.get(outcome)?.length ?? 0), 0);
}

interface Summary {
  readonly rules: ByOutcome;
  /** Undefined where there are none. */
  shadowRules?: ByOutcome;
}

/** One pass, as it is made for every token. */
function summaryOf(trace: readonly RuleTrace[]): Summary {
  const summary: Summary = { rules: new Map(), shadowRules: undefined };
  // mostly the same for many rules one after the other
  let [last, list]: [RuleTrace?, string[]?] = [];
  for (const each of trace) {
    const { rule, outcome, reason, shadow } = each;
    if (outcome !== last?.outcome || shadow !== last.shadow) {
      last = each;
      const lists = shadow ? summary.shadowRules ??= new Map() : summary.rules;
      list = QUIET.has(outcome) ? undefined : listOf(lists, outcome);
    }
    // an identifier is a path of props: nothing in it has to be escaped
    list?.push(reason === undefined ? rule : JSON.stringify(`${rule} (${reason})`).slice(1, -1));
  }
  return summary;
}

function listOf(lists: ByOutcome, outcome: Outcome): string[] {
  const list = lists.get(outcome) ?? [];
  lists.set(outcome, list);
  return list;
}
