import type { Expression, RulesetDocument } from '../../../src/core/document/document';

/** Rules with the environment variables of their function. */
export interface Deployed {
  readonly document: RulesetDocument;
  readonly environment: Readonly<Record<string, string>>;
}

/** The table or function of a source, as its function gets it; undefined if the rules compute it. */
export function targetText({ op, args }: Expression, environment: Readonly<Record<string, string>>): string | undefined {
  const text = op === 'literal' ? args?.[0] : op === 'slot' ? environment[String(args?.[0])] : undefined;
  return typeof text === 'string' ? text : undefined;
}
