import { claimDifferences } from './claims';
import { VERDICTS, type Difference } from './difference';
import { denialDifferences, scopeDifferences } from './scopes';
import { sourceDifferences } from './sources';
import type { Contract } from '../../../src/contract/model';

/** All changes between two contracts, the most severe first. The order of rules makes no difference. */
export function differencesOf(before: Contract, after: Contract): readonly Difference[] {
  const all = [claimDifferences, scopeDifferences, denialDifferences, sourceDifferences].flatMap(compare => compare(before, after));
  return VERDICTS.flatMap(verdict => all.filter(each => each.verdict === verdict));
}
