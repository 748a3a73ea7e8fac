import type { ValueControl } from './model';
import type { ContractFacts } from './token-context';
import { originalClaims, type OriginalClaim } from '../analysis/original-claims';
import { contributionsTo, contributionsToSource, type Contribution, type ProvenanceContext } from '../analysis/provenance';
import type { CheckedApp } from '../checks/app/app-check';
import { levelOf } from '../checks/app/levels';
import { LEVELS, type Rule, type RulesetDocument } from '../core/document/document';
import { expressionsOf } from '../core/document/expressions';

/** Those who control values, in all user pools of an enricher. */
export function controlIn(apps: readonly CheckedApp[], document: RulesetDocument): Pick<ContractFacts, 'controlOf' | 'controlOfSource'> {
  const originals = originalClaims(document.rules);
  return {
    controlOf: rules => {
      const parts = rules.flatMap(rule => contributionsToRule(rule, originals.filter(original => original.rule === rule), document));
      return controlOf(parts, apps);
    },
    controlOfSource: name => controlOf(contributionsToSource(name, document), apps),
  };
}

/** The condition and the values together, and the claim of Cognito that a rule lets through. */
function contributionsToRule(rule: Rule, originals: readonly OriginalClaim[], document: RulesetDocument): readonly Contribution[] {
  const context: ProvenanceContext = { ...document, subjects: rule.subjects };
  const requestsScopes = rule.kind === 'addScope' || rule.kind === 'keepScopes';
  return [
    ...expressionsOf(rule).flatMap(([member, expression]) => contributionsTo(expression, { ...context, ...requestsScopes && member === 'value' && { requestsScopes } })),
    ...originals.flatMap(({ expression }) => contributionsTo(expression, context)),
  ];
}

function controlOf(parts: readonly Contribution[], apps: readonly CheckedApp[]): ValueControl {
  const found = apps.flatMap(({ writers }) => parts.map(part => levelOf(part, writers)));
  const attributes = [...new Set(parts.flatMap(({ attribute }) => attribute ?? []))].sort();
  return {
    // without values, the rules decide alone
    level: [...LEVELS].reverse().find(level => found.includes(level)) ?? 'OPERATOR',
    ...attributes.length > 0 && { attributes },
    ...found.includes(undefined) && { isUncertain: true as const },
  };
}
