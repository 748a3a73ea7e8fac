import type { WarningCheck } from './check';
import { absencesOf, comparedIn, knownWithout, type Absence } from '../../analysis/absent-values';
import { accessDecisionsOf, type AccessDecision } from '../../analysis/access-decisions';
import { facetOf } from '../../analysis/facets';
import { isGrant, negativeConditionsIn } from '../../analysis/negative-conditions';
import { possibly, type RequiredResult } from '../../analysis/possible-results';
import type { Expression, RulesetDocument } from '../../core/document/document';
import type { Warning } from '../../problems/problems';

/** A rule that grants access because a value is absent: a missing item must not grant access. */
export const ABSENCE_GRANTS: WarningCheck = {
  id: 'AbsenceGrants',
  finds: 'a rule that grants scopes, groups, roles or a claim used for authorization because a value is absent',
  warnings: ({ document }) => {
    const canBeWithout = possibleWithout();
    return accessDecisionsOf(document).filter(isGrant).flatMap(decision => granting(decision, document, canBeWithout).map((comparison): Warning => ({
      id: 'AbsenceGrants',
      path: decision.path,
      message: `the rule also grants ${decision.decides} if the value that ${comparison.op} compares is absent, as a comparison with an absent value is false`,
      fix: 'require it with exists() or isPresent(), or set a default with orElse(...)',
    })));
  },
};

type CanBeWithout = (absence: Absence, required: readonly RequiredResult[]) => boolean;

/** Caches the results, as many comparisons ask about the same absence. */
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

/** The comparisons that grant access when they are false, and that are false when a value is absent. */
function granting(decision: AccessDecision, document: RulesetDocument, canBeWithout: CanBeWithout): readonly Expression[] {
  const { subjects } = decision.rule;
  const found = negativeConditionsIn(decision, document).filter(({ condition, element, required, compared = comparedIn(condition) }) => {
    const facet = facetOf(condition.op);
    return facet.kind === 'comparison' && facet.looksAt === 'VALUE'
      && compared.some(value => absencesOf(value, subjects, element).some(absence => canBeWithout(absence, required)));
  });
  return [...new Set(found.map(({ condition }) => condition))];
}
