import type { LoggedRead, LogLine } from './log-lines';
import { meaningOf, wordsFor } from './outcomes';
import { DENIALS, READS, reasonText } from './words';
import { isRecord } from '../../../src/core/document/json';
import type { ListedEnricher, ListedRule, ListedSource } from '../inventory/model';

/** The output of `explain --json`. Its version increases when a property is removed or changes its meaning. */
export interface Explanations {
  readonly version: 1;
  readonly lines: readonly ExplainedLine[];
}

export interface ExplainedLine {
  /** Construct path. */
  readonly enricher: string;
  /** Reasons why the line is of other rules than those of the assembly. If there is one, rules and sources are not described. */
  readonly mismatches: readonly string[];
  readonly requestId?: string;
  /** ISO 8601. */
  readonly time?: string;
  readonly denied: boolean;
  readonly denial?: { readonly reason: string; readonly meaning?: string; readonly rule?: string };
  readonly error?: LogLine['error'];
  readonly triggerSource?: string;
  readonly eventVersion?: number;
  readonly subject?: string;
  readonly milliseconds?: number;
  /** Rules with an outcome in the line, in the order of the props. */
  readonly rules: readonly ExplainedOutcome[];
  /** Ids of the other rules: their condition is false, they are for another subject, disabled, or were not evaluated. */
  readonly quietRules: readonly string[];
  readonly reads: readonly ExplainedLogRead[];
  readonly disabledSources?: readonly string[];
  readonly ignoredSources?: readonly string[];
  /** Claims that differ from those of the previous function, which decides about the token. */
  readonly compared?: readonly string[];
  /** The reason why the previous function did not answer. */
  readonly previous?: string;
}

export interface ExplainedOutcome extends Partial<Pick<ListedRule, 'kind' | 'summary' | 'description' | 'condition' | 'hidesOriginal'>> {
  readonly id: string;
  readonly outcome: string;
  readonly meaning?: string;
  readonly reason?: string;
  readonly reasonMeaning?: string;
  readonly shadow: boolean;
}

export interface ExplainedLogRead extends LoggedRead, Partial<Pick<ListedSource, 'table' | 'function' | 'index' | 'key' | 'sortCondition'>> {
  readonly meaning?: string;
}

/** A log line with the names and descriptions of the rules and sources of its enricher. */
export function explainLine(line: LogLine, enricher: ListedEnricher): ExplainedLine {
  const mismatches = mismatchesOf(line, enricher);
  const { rules, sources } = mismatches.length > 0 ? { rules: [], sources: [] } : enricher;
  const { requestId, reason, rule, error, triggerSource, eventVersion, subject, milliseconds } = line;
  const outcomes = outcomesOf(line);
  const describedRules = rules.flatMap(each => outcomes.filter(({ id }) => id === each.id).map(outcome => described(outcome, each)));
  const time = timeOf(line);
  return {
    enricher: enricher.path,
    mismatches,
    ...requestId !== undefined && { requestId },
    ...optional('time', time),
    denied: reason !== undefined,
    ...reason !== undefined && { denial: { reason, ...optional('meaning', wordsFor(DENIALS, reason)), ...optional('rule', rule) } },
    ...isRecord(error) && { error },
    ...optional('triggerSource', triggerSource),
    ...optional('eventVersion', eventVersion),
    ...optional('subject', subject),
    ...optional('milliseconds', milliseconds),
    rules: mismatches.length > 0 ? outcomes : describedRules,
    quietRules: rules.filter(({ id }) => !outcomes.some(outcome => outcome.id === id)).map(({ id }) => id),
    reads: line.reads.map(read => explainedRead(read, sources.find(({ name }) => name === read.source))),
    ...optional('disabledSources', line.disabledSources),
    ...optional('ignoredSources', line.ignoredSources),
    ...optional('compared', line.compared),
    ...optional('previous', line.previous),
  };
}

/** Signs that a line is of other rules than those of the assembly. The same ids do not prove that the rules are the same. */
function mismatchesOf(line: LogLine, { path, digest, rules, sources }: ListedEnricher): readonly string[] {
  const outcomes = outcomesOf(line);
  const unknown = outcomes.filter(({ id }) => !rules.some(rule => rule.id === id)).map(({ id }) => id);
  const otherMode = outcomes.filter(({ id, shadow }) => rules.some(rule => rule.id === id && rule.mode !== (shadow ? 'SHADOW' : 'ENFORCE'))).map(({ id }) => id);
  const read = [...new Set(line.reads.map(({ source }) => source))].filter(source => !sources.some(({ name }) => name === source));
  return [
    ...line.digest !== undefined && line.digest !== digest ? [`the digest of its rules is ${line.digest}, and that of ${path} is ${digest}`] : [],
    ...unknown.length > 0 ? [`${path} has no ${unknown.length > 1 ? 'rules' : 'rule'} ${unknown.join(', ')}`] : [],
    ...otherMode.length > 0 ? [`${otherMode.join(', ')} ${otherMode.length > 1 ? 'have' : 'has'} another mode in ${path}`] : [],
    ...read.length > 0 ? [`${path} has no source ${read.join(', ')}`] : [],
  ];
}

function outcomesOf({ rules, shadowRules = {}, reason: denial, compared }: LogLine): readonly ExplainedOutcome[] {
  const of = (lists: LogLine['rules'], shadow: boolean): readonly ExplainedOutcome[] => Object.entries(lists).flatMap(([outcome, names]) => names.map(name => {
    // a rule with its reason: `claims[1] (READ profile)`
    const [, id = name, reason] = /^(\S+) \((.*)\)$/.exec(name) ?? [];
    return {
      id,
      outcome,
      ...optional('meaning', meaningOf(outcome, compared ? 'PREVIOUS' : denial !== undefined ? 'DENIAL' : undefined)),
      ...reason !== undefined && { reason, reasonMeaning: reasonText(reason) },
      shadow,
    };
  }));
  return [...of(rules, false), ...of(shadowRules, true)];
}

function timeOf({ _aws }: LogLine): string | undefined {
  const time = new Date(Number(_aws?.Timestamp));
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function described(outcome: ExplainedOutcome, { kind, summary, description, condition, hidesOriginal }: ListedRule): ExplainedOutcome {
  return { ...outcome, kind, summary, ...optional('description', description), ...optional('condition', condition), ...optional('hidesOriginal', hidesOriginal) };
}

function explainedRead(read: LoggedRead, source: ListedSource | undefined): ExplainedLogRead {
  const { table, function: invoked, index, key, sortCondition } = source ?? {};
  return {
    ...read,
    ...optional('meaning', wordsFor(READS, read.outcome)),
    ...optional('table', table),
    ...optional('function', invoked),
    ...optional('index', index),
    ...optional('key', key),
    ...optional('sortCondition', sortCondition),
  };
}

function optional<Name extends string, T>(name: Name, value: T | undefined): { readonly [name in Name]?: T } {
  return value === undefined ? {} : { [name]: value } as { readonly [name in Name]: T };
}
