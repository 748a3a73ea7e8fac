import type { CheckedRules, WarningCheck } from './check';
import { PREFERRED_ROLE } from './roles';
import { absencesOf, comparedIn, knownWithout, type Absence } from '../../analysis/absent-values';
import { accessDecisionsOf, type AccessDecision } from '../../analysis/access-decisions';
import { facetOf } from '../../analysis/facets';
import { isGrant, negativeConditionsIn } from '../../analysis/negative-conditions';
import { possibly, type RequiredResult } from '../../analysis/possible-results';
import { withoutSource } from '../../analysis/unavailable';
import { isAttributeClaim } from '../../core/cognito/claims';
import { isEnforced, type Expression, type Rule, type RulesetDocument } from '../../core/document/document';
import { expressionsOf, placeOf, sourcesReachedBy } from '../../core/document/expressions';
import { ownMember } from '../../core/document/json';
import { authorizingClaims, directionOf, type Direction } from '../../core/plan/plan';
import type { Warning } from '../../problems/problems';

/** Claims to which a standard gives a meaning. */
const STANDARDS: ReadonlyMap<string, string> = new Map([
  ['may_act', 'RFC 8693, section 4.4: the party that may act for the subject'],
  ['cnf', 'RFC 7800: the key that the bearer must prove to possess'],
  ['sid', 'OpenID Connect Front-Channel Logout 1.0, section 3: the session at the issuer'],
  ['authorization_details', 'RFC 9396, section 9.1: the permissions that were requested and granted'],
]);

/** Claims that readers understand by a standard. */
const STANDARD_CLAIM: WarningCheck = {
  id: 'StandardClaim',
  finds: 'a claim to which a standard gives a meaning that Amazon Cognito does not check',
  warnings: ({ document }) => document.rules.flatMap(rule => {
    const standard = rule.kind === 'setClaim' && rule.mode !== 'DISABLED' ? STANDARDS.get(rule.claim) : undefined;
    return standard === undefined ? [] : [{
      id: 'StandardClaim',
      path: placeOf(rule, 'claim'),
      message: `readers understand the claim by ${standard}. Amazon Cognito does not check it`,
      fix: 'make sure that the value has this meaning',
    }];
  }),
};

/** Rules that are not enforced do not mask anything. */
const INACTIVE_MASK: WarningCheck = {
  id: 'InactiveMask',
  finds: 'a rule that would mask an attribute in the ID token, but is not enforced',
  warnings: ({ document }) => document.rules.flatMap((rule): Warning[] => {
    const masks = (rule.kind === 'setClaim' || rule.kind === 'suppressClaim') && rule.tokens.includes('ID') && isAttributeClaim(rule.claim);
    return masks && !isMasked(rule.claim, document.rules)
      ? [{ id: 'InactiveMask', path: rule.id, message: `the rule has mode ${rule.mode}: Amazon Cognito puts '${rule.claim}' into the ID token unmasked`, fix: 'set mode to ENFORCE, or mask the attribute with another rule' }]
      : [];
  }),
};

/** True if an enforced rule masks the attribute. */
function isMasked(claim: string, rules: readonly Rule[]): boolean {
  return rules.some(rule => (rule.kind === 'setClaim' || rule.kind === 'suppressClaim') && rule.claim === claim && rule.mode === 'ENFORCE' && rule.tokens.includes('ID'));
}

/** `OnError.OMIT` does not weaken rules that restrict or decide. */
const OMIT_HAS_NO_EFFECT: WarningCheck = {
  id: 'OmitHasNoEffect',
  finds: 'a rule that restricts or decides and reads a source with OnError.OMIT: if the source cannot be read, the rule applies',
  warnings: ({ document }) => omitted(document, 'APPLIES').map(({ rule, source, direction }) => ({
    id: 'OmitHasNoEffect',
    path: rule.id,
    message: `source '${source}' has OnError.OMIT, which has no effect on this rule: if it cannot be read, the rule ${direction === 'DENIES' ? 'denies the token' : 'applies'}`,
    fix: 'use OnError.DENY, which says so',
  })),
};

/** A fallback for an account without the attribute is not meant for an outage. */
const LAPSES_WHEN_UNAVAILABLE: WarningCheck = {
  id: 'LapsesWhenUnavailable',
  finds: 'a rule that restricts or decides, and that an outage of a source lifts, as orElse has whenUnavailable',
  warnings: ({ document }) => omitted(document, 'LAPSES').map(({ rule, source }) => ({
    id: 'LapsesWhenUnavailable',
    path: rule.id,
    message: `if source '${source}' cannot be read, the rule uses a fallback instead of what the source says`,
    fix: 'remove whenUnavailable: true from orElse(...), or use OnError.DENY',
  })),
};

interface Omitted {
  readonly rule: Rule;
  readonly source: string;
  readonly direction: Direction;
}

/** The sources with `OnError.OMIT` of rules that restrict or decide, where a failed read has this effect. */
function omitted(document: CheckedRules['document'], effect: 'APPLIES' | 'LAPSES'): readonly Omitted[] {
  const authorizing = authorizingClaims(document.rules);
  return document.rules.filter(isEnforced).flatMap(rule => {
    const direction = directionOf(rule, authorizing);
    const read = direction === 'GRANTS' ? [] : [...sourcesReachedBy(expressionsOf(rule).map(([, expression]) => expression), document.sources)].sort();
    return read.filter(source => ownMember(document.sources, source)?.onError === 'OMIT' && withoutSource(rule, source, document) === effect)
      .map(source => ({ rule, source, direction }));
  });
}

/** Removing a group does not remove its IAM role: the rule has to set iamRoles, too. */
const ROLES_REMAIN: WarningCheck = {
  id: 'RolesRemain',
  finds: 'a GroupRule that sets groups but not iamRoles',
  warnings: ({ document }) => document.rules.flatMap((rule): Warning[] => rule.kind === 'setGroups' && rule.groups && !rule.iamRoles && rule.mode !== 'DISABLED' ? [{
    id: 'RolesRemain',
    path: rule.id,
    message: 'the rule sets groups but not iamRoles: identity pools still see the IAM roles of the groups that it removes',
    fix: 'set iamRoles too',
  }] : []),
};

/** Rules that suppress a claim which no token contains. */
const NOTHING_TO_SUPPRESS: WarningCheck = {
  id: 'NothingToSuppress',
  finds: 'a rule that suppresses a claim which no token contains',
  warnings: ({ document }) => document.rules.flatMap((rule): Warning[] => rule.kind === 'suppressClaim' && rule.tokens.length === 0 ? [{
    id: 'NothingToSuppress',
    path: `${rule.id}.name`,
    message: `'${rule.claim}' is neither an attribute nor set by a rule, so no token contains it`,
    fix: 'remove the rule, or set tokens if a token contains it nevertheless',
  }] : []),
};

/** A rule that grants access because a value is absent: a missing item must not grant access. */
const ABSENCE_GRANTS: WarningCheck = {
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

export const WARNINGS: readonly WarningCheck[] = [
  INACTIVE_MASK,
  OMIT_HAS_NO_EFFECT,
  LAPSES_WHEN_UNAVAILABLE,
  ROLES_REMAIN,
  NOTHING_TO_SUPPRESS,
  STANDARD_CLAIM,
  PREFERRED_ROLE,
  ABSENCE_GRANTS,
];
