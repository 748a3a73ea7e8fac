import type { AppCheck } from './app-check';
import { describeContent } from '../../cdk/token-content';

/** Lazy values that changed after the rules were compiled. */
export const CHANGED_VALUE: AppCheck = {
  name: 'ChangedValue',
  finds: 'a lazy value that is another one at the end of synthesis than when the rules were compiled',
  findings: ({ compilation: { slots } }) => ({
    problems: slots.changed().map(({ path, resolved }) => ({
      check: 'ChangedValue',
      path,
      given: `a lazy value that was ${describeContent(resolved)} when the enricher was made, and has changed since`,
      allowed: 'values that are final when the enricher is made, and values of the deployment',
      fix: 'make the enricher after what the value depends on',
    })),
  }),
};
