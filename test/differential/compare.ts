import { isDeepStrictEqual } from 'util';
import { MACHINE } from './events';
import { buildAccepted, type RuleSet } from './rule-set';
import { createFunction, createTables, ITEMS, NUMBERED, ROWS, type Content, type PlainItem } from './tables';
import type { TokenPreview } from '../../src';
import { buildEvent, type EventParts } from '../../src/core/cognito/token-request';
import { isEnforced, type RulesetDocument } from '../../src/core/document/document';
import { sourcesReadBy } from '../../src/core/document/expressions';
import { deployedDocument } from '../local/cloud-assembly';
import { TIMED_OUT, type Invocation } from '../local/lambda-host';
import { LocalDynamoDb } from '../local/local-dynamodb';
import { LocalLambda } from '../local/local-lambda';
import { deploy } from '../support/deploy';

type RulesByOutcome = Readonly<Record<string, readonly string[]>>;

/** The result of one event, of the preview or of the function. */
export interface Result {
  readonly response?: unknown;
  readonly denial?: { readonly reason: string; readonly rule?: string; readonly message?: string };
  readonly rules: RulesByOutcome;
  readonly shadowRules: RulesByOutcome;
  /** The reads with their outcomes: `FOUND`, `NOTHING` or `FAILED`. */
  readonly reads: readonly string[];
}

export interface Case {
  readonly event: EventParts;
  /** The answers of functions that the preview got. */
  readonly answers: object;
  readonly preview: Result;
  readonly deployed: Result;
  readonly isSame: boolean;
  readonly trace: TokenPreview['trace'];
  readonly reads: LogLine['reads'];
}

/** The cases of a rule set, and what was deployed. */
export interface Compared {
  readonly set: RuleSet;
  readonly document: RulesetDocument;
  readonly cases: readonly Case[];
}

interface LogLine {
  readonly reason?: string;
  readonly rule?: string;
  readonly rules: RulesByOutcome;
  readonly shadowRules?: RulesByOutcome;
  readonly reads: ReadonlyArray<{ readonly source: string; readonly element?: number; readonly outcome: string; readonly from?: string }>;
}

/** Outcomes that the function does not log. */
const QUIET = ['OTHER_SUBJECT', 'DISABLED', 'CONDITION_FALSE', 'NOT_EVALUATED'];

/** The services of the deployed function. */
export class Services {
  public static async start(): Promise<Services> {
    const [database, functions] = await Promise.all([LocalDynamoDb.start(), LocalLambda.start()]);
    const services = new Services(database, functions);
    await createTables(database);
    createFunction(functions, services.answers);
    return services;
  }

  /** The answers of the function by id. */
  public readonly answers = new Map<string, PlainItem>();

  private constructor(public readonly database: LocalDynamoDb, public readonly functions: LocalLambda) {}

  public async put({ items, rows, numbered }: Content): Promise<void> {
    await this.database.put(ITEMS, items);
    await this.database.put(ROWS, rows);
    await this.database.put(NUMBERED, numbered);
    items.forEach(item => this.answers.set(item.id as string, item));
  }

  public async stop(): Promise<void> {
    await Promise.all([this.database.stop(), this.functions.stop()]);
  }
}

/** Runs the events of a rule set in both. Undefined if the library rejects all of its rules. */
export async function compare(given: RuleSet, services: Services): Promise<Compared | undefined> {
  const accepted = buildAccepted(given);
  if (!accepted) {
    return undefined;
  }
  const { set, built } = accepted;
  const { database, functions } = services;
  const host = deploy(built.app, { environment: { AWS_ENDPOINT_URL: database.endpoint, AWS_ENDPOINT_URL_LAMBDA: functions.endpoint } });
  try {
    await services.put(built.content);
    const document = deployedDocument(built.app.app.outdir, 'Stack');
    // Cognito calls the function for machines only in version 3, which the remaining rules may not need
    const events = set.events.filter(({ triggerSource }) => triggerSource !== MACHINE || document.triggerVersion === 'V3_0');
    // where the machine is too busy to answer, the rule set runs again: previews know nothing about that
    const invocations = await Promise.all(events.map(event => host.invoke(buildEvent(document.triggerVersion, event))));
    if (invocations.some(({ error }) => error?.name === TIMED_OUT)) {
      return await compare(given, services);
    }
    await until(() => host.log.length >= invocations.length);
    const ofShadow = sourcesReadBy(document.rules.filter(each => !isEnforced(each)), document.sources);
    const cases = events.map((event, index): Case => {
      const line = JSON.parse(host.log[index]) as LogLine;
      const previewed = built.preview(event);
      const [preview, deployed] = [resultOfPreview(previewed), resultOfFunction(invocations[index], line)];
      const reads = deployed.reads.filter(read => !ofShadow.has(sourceIn(read)) || preview.reads.includes(read));
      const isSame = isDeepStrictEqual(preview, { ...deployed, reads });
      return { event, answers: built.answersTo(event), preview, deployed, isSame, trace: previewed.trace, reads: line.reads };
    });
    const isStalled = cases.some(({ reads }) => reads.some(({ outcome }) => outcome === 'TIMEOUT'));
    return isStalled ? await compare(given, services) : { set, document, cases };
  } finally {
    await host.stop();
    built.dispose();
  }
}

function resultOfFunction({ response, error }: Invocation, { reason, rule, rules, shadowRules = {}, reads }: LogLine): Result {
  return asJson({
    response: response?.response,
    ...error && { denial: { reason: reason ?? '', rule, message: error.message.replace(/local-\d+/, 'preview') } },
    rules,
    shadowRules,
    reads: describeReads(reads.map(({ outcome, ...read }) => ({ ...read, outcome: outcome === 'FOUND' || outcome === 'NOTHING' ? outcome : 'FAILED' }))),
  });
}

/**
 * Nobody waits for reads of shadow rules. Their next level can begin while one is in progress, with a read that its result makes unnecessary, which
 * the preview does not make.
 */
function sourceIn(read: string): string {
  return read.split(' ')[0];
}

function describeReads(reads: ReadonlyArray<{ readonly source: string; readonly outcome: string }>): readonly string[] {
  return reads.map(({ source, outcome }) => `${source} ${outcome}`).sort();
}

function resultOfPreview({ response, denial, trace, reads }: TokenPreview): Result {
  return asJson({
    response,
    denial,
    rules: byOutcome(trace.filter(({ shadow }) => !shadow)),
    shadowRules: byOutcome(trace.filter(({ shadow }) => shadow)),
    reads: describeReads(reads),
  });
}

function byOutcome(trace: TokenPreview['trace']): RulesByOutcome {
  const rules: Record<string, string[]> = {};
  for (const { rule, outcome, reason } of trace.filter(each => !QUIET.includes(each.outcome))) {
    (rules[outcome] ??= []).push(reason === undefined ? rule : `${rule} (${reason})`);
  }
  return rules;
}

/** Without undefined members. */
function asJson(result: Result): Result {
  return JSON.parse(JSON.stringify(result)) as Result;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise(resolve => setTimeout(resolve, 1));
  }
}
