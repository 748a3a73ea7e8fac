import { pairs, reporter, sameMembers, type Change, type Difference } from './difference';
import { causeDifferences, controlDifferences } from './rules';
import type { Contract, Denial, Scope } from '../../../src/contract/model';
import { scopeName } from '../../../src/contract/wording';
import { SUBJECTS } from '../../../src/describe/wording';

const WHERE = 'scopes';

/** Differences in the scopes that rules add, remove and keep. */
export function scopeDifferences({ scopes: before }: Contract, { scopes: after }: Contract): readonly Difference[] {
  return [
    ...listDifferences(before.added, after.added, 'GRANTS', {
      removed: ['BREAKING', 'no longer added'], added: ['LESS_SECURE', 'added by a rule'],
    }),
    ...listDifferences(before.suppressed, after.suppressed, 'RESTRICTS', {
      removed: ['LESS_SECURE', 'no longer suppressed'], added: ['BREAKING', 'suppressed'],
    }),
    ...keptDifferences(before.keptOnly, after.keptOnly),
  ];
}

interface Changes {
  readonly removed: Change;
  readonly added: Change;
}

function listDifferences(before: readonly Scope[], after: readonly Scope[], effect: 'GRANTS' | 'RESTRICTS', changes: Changes): readonly Difference[] {
  const { both, removed, added } = pairs(before, after, scopeName);
  return [
    ...both.flatMap(([former, latter]) => oneScope(former, latter, effect)),
    ...removed.map(scope => {
      const wider = added.find(other => covers(other, scope));
      const change: Change = wider ? ['SAFE', `is one of ${scopeName(wider)}`] : changes.removed;
      return reporter(WHERE, scopeName(scope))(...change);
    }),
    ...added.map(scope => {
      const [verdict, change] = changes.added;
      return reporter(WHERE, scopeName(scope))(verdict, before.some(other => covers(scope, other)) ? 'covers more scopes than before' : change);
    }),
  ];
}

/** True if a computed scope can be the other one. */
function covers({ scope, isWhole }: Scope, other: Scope): boolean {
  return !isWhole && other.scope.startsWith(scope) && other.scope !== scope;
}

function oneScope(before: Scope, after: Scope, effect: 'GRANTS' | 'RESTRICTS'): readonly Difference[] {
  const report = reporter(WHERE, scopeName(after));
  return [
    ...subjectDifferences(before, after, effect).map(([verdict, change]) => report(verdict, change)),
    ...causeDifferences(before.causes, after.causes, true, report),
    ...controlDifferences(before.control, after.control, report),
  ];
}

function subjectDifferences({ subjects: before }: Scope | Denial, { subjects: after }: Scope | Denial, effect: 'GRANTS' | 'RESTRICTS'): readonly Change[] {
  const more = after.filter(each => !before.includes(each)).map(each => SUBJECTS[each]);
  const less = before.filter(each => !after.includes(each)).map(each => SUBJECTS[each]);
  return [
    ...more.length > 0 ? [[effect === 'GRANTS' ? 'LESS_SECURE' : 'BREAKING', `also for ${more.join(', ')}`] satisfies Change] : [],
    ...less.length > 0 ? [[effect === 'GRANTS' ? 'BREAKING' : 'LESS_SECURE', `no longer for ${less.join(', ')}`] satisfies Change] : [],
  ];
}

/** A rule that keeps scopes removes all others. */
function keptDifferences(before: readonly Scope[], after: readonly Scope[]): readonly Difference[] {
  const report = reporter(WHERE, 'kept by rules that remove all others');
  if (before.length === 0 || after.length === 0) {
    return before.length > 0 ? [report('LESS_SECURE', 'all scopes, before only some')] : after.length > 0 ? [report('BREAKING', `only ${after.map(scopeName).join(', ')}`)] : [];
  }
  return listDifferences(before, after, 'RESTRICTS', { removed: ['BREAKING', 'no longer kept'], added: ['LESS_SECURE', 'kept, before removed'] });
}

/** Differences in the denials of tokens. */
export function denialDifferences({ denials: before }: Contract, { denials: after }: Contract): readonly Difference[] {
  const { both, removed, added } = pairs(before, after, ({ message }) => message);
  const conditionsOf = ({ causes }: Denial): ReadonlyArray<string | undefined> => causes.map(({ when }) => when);
  const isSame = (one: Denial, other: Denial): boolean =>
    sameMembers(conditionsOf(one), conditionsOf(other)) && sameMembers(one.subjects, other.subjects);
  return [
    ...both.flatMap(([former, latter]) => {
      const report = reporter('denials', `'${latter.message}'`);
      return [
        ...subjectDifferences(former, latter, 'RESTRICTS').map(([verdict, change]) => report(verdict, change)),
        ...causeDifferences(former.causes, latter.causes, true, report),
        ...controlDifferences(former.control, latter.control, report),
      ];
    }),
    ...removed.map(denial => {
      const other = added.find(each => isSame(denial, each));
      const change: Change = other ? ['SAFE', `message is now '${other.message}'`] : ['LESS_SECURE', 'no longer denied'];
      return reporter('denials', `'${denial.message}'`)(...change);
    }),
    ...added.filter(denial => !removed.some(each => isSame(denial, each))).map(({ message }) => reporter('denials', `'${message}'`)('BREAKING', 'denied')),
  ];
}
