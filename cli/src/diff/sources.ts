import { pairs, reporter, type Difference, type Verdict } from './difference';
import { controlDifferences } from './rules';
import type { Contract, Permission, SourceUse } from '../../../src/contract/model';
import type { Json, JsonMap } from '../../../src/core/document/json';

/** Differences in the tables and functions that are read, the permissions for them, and the values that are declared trusted. */
export function sourceDifferences(before: Contract, after: Contract): readonly Difference[] {
  const sources = pairs(before.sources, after.sources, ({ name }) => name);
  const trusted = pairs(before.trusted, after.trusted, ({ value }) => value);
  return [
    ...sources.both.flatMap(([former, latter]) => oneSource(former, latter)),
    ...sources.removed.map(({ name }) => reporter('sources', name)('SAFE', 'no longer read')),
    ...sources.added.map(source => reporter('sources', source.name)('SAFE', `read: ${readText(source)}`)),
    ...permissionDifferences(before.permissions, after.permissions),
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

/** Each action on each resource, with the values that its conditions allow. */
function permissionDifferences(before: readonly Permission[], after: readonly Permission[]): readonly Difference[] {
  const [former, latter] = [before, after].map(limitsByPermission);
  const { both, added, removed } = pairs([...former.keys()], [...latter.keys()], each => each);
  return [
    ...added.map(each => reporter('permissions', each)('LESS_SECURE', 'granted')),
    ...removed.map(each => reporter('permissions', each)('SAFE', 'no longer granted')),
    ...both.flatMap(([each]) => {
      const report = reporter('permissions', each);
      const values = pairs(former.get(each)!, latter.get(each)!, ({ key, value }) => `${key} ${value}`);
      const keys = pairs(keysOf(former.get(each)!), keysOf(latter.get(each)!), key => key);
      const changed = (those: readonly Limit[]): string => those.filter(({ key }) => keys.both.some(([same]) => same === key)).map(({ key, value }) => `${key} ${value}`).join(', ');
      const [more, less] = [changed(values.added), changed(values.removed)];
      return [
        ...keys.removed.length > 0 ? [report('LESS_SECURE', `no longer limited by ${keys.removed.join(', ')}`)] : [],
        ...keys.added.length > 0 ? [report('SAFE', `limited by ${keys.added.join(', ')}`)] : [],
        ...more === '' ? [] : [report('LESS_SECURE', `also with ${more}`)],
        ...less === '' ? [] : [report('SAFE', `no longer with ${less}`)],
      ];
    }),
  ];
}

/** For example the key `dynamodb:Attributes` with the value `plan`. */
interface Limit {
  readonly key: string;
  readonly value: string;
}

/** Several statements can be about the same action and resource. One without conditions makes those of the others pointless. */
function limitsByPermission(permissions: readonly Permission[]): ReadonlyMap<string, readonly Limit[]> {
  const found = new Map<string, ReadonlyArray<readonly Limit[]>>();
  for (const { actions, resources, conditions } of permissions) {
    for (const name of actions.flatMap(action => resources.map(resource => `${action} on ${resource}`))) {
      found.set(name, [...found.get(name) ?? [], limitsIn(conditions)]);
    }
  }
  return new Map([...found].map(([name, statements]) => [name, statements.some(limits => limits.length === 0) ? [] : statements.flat()]));
}

function limitsIn(conditions: Json | undefined): readonly Limit[] {
  return Object.values((conditions ?? {}) as JsonMap).flatMap(keys =>
    Object.entries(keys as JsonMap).flatMap(([key, values]) => [values].flat().map(value => ({ key, value: typeof value === 'string' ? value : JSON.stringify(value) }))));
}

function keysOf(limits: readonly Limit[]): readonly string[] {
  return [...new Set(limits.map(({ key }) => key))];
}
