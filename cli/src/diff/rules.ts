import { pairs, type Difference, type Report, type Verdict } from './difference';
import type { Cause, ValueControl } from '../../../src/contract/model';
import { controllersOf } from '../../../src/contract/wording';
import { LEVELS } from '../../../src/core/document/document';

/** Who controls a value: somebody less trusted is less secure. */
export function controlDifferences(before: ValueControl, after: ValueControl, report: Report): readonly Difference[] {
  const [former, latter] = [before, after].map(control => controllersOf(control));
  if (former === latter) {
    return [];
  }
  const isLess = LEVELS.indexOf(after.level) > LEVELS.indexOf(before.level) || (after.isUncertain === true && !before.isUncertain);
  return [report(isLess ? 'LESS_SECURE' : 'SAFE', `controlled by ${latter}, before by ${former}`)];
}

/** The rules with one effect. */
interface Effect {
  readonly effect: string;
  readonly restricts: boolean;
  /** The conditions, one of which has to be true; none if the rules always apply. */
  readonly conditions: readonly string[];
}

/**
 * The rules by which something is there. No comparison of two conditions can tell which of them holds more often, so another condition counts as
 * one that holds more often for a grant, and less often for a restriction.
 *
 * @param decides the rules decide about access: what they grant matters, too
 */
export function causeDifferences(
  before: readonly Cause[] = [], after: readonly Cause[] = [], decides: boolean, report: Report,
): readonly Difference[] {
  const { both, removed, added } = pairs(effectsOf(before), effectsOf(after), ({ effect }) => effect);
  const verdict = ({ restricts }: Effect, isThereMore: boolean): Verdict => (restricts ? !isThereMore : decides && isThereMore) ? 'LESS_SECURE' : 'SAFE';
  return [
    ...both.filter(([former, latter]) => conditionsText(former) !== conditionsText(latter)).map(([former, latter]) =>
      report(verdict(latter, isMore(former, latter)), `${latter.effect}: condition ${conditionsText(latter)}, before ${conditionsText(former)}`)),
    ...removed.map(each => report(verdict(each, false), `no longer: ${effectText(each)}`)),
    ...added.map(each => report(verdict(each, true), `also: ${effectText(each)}`)),
  ];
}

function effectsOf(causes: readonly Cause[]): readonly Effect[] {
  return [...new Set(causes.map(({ effect }) => effect))].map(effect => {
    const same = causes.filter(each => each.effect === effect);
    const conditions = same.flatMap(({ when }) => when ?? []);
    return { effect, restricts: same[0].restricts === true, conditions: conditions.length < same.length ? [] : [...new Set(conditions)].sort() };
  });
}

/** Whether the rules apply more often. In doubt, a grant does and a restriction does not. */
function isMore(before: Effect, after: Effect): boolean {
  if (before.conditions.length === 0 || after.conditions.length === 0) {
    return after.conditions.length === 0;
  }
  const isSubset = (some: Effect, all: Effect): boolean => some.conditions.every(each => all.conditions.includes(each));
  return after.restricts ? isSubset(before, after) : !isSubset(after, before);
}

function conditionsText({ conditions }: Effect): string {
  return conditions.join(' or ') || 'none';
}

function effectText(effect: Effect): string {
  return `${effect.effect}${effect.conditions.length > 0 ? ` when ${conditionsText(effect)}` : ''}`;
}
