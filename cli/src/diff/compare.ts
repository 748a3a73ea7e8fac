import { pairs, type Difference, type Pairs } from './difference';
import { differencesOf } from './index';
import type { Contract } from '../../../src/contract/model';
import { UsageError } from '../errors';

/** The differences of one enricher. */
export interface EnricherDifferences {
  /** The construct path after the change, or before it if the enricher is gone. */
  readonly enricher: string;
  readonly differences: readonly Difference[];
}

/**
 * Compares enrichers with the same construct path, also below another name of the stack or stage. The only enricher of one side is compared with the
 * only one of the other.
 */
export function compareEnrichers(before: readonly Contract[], after: readonly Contract[]): readonly EnricherDifferences[] {
  const isOne = before.length === 1 && after.length === 1;
  const { both, removed, added } = isOne ? { both: [[before[0], after[0]] as const], removed: [], added: [] } : matched(before, after);
  if (both.length === 0) {
    throw new UsageError([`The enrichers have no path in common: before ${listed(before)}, after ${listed(after)}. Compare contract files of two of them: \`token-enricher contract <path> --json\`.`]);
  }
  return [...both, ...removed.map(each => [each, without(each)] as const), ...added.map(each => [without(each), each] as const)]
    .map(([former, latter]) => ({ enricher: latter.enricher, differences: differencesOf(former, latter) }))
    .sort((left, right) => left.enricher < right.enricher ? -1 : 1);
}

function matched(before: readonly Contract[], after: readonly Contract[]): Pairs<Contract> {
  const { both, removed, added } = pairs(before, after, ({ enricher }) => enricher);
  const isOnly = (each: Contract, _: number, those: readonly Contract[]): boolean =>
    those.filter(other => pathBelow(other) === pathBelow(each)).length === 1;
  const renamed = pairs(removed.filter(isOnly), added.filter(isOnly), pathBelow).both;
  const [gone, come] = [renamed.map(([former]) => former), renamed.map(([, latter]) => latter)];
  return { both: [...both, ...renamed], removed: removed.filter(each => !gone.includes(each)), added: added.filter(each => !come.includes(each)) };
}

/** The construct path without the stack or stage. */
function pathBelow({ enricher }: Contract): string {
  return enricher.slice(enricher.indexOf('/') + 1);
}

function listed(contracts: readonly Contract[]): string {
  return contracts.map(({ enricher }) => enricher).join(', ');
}

/** A contract without claims: that of an enricher that is not there. */
function without({ version, enricher, triggerVersion }: Contract): Contract {
  const scopes = { added: [], suppressed: [], keptOnly: [] };
  return { version, enricher, triggerVersion, tokens: [], scopes, denials: [], sources: [], permissions: [], trusted: [], sizes: [] };
}
