import type { TokenRequest } from '../../src/core/cognito/token-request';
import type { Decision } from '../../src/core/document/decision';
import type { JsonMap } from '../../src/core/document/json';
import type { CallError } from '../aws/aws-call';
import type { Deadline } from '../aws/deadline';

/** What became of a read. */
export interface ReadReport {
  readonly source: string;
  readonly outcome: 'FOUND' | 'NOTHING' | CallError;
  /** Where the answer came from, if not from the table: for a read that failed, an old one. */
  readonly from?: 'CACHE' | 'STALE';
  readonly attempts: number;
  readonly milliseconds: number;
}

export interface Invocation {
  readonly event: unknown;
  readonly requestId: string;
  /** Undefined where nothing calls AWS. */
  readonly deadline?: Deadline;
  /** What became of the reads, as they are made. */
  readonly reads: ReadReport[];
  readonly begun: number;
}

/** What becomes of an invocation: a response, or why there is none. */
export interface Outcome {
  readonly request?: TokenRequest;
  readonly decision?: Decision;
  readonly response?: JsonMap;
  readonly refused?: string;
  readonly rule?: string;
  /** What a rule tells the user. */
  readonly message?: string;
  readonly stack?: readonly string[];
  /** What the function of before answered. */
  readonly previous?: { readonly answer: unknown };
  /** What that function tells the user. */
  readonly told?: string;
  /** Why it did not answer. */
  readonly failed?: string;
  /** In what the rules differ from it. */
  readonly compared?: readonly string[];
}
