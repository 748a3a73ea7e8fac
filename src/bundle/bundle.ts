import * as fs from 'fs';
import * as path from 'path';
import type { TokenRequest } from '../core/cognito/token-request';
import type { Decision } from '../core/document/decision';
import type { Expression, RulesetDocument } from '../core/document/document';
import { collect, evaluatedExpressions, keyExpressions, targetOf } from '../core/document/expressions';
import type { JsonMap } from '../core/document/json';
import { operatorOf } from '../core/operators';
import type { Reading } from '../core/operators/operator';
import type { ResultOf } from '../core/operators/result';
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

/** The folder with the prebuilt code of the function. */
const FOLDER = path.join(__dirname, '..', '..', 'assets', 'enricher');
/** The code of the function, without the entry module that Lambda loads. Every asset, preview and test uses this file. */
export const ENRICHER_FILE = path.join(FOLDER, 'enricher.js');

/** The code files of an asset: the function, and the engines that its rules need. */
export function codeFor(document: RulesetDocument): ReadonlyMap<string, Buffer> {
  const files = [
    'index.mjs',
    'enricher.js',
    ...usesPatterns(document) ? ['pattern-engine.js'] : [],
    ...keepsAnswers(document) ? ['cache-engine.js'] : [],
    ...Object.values(document.sources).some(({ kind }) => kind === 'function') ? ['function-engine.js'] : [],
  ];
  return new Map(files.map(file => [file, fs.readFileSync(path.join(FOLDER, file))]));
}

function keepsAnswers({ sources }: RulesetDocument): boolean {
  return Object.values(sources).some(({ cacheTtl, maxStale }) => (cacheTtl ?? maxStale) !== undefined);
}

function usesPatterns({ rules, sources }: RulesetDocument): boolean {
  // the function loads all sources, including those that no rule reads
  const expressions: readonly Expression[] = [
    ...evaluatedExpressions(rules, {}), ...Object.values(sources).flatMap(source => [targetOf(source), ...keyExpressions(source)]),
  ];
  return [...collect(expressions, ({ op }) => [op])].some(name => operatorOf(name).parameters.some(({ type }) => type === 'pattern'));
}
