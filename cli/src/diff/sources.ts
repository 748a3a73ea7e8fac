import { pairs, reporter, type Difference, type Verdict } from './difference';
import { permissionDifferences } from './permissions';
import { controlDifferences } from './rules';
import type { Contract, SourceUse } from '../../../src/contract/model';

/** Differences in the tables and functions that are read, the permissions for them, and the values that are declared trusted. */
export function sourceDifferences(before: Contract, after: Contract): readonly Difference[] {
  const sources = pairs(before.sources, after.sources, ({ name }) => name);
  const trusted = pairs(before.trusted, after.trusted, ({ value }) => value);
  return [
    ...sources.both.flatMap(([former, latter]) => oneSource(former, latter)),
    ...sources.removed.map(({ name }) => reporter('sources', name)('SAFE', 'no longer read')),
    ...sources.added.map(source => reporter('sources', source.name)('SAFE', `read: ${readText(source)}`)),
    ...permissionDifferences(before, after),
    ...trusted.added.map(({ value, reason }) => reporter('declared trusted', value)('LESS_SECURE', `added: ${reason}`)),
    ...trusted.removed.map(({ value }) => reporter('declared trusted', value)('SAFE', 'removed')),
    ...trusted.both.filter(([former, latter]) => former.reason !== latter.reason)
      .map(([former, latter]) => reporter('declared trusted', latter.value)('SAFE', `reason '${latter.reason}', before '${former.reason}'`)),
    ...before.triggerVersion === after.triggerVersion ? [] : [reporter('trigger', 'event version')('SAFE', `${after.triggerVersion}, before ${before.triggerVersion}`)],
  ];
}

function keyText({ key }: SourceUse): string {
  return Object.entries(key).map(([attribute, value]) => `${attribute} = ${value}`).sort().join(', ');
}

function readText(source: SourceUse): string {
  const { target, index, sortCondition } = source;
  return [target, ...index === undefined ? [] : [`index ${index}`], keyText(source), ...sortCondition === undefined ? [] : [sortCondition]].join(', ');
}

function oneSource(before: SourceUse, after: SourceUse): readonly Difference[] {
  const report = reporter('sources', before.name);
  const changed = (member: string, former: string | undefined, latter: string | undefined, verdict: Verdict): readonly Difference[] =>
    former === latter ? [] : [report(verdict, `${member} ${latter ?? 'none'}, before ${former ?? 'none'}`)];
  return [
    ...changed('reads', before.target, after.target, 'SAFE'),
    // other items are read: no comparison can tell whether they are those of the user
    ...changed('index', before.index, after.index, 'LESS_SECURE'),
    ...changed('key', keyText(before), keyText(after), 'LESS_SECURE'),
    // without a condition the read finds all items of the partition
    ...changed('sort key condition', before.sortCondition, after.sortCondition, before.sortCondition === undefined ? 'SAFE' : 'LESS_SECURE'),
    ...changed('if a read fails:', before.onError, after.onError, after.onError === 'DENY' ? 'BREAKING' : before.onError === 'DENY' ? 'LESS_SECURE' : 'SAFE'),
    ...controlDifferences(before.control, after.control, report),
  ];
}
