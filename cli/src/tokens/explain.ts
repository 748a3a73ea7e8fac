import type { ExplainedRead, ExplainedRule, Explanation } from './model';
import type { AwsRequest } from '../../../lambda-src/aws/client';
import type { CallAws } from '../../../lambda-src/aws/retry';
import { Deadline } from '../../../lambda-src/enricher/deadline';
import { DynamoDb } from '../../../lambda-src/enricher/dynamodb';
import { invokeFunction } from '../../../lambda-src/enricher/function-engine';
import { RequestEvaluation, type DeployedValues } from '../../../lambda-src/enricher/request-evaluation';
import { loadRuleset } from '../../../lambda-src/enricher/ruleset';
import { readEvent } from '../../../src/core/cognito/token-request';
import type { Decision } from '../../../src/core/document/decision';
import { CLIENTS_VARIABLE, type RulesetDocument } from '../../../src/core/document/document';
import { stableStringify, type Json, type JsonMap } from '../../../src/core/document/json';
import type { Reading } from '../../../src/core/operators/operator';
import type { Read } from '../../../src/core/plan/reads';
import { sortConditionText, summaryOf, textOf } from '../../../src/describe/wording';
import type { Enricher } from '../app/model';
import type { Invocation } from '../function/function-host';
import { FUNCTION_ERROR, type LocalFunctions } from '../tables/local-functions';
import type { LocalTables } from '../tables/local-tables';
import { plainItem } from '../users/items';

/** A read in the log of the function. */
interface LoggedRead {
  readonly source: string;
  readonly element?: number;
  readonly outcome: string;
  readonly from?: 'CACHE' | 'STALE';
  readonly attempts: number;
  readonly milliseconds: number;
}

/** Milliseconds for a read. Faults that are set for a table do not apply here. */
const READ_TIME = 5000;

/** The services that functions call. */
export interface LocalServices {
  readonly tables: LocalTables;
  readonly functions: LocalFunctions;
  /** SSM parameters by name. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** The data that explains one run of a function. */
export interface Run {
  readonly enricher: Enricher;
  readonly document: RulesetDocument;
  readonly event: unknown;
  readonly invocation: Invocation;
  /** Epoch seconds. */
  readonly now: number;
}

/** The rules of a run, their reads, and the rules behind each change. */
export interface Explained extends Pick<Explanation, 'rules' | 'reads' | 'notes'> {
  readonly origins: Decision['origins'];
}

/**
 * Evaluates the rules again, outside of the function and with the same code, because the log of the function holds no values and names no claims.
 * The outcomes of reads come from that log.
 */
export async function explain(run: Run, services: LocalServices): Promise<Explained> {
  const { enricher, document, event, invocation, now } = run;
  const request = readEvent(event, now);
  if (!request) {
    return { rules: [], reads: [], origins: [], notes: ['The event has no user: the function denies it whatever the rules say.'] };
  }
  const logged = (invocation.log?.reads ?? []) as readonly LoggedRead[];
  const reads: ExplainedRead[] = [];
  const evaluation = new RequestEvaluation(loadRuleset(document), request, valuesOf(enricher, services.parameters));
  for (let open = evaluation.nextReads(); open.length > 0; open = evaluation.nextReads()) {
    for (const read of open) {
      const element = read.kind === 'item' ? read.element : undefined;
      const report = logged.find(each => each.source === read.source && each.element === element);
      const failed = report !== undefined && report.from === undefined && report.outcome !== 'FOUND' && report.outcome !== 'NOTHING';
      const reading = failed ? undefined : await readAgain(read, services);
      if (reading) {
        evaluation.provide(read, reading);
      } else {
        evaluation.fail(read);
      }
      reads.push(explainedRead(read, report, reading));
    }
  }
  const { decision, response } = evaluation.conclude();
  return {
    rules: rulesOf(document, decision),
    reads,
    origins: decision.origins,
    notes: notesOf(invocation, logged, decision.denial === undefined ? response : undefined),
  };
}

/** Values that rules use in addition to the event. The function has them in its environment variables. */
export function valuesOf({ environment }: Enricher, parameters: ReadonlyMap<string, string>): DeployedValues {
  return {
    slot: name => environment[name] ?? '',
    isClient: (key, clientId) => {
      const id = parameters.get(`${environment[CLIENTS_VARIABLE]}/${key}`);
      return id === undefined ? undefined : id === clientId;
    },
  };
}

async function readAgain(read: Read, { tables, functions }: LocalServices): Promise<Reading | undefined> {
  const effort = { deadline: Deadline.after(READ_TIME), maxAttempts: 1 };
  try {
    const { reading } = read.kind === 'function'
      ? await invokeFunction(read, effort, callBy(({ path, body }) => functions.send(path!, body)))
      : await new DynamoDb(callBy(({ target, body }) => tables.send(target!, body))).read({ ...read, table: read.table.replace(/^arn:.*:table\//, '') }, effort);
    return reading;
  } catch {
    return undefined;
  }
}

interface LocalResponse {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls a local service once. */
function callBy(send: (request: AwsRequest) => LocalResponse | Promise<LocalResponse>): CallAws {
  return async (request, _, readResponse) => {
    const { status, text, headers } = await send(request);
    const value = status === 200 && headers?.[FUNCTION_ERROR] === undefined ? readResponse(JSON.parse(text), text) : undefined;
    if (!value) {
      throw new Error(text);
    }
    return { value, bytes: text.length, attempts: 1 };
  };
}

function explainedRead(read: Read, report: LoggedRead | undefined, reading: Reading | undefined): ExplainedRead {
  return {
    source: read.source,
    query: read.kind === 'query',
    ...whatIsRead(read),
    ...outcomeOf(report, reading),
    items: reading?.items.map(item => plainItem(item)) ?? [],
  };
}

/** The table or function of a read, and its key, as strings. */
export function whatIsRead(read: Read): Pick<ExplainedRead, 'table' | 'key'> {
  if (read.kind === 'function') {
    return { table: read.function, key: Object.entries(read.input).map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(', ') };
  }
  const sort = read.kind === 'query' && read.sort ? [sortConditionText(read.sort, read.sort.values.map(String))] : [];
  return {
    table: read.kind === 'query' && read.index !== undefined ? `${read.table}, index ${read.index}` : read.table,
    key: [...Object.entries(read.key).map(([name, value]) => `${name} = ${String(value)}`), ...sort].join(', '),
  };
}

function outcomeOf(report: LoggedRead | undefined, reading: Reading | undefined): Pick<ExplainedRead, 'outcome' | 'from' | 'attempts' | 'milliseconds'> {
  return {
    outcome: report?.outcome ?? (reading === undefined ? 'FAILED' : reading.count > 0 ? 'FOUND' : 'NOTHING'),
    ...report && { ...report.from && { from: report.from }, attempts: report.attempts, milliseconds: report.milliseconds },
  };
}

function rulesOf(document: RulesetDocument, { trace }: Decision): readonly ExplainedRule[] {
  return trace.map(({ rule: id, outcome, reason, shadow }): ExplainedRule => {
    const rule = document.rules.find(each => each.id === id)!;
    return {
      id,
      kind: rule.kind,
      summary: summaryOf(rule, document),
      ...rule.description !== undefined && { description: rule.description },
      ...rule.when && { condition: textOf(rule.when, document) },
      outcome,
      ...reason !== undefined && { reason },
      shadow: shadow ?? false,
    };
  });
}

/** Notes about possible differences between this explanation and the run of the function. */
function notesOf({ response, error }: Invocation, logged: readonly LoggedRead[], expected: JsonMap | undefined): readonly string[] {
  const answered = (response as { readonly response?: Json } | undefined)?.response;
  const differs = error?.kind === undefined ? stableStringify(answered ?? null) !== stableStringify(expected ?? null) : error.kind === 'THROWN' && expected !== undefined;
  const again = logged.filter(({ from }) => from !== undefined);
  return [
    ...again.map(({ source, from }) => `${source} was not read: the function used ${from === 'STALE' ? 'the last good answer' : 'a cached answer'}.`),
    ...error && error.kind !== 'THROWN' ? ['The function did not respond: the rules below show what it would have decided.'] : [],
    ...differs ? ['The response of the function differs from that of the rules with the current items: it used older items, or its version differs from that of this command.'] : [],
  ];
}
