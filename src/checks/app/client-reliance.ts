import type { CheckedApp } from './app-check';
import { isTrusted, levelOf } from './levels';
import { withRegistration } from './pool-writers';
import { accessDecisionsOf, contributionsOf } from '../../analysis/access-decisions';

/**
 * True if an access decision relies on an attribute that no app client may write, so that it would not be safe with app clients that applications
 * register. Whether a pool allows that is only known at deployment.
 */
export function reliesOnClients({ compilation: { document }, writers }: CheckedApp): boolean {
  const open = withRegistration(writers, document.rules);
  return open !== undefined && accessDecisionsOf(document).some(decision => contributionsOf(decision, document)
    .some(part => levelOf(part, writers) !== undefined && isTrusted(levelOf(part, writers)) && !isTrusted(levelOf(part, open))));
}
