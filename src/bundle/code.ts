import * as fs from 'fs';
import * as path from 'path';
import type { Expression, RulesetDocument } from '../core/document/document';
import { collect, evaluatedExpressions } from '../core/document/expressions';
import { keyExpressions, targetOf } from '../core/document/source-keys';
import { operatorOf } from '../core/operators';

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
