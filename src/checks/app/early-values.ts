import type { AppCheck } from './app-check';
import { describeContent } from '../../cdk/token-content';

/** Lazy values that have changed since the rules were compiled. */
export const CHANGED_VALUE: AppCheck = {
  name: 'ChangedValue',
  finds: 'a lazy value that has changed between the compilation of the rules and the end of synthesis',
  findings: ({ compilation: { slots } }) => ({
    problems: slots.changed().map(({ path, resolved }) => ({
      check: 'ChangedValue',
      path,
      given: `a lazy value that was ${describeContent(resolved)} when the enricher was created, and has changed since`,
      allowed: 'values that are final when the enricher is created, and deploy-time values',
      fix: 'create the enricher after the constructs that the value depends on',
    })),
  }),
};
