import type * as Crypto from 'crypto';
import type * as Engine from './pattern-engine';
import type { Tools } from '../../src/core/operators/operator';

/* eslint-disable @typescript-eslint/no-require-imports */

/** Loaded for rules that use them alone: each would take milliseconds of every cold start. */
export const TOOLS: Tools = {
  pattern: source => (require('./pattern-engine') as typeof Engine).compilePattern(source),
  sha256: text => (require('crypto') as typeof Crypto).createHash('sha256').update(text, 'utf8').digest('hex'),
};

/** The whole text matches a pattern. */
export function matchesPattern(source: string, text: string): boolean {
  return TOOLS.pattern(source).matches(text);
}

/** What is wrong with a pattern; nothing when it can be run. */
export function patternProblem(source: string): string | undefined {
  try {
    TOOLS.pattern(source);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
