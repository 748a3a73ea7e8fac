import { pairs, reporter, type Difference, type Verdict } from './difference';
import type { Contract, Permission } from '../../../src/contract/model';
import type { Json, JsonMap } from '../../../src/core/document/json';

/** The words and verdicts of a statement that allows, and of one that denies, which takes away what another one gives. */
const WORDS = {
  allow: { more: 'LESS_SECURE', less: 'SAFE', added: 'granted', removed: 'no longer granted' },
  deny: { more: 'SAFE', less: 'LESS_SECURE', added: 'denied', removed: 'no longer denied' },
} as const satisfies Record<string, { readonly more: Verdict; readonly less: Verdict; readonly added: string; readonly removed: string }>;

/** Differences in what the role of the function may do: each action on each resource, with the values that its conditions allow. */
export function permissionDifferences(before: Contract, after: Contract): readonly Difference[] {
  const managed = pairs(before.managedPolicies ?? [], after.managedPolicies ?? [], each => each);
  return [
    ...statementDifferences(before.permissions.filter(isAllowed), after.permissions.filter(isAllowed), WORDS.allow),
    ...statementDifferences(before.permissions.filter(each => !isAllowed(each)), after.permissions.filter(each => !isAllowed(each)), WORDS.deny),
    ...managed.added.map(each => reporter('permissions', each)('LESS_SECURE', 'managed policy added')),
    ...managed.removed.map(each => reporter('permissions', each)('SAFE', 'managed policy removed')),
  ];
}

function isAllowed({ effect }: Permission): boolean {
  return effect !== 'Deny';
}

function statementDifferences(
  before: readonly Permission[], after: readonly Permission[], words: typeof WORDS[keyof typeof WORDS],
): readonly Difference[] {
  const [former, latter] = [before, after].map(limitsByPermission);
  const { both, added, removed } = pairs([...former.keys()], [...latter.keys()], each => each);
  return [
    ...added.map(each => reporter('permissions', each)(words.more, words.added)),
    ...removed.map(each => reporter('permissions', each)(words.less, words.removed)),
    ...both.flatMap(([each]) => {
      const report = reporter('permissions', each);
      const values = pairs(former.get(each)!, latter.get(each)!, ({ key, value }) => `${key} ${value}`);
      const keys = pairs(keysOf(former.get(each)!), keysOf(latter.get(each)!), key => key);
      const changed = (those: readonly Limit[]): string => those.filter(({ key }) => keys.both.some(([same]) => same === key)).map(({ key, value }) => `${key} ${value}`).join(', ');
      const [more, less] = [changed(values.added), changed(values.removed)];
      return [
        ...keys.removed.length > 0 ? [report(words.more, `no longer limited by ${keys.removed.join(', ')}`)] : [],
        ...keys.added.length > 0 ? [report(words.less, `limited by ${keys.added.join(', ')}`)] : [],
        ...more === '' ? [] : [report(words.more, `also with ${more}`)],
        ...less === '' ? [] : [report(words.less, `no longer with ${less}`)],
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
  for (const { actions, notActions, resources, notResources, conditions } of permissions) {
    const places = eachOrAllBut(resources, notResources);
    for (const name of eachOrAllBut(actions, notActions).flatMap(action => places.map(place => `${action} on ${place}`))) {
      found.set(name, [...found.get(name) ?? [], limitsIn(conditions)]);
    }
  }
  return new Map([...found].map(([name, statements]) => [name, statements.some(limits => limits.length === 0) ? [] : statements.flat()]));
}

/** Exceptions belong together: without one of the exceptions it is about more. */
function eachOrAllBut(named: readonly string[] | undefined, excluded: readonly string[] = []): readonly string[] {
  return named ?? [`all but ${excluded.join(', ')}`];
}

function limitsIn(conditions: Json | undefined): readonly Limit[] {
  return Object.values((conditions ?? {}) as JsonMap).flatMap(keys =>
    Object.entries(keys as JsonMap).flatMap(([key, values]) => [values].flat().map(value => ({ key, value: typeof value === 'string' ? value : JSON.stringify(value) }))));
}

function keysOf(limits: readonly Limit[]): readonly string[] {
  return [...new Set(limits.map(({ key }) => key))];
}
