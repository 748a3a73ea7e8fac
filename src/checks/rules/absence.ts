import type { WarningCheck } from './check';
import { absencesOf, comparedIn, knownWithout, type Absence } from '../../analysis/absent-values';
import { accessDecisionsOf, type AccessDecision } from '../../analysis/access-decisions';
import { facetOf } from '../../analysis/facets';
import { isGrant, negativeConditionsIn } from '../../analysis/negative-conditions';
import { possibly, type RequiredResult } from '../../analysis/possible-results';
import type { Expression, RulesetDocument } from '../../core/document/document';
import type { Warning } from '../../problems/problems';

/** A rule that gives access because something is not there: a missing item must not be as good as a good one. */
export const ABSENCE_GRANTS: WarningCheck = {
  id: 'AbsenceGrants',
  finds: 'a rule that gives scopes, groups, roles or an authorizing claim to those of whom something is absent',
  warnings: ({ document }) => {
    const canBeWithout = possibleWithout();
    return accessDecisionsOf(document).filter(isGrant).flatMap(decision => granting(decision, document, canBeWithout).map((comparison): Warning => ({
      id: 'AbsenceGrants',
      path: decision.path,
      message: `the rule gives ${decision.decides} also where the value that ${comparison.op} looks at is absent, as a comparison with it is false then: ask for it `
        + 'with exists() or isPresent(), or say what counts instead with orElse(...)',
    })));
  },
};

type CanBeWithout = (absence: Absence, required: readonly RequiredResult[]) => boolean;

/** The same absence is asked for by many comparisons. */
function possibleWithout(): CanBeWithout {
  const found = new Map<Absence['missing'], Map<boolean, ReturnType<typeof possibly>>>();
  return (absence, required) => {
    const { missing, onMachines } = absence;
    const ofMissing = found.get(missing) ?? new Map<boolean, ReturnType<typeof possibly>>();
    const canBe = ofMissing.get(onMachines) ?? possibly(knownWithout(absence));
    found.set(missing, ofMissing.set(onMachines, canBe));
    return canBe(required);
  };
}

/** The comparisons that give by being false, where they are false because something is absent. */
function granting(decision: AccessDecision, document: RulesetDocument, canBeWithout: CanBeWithout): readonly Expression[] {
  const { subjects } = decision.rule;
  const found = negativeConditionsIn(decision, document).filter(({ condition, element, required }) => {
    const facet = facetOf(condition.op);
    return facet.kind === 'comparison' && facet.looksAt === 'VALUE'
      && comparedIn(condition).some(value => absencesOf(value, subjects, element).some(absence => canBeWithout(absence, required)));
  });
  return [...new Set(found.map(({ condition }) => condition))];
}
