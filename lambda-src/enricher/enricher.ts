/** The pure part of the function: no network, no timers, no environment. Previews and tests load this file alone. */
export { differences } from './differences';
export { conclude, enrichWithItems } from './enrich';
export { Enrichment } from './enrichment';
export { loadRuleset } from './ruleset';
export { matchesPattern, patternProblem } from './tools';
export { readEvent } from '../../src/core/cognito/token-request';
export { refusalMessage } from '../../src/core/cognito/refusal';
