import type { Deadline } from './deadline';
import type { Environment } from './environment';
import { RequestEvaluation } from './request-evaluation';
import type { ReadReport } from './table-reader';
import { readEvent, type TokenRequest } from '../../src/core/cognito/token-request';
import type { Decision, RuleDenialReason } from '../../src/core/document/decision';
import type { JsonMap } from '../../src/core/document/json';

/** One event of Cognito, while it is answered. */
export interface Invocation {
  readonly event: unknown;
  readonly requestId: string;
  readonly deadline: Deadline;
  /** Of the clock of `performance`. */
  readonly begun: number;
  /** What became of the reads, as they are made. */
  readonly reads: ReadReport[];
}

/**
 * Why there is no token, beside what rules decide.
 *
 * - DOCUMENT: the rules cannot be read.
 * - DEPLOYING: code and variables of the function do not belong together yet.
 * - NO_SUBJECT: an event of a user without `sub`.
 * - INTERNAL: a mistake of this code.
 * - PREVIOUS: the previous function, which decides, gave no answer.
 */
export type DenialReason = RuleDenialReason | 'DOCUMENT' | 'DEPLOYING' | 'NO_SUBJECT' | 'INTERNAL' | 'PREVIOUS';

/** What becomes of an event: a response, or why there is none. */
export interface Outcome {
  readonly response?: JsonMap;
  readonly denied?: DenialReason;
  readonly request?: TokenRequest;
  readonly decision?: Decision;
  /** Of DOCUMENT and INTERNAL. */
  readonly error?: unknown;
}

/** What the rules make of an event. */
export async function enrich({ event, deadline, reads }: Invocation, environment: Environment): Promise<Outcome> {
  const { ruleset, isDeployed, values, appClients, tables, error: documentError } = environment;
  if (!ruleset) {
    return { denied: 'DOCUMENT', error: documentError };
  }
  if (!isDeployed) {
    return { denied: 'DEPLOYING' };
  }
  try {
    const request = readEvent(event, Math.floor(Date.now() / 1000));
    if (!request) {
      return { denied: 'NO_SUBJECT' };
    }
    const evaluation = new RequestEvaluation(ruleset, request, values);
    await appClients?.load(evaluation.plan.clients, request.clientId, deadline);
    await tables?.readAll(evaluation, deadline, reads);
    const { decision, response } = evaluation.conclude();
    return { request, decision, ...decision.denial ? { denied: decision.denial.reason } : { response } };
  } catch (error) {
    // a mistake of this code makes no token, and no word about it reaches the user
    return { denied: 'INTERNAL', error };
  }
}
