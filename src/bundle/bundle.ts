import { ENRICHER_FILE } from './code';
import type { TokenRequest } from '../core/cognito/token-request';
import type { Decision } from '../core/document/decision';
import type { RulesetDocument } from '../core/document/document';
import type { JsonMap } from '../core/document/json';
import type { ResultOf } from '../core/operators/evaluated';
import type { Reading } from '../core/operators/operator';
import type { Read } from '../core/plan/reads';

/** The exports of the function in addition to its handler. */
export interface EnricherBundle {
  readonly loadRuleset: (document: RulesetDocument) => unknown;
  readonly readEvent: (event: unknown, now: number) => TokenRequest | undefined;
  readonly evaluateWithAnswers: (
    ruleset: unknown,
    request: TokenRequest,
    values: { readonly slot: (name: string) => string; readonly isClient: (key: string) => boolean | undefined },
    answer: (read: Read) => Reading | 'failed',
  ) => { readonly decision: Decision; readonly response: JsonMap; readonly resultOf: ResultOf };
  /** The problem of a pattern; undefined if the pattern is supported. */
  readonly patternProblem: (pattern: string) => string | undefined;
  readonly matchesPattern: (pattern: string, text: string) => boolean;
  readonly denialMessage: (reason: string, reference: string, message?: string) => string;
}

/** Loads the same file that a deployment uploads, so that a preview runs the deployed code. */
export function loadBundle(): EnricherBundle {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(ENRICHER_FILE) as EnricherBundle;
}
