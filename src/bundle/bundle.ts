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

/** The tokens of an RE2 pattern: a quotation, an escape, a character class, the start of a group, a repetition, or a character. */
const PARTS = /\\Q[^]*?(?:\\E|$)|\\(?:x\{[^}]*\}|x..|[pP]\{[^}]*\}|[pP].|[0-7]{1,3}|[^])|\[\^?\]?(?:\\[^]|\[:\^?\w+:\]|[^\]\\])*\]|\(\?[imsU-]+[:)]|\(\?(?:P?<\w+>|:)|\{\d+(?:,\d*)?\}|[^]/gu;
const FLAGS = /^\(\?[imsU-]/;
/** Tokens that do not match characters themselves. */
const STRUCTURE = /^(?:[()|*+?^$]|\(\?.*|\{\d.*)$/s;
const QUOTATION = '\\Q';

function partsOf(pattern: string): readonly string[] {
  return pattern.match(PARTS) ?? [];
}

/** The allowed patterns, for messages. */
export const PATTERN_ALLOWED = 'a pattern in RE2 syntax without flags; RE2 has no look-around and no backreferences';

/** The problem of a pattern; undefined if the pattern is supported. */
export function patternProblem(pattern: string): string | undefined {
  const flags = partsOf(pattern).find(part => FLAGS.test(part));
  return flags === undefined ? loadBundle().patternProblem(pattern) : `the flags ${flags}`;
}

/** True if a pattern matches the whole text, with the same engine as the function. */
export function matchesPattern(pattern: string, text: string): boolean {
  return loadBundle().matchesPattern(pattern, text);
}

/** True if the text that a pattern extracts can contain the character, judged by each part of the pattern on its own. */
export function canHold(pattern: string, character: string): boolean {
  return extracted(partsOf(pattern)).some(part => part.startsWith(QUOTATION)
    ? part.slice(QUOTATION.length).includes(character)
    : !STRUCTURE.test(part) && matchesPattern(part, character));
}

const OPENING = /^\((?:$|\?P?<)/;

/** The parts of the first group, or all parts if there is no group. */
function extracted(parts: readonly string[]): readonly string[] {
  const start = parts.findIndex(part => OPENING.test(part));
  if (start < 0) {
    return parts;
  }
  let depth = 0;
  const end = parts.findIndex((part, index) => {
    depth += index < start ? 0 : part.startsWith('(') ? 1 : part === ')' ? -1 : 0;
    return index > start && depth === 0;
  });
  return parts.slice(start + 1, end);
}
