import type { CallError } from '../../../lambda-src/aws/retry';
import { isRecord } from '../../../src/core/document/json';

/** A log line of the function, as far as it is needed here. Lines of other versions can have more or less. */
export interface LogLine {
  readonly _aws?: { readonly Timestamp?: number };
  readonly FunctionName?: string;
  readonly level?: string;
  readonly message?: string;
  readonly requestId?: string;
  readonly digest?: string;
  readonly triggerSource?: string;
  readonly eventVersion?: number;
  readonly subject?: string;
  readonly reason?: string;
  readonly rule?: string;
  readonly error?: { readonly name: string; readonly stack?: readonly string[] };
  readonly compared?: readonly string[];
  readonly previous?: string;
  readonly disabledSources?: readonly string[];
  readonly ignoredSources?: readonly string[];
  readonly rules: Readonly<Record<string, readonly string[]>>;
  readonly shadowRules?: Readonly<Record<string, readonly string[]>>;
  readonly reads: readonly LoggedRead[];
  readonly milliseconds?: number;
}

export interface LoggedRead {
  readonly source: string;
  readonly element?: number;
  readonly outcome: 'FOUND' | 'NOTHING' | CallError;
  readonly from?: 'CACHE' | 'STALE';
  readonly attempts?: number;
  readonly milliseconds?: number;
}

/**
 * The log lines of TokenEnricher functions in a text: lines of CloudWatch Logs with anything in front, CSV of its console, or JSON of
 * `aws logs filter-log-events`, `aws logs get-log-events` and Logs Insights. Other lines are ignored.
 */
export function logLinesIn(text: string): readonly LogLine[] {
  const whole = parsed(text);
  return whole === undefined ? documentsIn(text).flatMap(document => linesIn(jsonIn(document))) : linesIn(whole);
}

/** The lines of a text, or what `jq` prints: objects in several lines, whose braces are at the beginning of a line. */
function documentsIn(text: string): readonly string[] {
  return text.replaceAll('\r\n', '\n').match(/^\{\n[^]*?^\}$|.+/gm) ?? [];
}

/** The JSON in a line, whatever is in front of it and behind it. */
function jsonIn(line: string): unknown {
  const json = line.slice(line.indexOf('{'), line.lastIndexOf('}') + 1);
  // CSV doubles quotes
  return parsed(json) ?? parsed(json.replaceAll('""', '"'));
}

/** No tool wraps log lines as deep as that. */
const MAX_DEPTH = 20;

/** Tools wrap log lines in lists and objects, as strings. */
function linesIn(value: unknown, depth = 0): readonly LogLine[] {
  if (isLogLine(value)) {
    return [value];
  }
  if (depth > MAX_DEPTH) {
    return [];
  }
  const parts = Array.isArray(value) ? value as readonly unknown[] : isRecord(value) ? Object.values(value) : [];
  return parts.flatMap(part => linesIn(typeof part === 'string' && part.includes('{') ? jsonIn(part) : part, depth + 1));
}

function isLogLine(value: unknown): value is LogLine {
  return isRecord(value) && isLists(value.rules) && (value.shadowRules === undefined || isLists(value.shadowRules))
    && TEXTS.every(name => value[name] === undefined || typeof value[name] === 'string')
    && LISTS.every(name => value[name] === undefined || isTexts(value[name]))
    && (!isRecord(value.error) || (typeof value.error.name === 'string' && isTexts(value.error.stack ?? [])))
    && Array.isArray(value.reads) && value.reads.every(read => isRecord(read) && typeof read.source === 'string' && typeof read.outcome === 'string');
}

const TEXTS = ['FunctionName', 'requestId', 'digest', 'triggerSource', 'subject', 'reason', 'rule', 'previous'] as const satisfies ReadonlyArray<keyof LogLine>;
const LISTS = ['compared', 'disabledSources', 'ignoredSources'] as const satisfies ReadonlyArray<keyof LogLine>;

function isLists(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every(isTexts);
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(member => typeof member === 'string');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
