import type { Deadline } from './deadline';
import type { Environment } from './environment';
import { RequestEvaluation } from './request-evaluation';
import type { ReadReport } from './source-reader';
import { readEvent, type TokenRequest } from '../../src/core/cognito/token-request';
import type { Decision, RuleDenialReason } from '../../src/core/document/decision';
import type { JsonMap } from '../../src/core/document/json';

/** One invocation of the function for an event of Cognito. */
export interface Invocation {
  readonly event: unknown;
  readonly requestId: string;
  readonly deadline: Deadline;
  /** Start time, from `performance.now()`. */
  readonly begun: number;
  /** The results of the reads. Filled while they are made. */
  readonly reads: ReadReport[];
}

/**
 * The reason why a token is denied.
 *
 * - DOCUMENT: the rules document cannot be read.
 * - DEPLOYING: a deployment is in progress: code and environment variables of the function do not match yet.
 * - NO_SUBJECT: the event is for a user but contains no `sub`.
 * - INTERNAL: a bug in this code.
 * - PREVIOUS: the previous function, whose answer decides, failed.
 * - other reasons: the rules denied the token, see `RuleDenialReason`.
 */
export type DenialReason = RuleDenialReason | 'DOCUMENT' | 'DEPLOYING' | 'NO_SUBJECT' | 'INTERNAL' | 'PREVIOUS';

/** The outcome of an event: a response, or the reason why the token is denied. */
export interface Outcome {
  readonly response?: JsonMap;
  readonly denied?: DenialReason;
  readonly request?: TokenRequest;
  readonly decision?: Decision;
  /** The error for DOCUMENT and INTERNAL. */
  readonly error?: unknown;
}

/** Applies the rules to an event. */
export async function enrich({ event, deadline, reads }: Invocation, environment: Environment): Promise<Outcome> {
  const { ruleset, isDeployed, values, appClients, reader, error: documentError } = environment;
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
    await reader?.readAll(evaluation, deadline, reads);
    const { decision, response } = evaluation.conclude();
    return { request, decision, ...decision.denial ? { denied: decision.denial.reason } : { response } };
  } catch (error) {
    // a bug in this code denies the token, and its message must not reach the user
    return { denied: 'INTERNAL', error };
  }
}
