import { sameMembers, type Difference, type Report } from './difference';
import type { Claim, ValueControl } from '../../../src/contract/model';
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

/**
 * The conditions under which rules apply. No comparison of two conditions can tell which of them holds more often.
 *
 * @param grants the rule decides about access: under more conditions, more people get it. A restriction is the reverse
 */
export function conditionDifferences(
  before: Pick<Claim, 'conditions'>, after: Pick<Claim, 'conditions'>, grants: 'GRANTS' | 'RESTRICTS' | 'NEITHER', report: Report,
): readonly Difference[] {
  if (sameMembers(before.conditions, after.conditions)) {
    return [];
  }
  const [former, latter] = [before, after].map(({ conditions = [] }) => conditions.join(' or ') || 'none');
  const isStricter = grants === 'GRANTS' ? !before.conditions : !after.conditions;
  const verdict = grants === 'NEITHER' || isStricter ? 'SAFE' : 'LESS_SECURE';
  return [report(verdict, `condition ${latter}, before ${former}`)];
}
