import { ENRICHER_FILE } from './code';
import type { TokenRequest } from '../core/cognito/token-request';
import type { Decision } from '../core/document/decision';
import type { RulesetDocument } from '../core/document/document';
import type { JsonMap } from '../core/document/json';
import type { Item } from '../core/operators/operator';

/** What the function exports beside its handler. */
export interface EnricherBundle {
  readonly loadRuleset: (document: RulesetDocument) => unknown;
  readonly readEvent: (event: unknown, now: number) => TokenRequest | undefined;
  readonly evaluateWithItems: (
    ruleset: unknown,
    request: TokenRequest,
    values: { readonly slot: (name: string) => string; readonly isClient: (key: string) => boolean | undefined },
    itemsOf: (source: string) => Item | readonly Item[] | undefined | 'failed',
  ) => { readonly decision: Decision; readonly response: JsonMap };
  /** What is wrong with a pattern; nothing when it can be run. */
  readonly patternProblem: (pattern: string) => string | undefined;
  readonly matchesPattern: (pattern: string, text: string) => boolean;
  readonly denialMessage: (reason: string, reference: string, message?: string) => string;
}

/** Loads the very file that a deployment uploads: what is previewed is what is deployed. */
export function loadBundle(): EnricherBundle {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(ENRICHER_FILE) as EnricherBundle;
}
