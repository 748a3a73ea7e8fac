import type { Difference } from './difference';
import { differencesOf } from './index';
import type { Contract } from '../../../src/contract/model';
import { UsageError } from '../errors';

/** The differences of one enricher. */
export interface EnricherDifferences {
  /** The construct path after the change, or before it if the enricher is gone. */
  readonly enricher: string;
  readonly differences: readonly Difference[];
}

/** Compares enrichers with the same construct path. The only enricher of one side is compared with the only one of the other. */
export function compareEnrichers(before: readonly Contract[], after: readonly Contract[]): readonly EnricherDifferences[] {
  if (before.length === 1 && after.length === 1) {
    return [{ enricher: after[0].enricher, differences: differencesOf(before[0], after[0]) }];
  }
  const paths = [...new Set([...before, ...after].map(({ enricher }) => enricher))].sort();
  const common = paths.filter(path => [before, after].every(side => side.some(({ enricher }) => enricher === path)));
  if (common.length === 0) {
    throw new UsageError([`The enrichers have no path in common: before ${listed(before)}, after ${listed(after)}. Compare contract files of two of them: \`token-enricher contract <path> --json\`.`]);
  }
  return paths.map(path => {
    const [former, latter] = [before, after].map(side => side.find(({ enricher }) => enricher === path));
    return { enricher: path, differences: differencesOf(former ?? without(latter!), latter ?? without(former!)) };
  });
}

function listed(contracts: readonly Contract[]): string {
  return contracts.map(({ enricher }) => enricher).join(', ');
}

/** A contract without claims: that of an enricher that is not there. */
function without({ version, enricher, triggerVersion }: Contract): Contract {
  const scopes = { added: [], suppressed: [], keptOnly: [] };
  return { version, enricher, triggerVersion, tokens: [], scopes, denials: [], sources: [], permissions: [], trusted: [], sizes: [] };
}
