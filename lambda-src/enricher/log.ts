import { writeSync } from 'fs';
import type { BreakGlass } from './break-glass';
import type { Invocation, Outcome, ReadReport } from './invocation';
import type { Outcome as RuleOutcome, RuleTrace } from '../../src/core/document/decision';

/** Most rules are for somebody else, or do not apply: they are not even named. */
const QUIET: ReadonlySet<RuleOutcome> = new Set<RuleOutcome>(['OTHER_SUBJECT', 'DISABLED', 'CONDITION_FALSE', 'NOT_EVALUATED']);
/** What metrics count. */
const FAILED: readonly RuleOutcome[] = ['FAILED', 'CONDITION_UNKNOWN'];
const DROPPED: readonly RuleOutcome[] = ['DROPPED', 'NOT_CARRIED'];
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

/** What an operator switched off. */
type SwitchedOff = Pick<BreakGlass, 'omitted' | 'ignored'>;

/**
 * Writes one line, which is a record of metrics as well. Past `console`, which would put something before it, so that
 * CloudWatch would not know it for metrics, and past `process.stdout`, which takes two milliseconds to be made.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function log(outcome: Outcome, invocation: Invocation, breakGlass: SwitchedOff): void {
  const line = `${lineOf(outcome, invocation, breakGlass)}\n`;
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

/**
 * What became of one invocation, with nothing of the user in it: no value of an attribute, a claim or an item. It is put together by hand,
 * of few pieces: for every token, `JSON.stringify` of all of it takes longer than most rules.
 */
export function lineOf(outcome: Outcome, { requestId, reads, begun }: Invocation, breakGlass: SwitchedOff): string {
  const { request, decision, refused, compared } = outcome;
  const metrics = compared ? declared.compared ??= declare([...METRICS, ...COMPARING]) : declared.alone ??= declare(METRICS);
  return `{"_aws":{"Timestamp":${Date.now()},${metrics}${refused === undefined ? ISSUED : REFUSED}${JSON.stringify(requestId)}`
    + (request ? `,"triggerSource":${JSON.stringify(request.triggerSource)},"eventVersion":${request.eventVersion},"subject":"${request.subject}"` : '')
    + `${seldomOf(outcome, breakGlass)}${rulesOf(decision?.trace ?? NO_RULES)}${reads.length > 0 ? readsOf(reads) : NO_READS}`
    + `,"milliseconds":${Math.round(performance.now() - begun)},"VersionMismatch":${decision?.versionMismatch ? 1 : 0}}`;
}

const ISSUED = ',"level":"INFO","message":"token issued","Issued":1,"Refused":0,"requestId":';
const REFUSED = ',"level":"WARN","message":"token refused","Issued":0,"Refused":1,"requestId":';
const NO_READS = ',"reads":[],"FailedReads":0,"CachedReads":0,"StaleReads":0';

function readsOf(reads: readonly ReadReport[]): string {
  let text = '';
  let failed = 0;
  let cached = 0;
  let stale = 0;
  for (const { source, outcome, from, attempts, milliseconds } of reads) {
    // the name of a source and what became of it are words: nothing in them has to be escaped
    text += `${text && ','}{"source":"${source}","outcome":"${outcome}"${from ? `,"from":"${from}"` : ''}`
      + `,"attempts":${attempts},"milliseconds":${milliseconds}}`;
    failed += outcome === 'FOUND' || outcome === 'NOTHING' ? 0 : 1;
    cached += from === 'CACHE' ? 1 : 0;
    stale += from === 'STALE' ? 1 : 0;
  }
  return `,"reads":[${text}],"FailedReads":${failed},"CachedReads":${cached},"StaleReads":${stale}`;
}

/** Members of JSON that nearly no line has. */
function seldomOf({ refused, rule, stack, compared, failed }: Outcome, { omitted, ignored }: SwitchedOff): string {
  if (refused === undefined && compared === undefined && omitted.size === 0 && ignored.length === 0) {
    return '';
  }
  return `,${JSON.stringify({
    reason: refused,
    rule,
    stack,
    compared,
    ...compared && { Compared: 1, Different: compared.length > 0 ? 1 : 0 },
    previous: failed,
    breakGlass: omitted.size > 0 ? [...omitted] : undefined,
    breakGlassIgnored: ignored.length > 0 ? ignored : undefined,
  }).slice(1, -1)}`;
}

const NO_RULES: readonly RuleTrace[] = [];
/** What was told last, and how: it is often the same again. */
let told = NO_RULES;
let words = textOf(NO_RULES);

/** Members of JSON that say what became of the rules. */
function rulesOf(trace: readonly RuleTrace[]): string {
  if (trace !== told) {
    told = trace;
    words = textOf(trace);
  }
  return words;
}

/** Identifiers of rules by what became of them, as JSON has them between quotation marks. */
type ByOutcome = Map<RuleOutcome, string[]>;

function textOf(trace: readonly RuleTrace[]): string {
  const rules: ByOutcome = new Map();
  const shadowRules: ByOutcome = new Map();
  for (const { rule, outcome, reason, shadow } of trace) {
    if (!QUIET.has(outcome)) {
      const lists = shadow ? shadowRules : rules;
      const list = lists.get(outcome) ?? [];
      lists.set(outcome, list);
      // an identifier is a path of props: nothing in it has to be escaped
      list.push(reason === undefined ? rule : JSON.stringify(`${rule} (${reason})`).slice(1, -1));
    }
  }
  return `,"rules":${mapOf(rules)}${shadowRules.size > 0 ? `,"shadowRules":${mapOf(shadowRules)}` : ''}`
    + `,"FailedRules":${count(rules, FAILED)},"Dropped":${count(rules, DROPPED)}`;
}

function mapOf(lists: ByOutcome): string {
  return `{${[...lists].map(([outcome, rules]) => `"${outcome}":["${rules.join('","')}"]`).join()}}`;
}

function count(lists: ByOutcome, outcomes: readonly RuleOutcome[]): number {
  return outcomes.reduce((sum, outcome) => sum + (lists.get(outcome)?.length ?? 0), 0);
}
