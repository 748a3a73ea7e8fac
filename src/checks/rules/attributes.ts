import { keyParts, type Check, type CheckedRules } from './check';
import { facetOf } from '../../analysis/facets';
import { canBeAttribute, KNOWN_ATTRIBUTES, STANDARD_ATTRIBUTES } from '../../core/cognito/claims';
import type { Expression } from '../../core/document/document';
import { expressionsOf, placeOf, walk } from '../../core/document/expressions';
import { didYouMean } from '../../problems/problems';

/** Attribute names that no user pool can have. */
export const UNKNOWN_ATTRIBUTE: Check = {
  name: 'UnknownAttribute',
  finds: 'an attribute that is neither standard nor custom',
  problems: rules => attributesRead(rules)
    .filter(({ name }) => name !== '' && !canBeAttribute(name))
    .map(({ name, path }) => ({
      check: 'UnknownAttribute',
      path,
      given: `'${name}'${didYouMean(name, KNOWN_ATTRIBUTES)}`,
      allowed: `a standard attribute (${STANDARD_ATTRIBUTES.join(', ')}), or a custom attribute, written custom:name`,
      fix: `correct the name, or write 'custom:${name}' if it is a custom attribute`,
    })),
};

export interface AttributeRead {
  readonly name: string;
  readonly path: string;
}

/** True if a rule sets the claim. Then its name need not be the name of an attribute, as rules can set claims of any name. */
function isSet(claim: string, { document: { rules } }: Pick<CheckedRules, 'document'>): boolean {
  return rules.some(rule => rule.kind === 'setClaim' && rule.claim === claim);
}

/** The user attributes that rules, keys and `trustedAttributes` name, once for each path. */
export function attributesRead(rules: Pick<CheckedRules, 'document' | 'sourcePaths'>): readonly AttributeRead[] {
  const read = new Map<string, AttributeRead>();
  const add = (name: string, path: string): void => {
    read.set(JSON.stringify([name, path]), { name, path });
  };
  const visit = (expression: Expression, path: string): void => walk(expression, ({ op, args = [] }) => {
    const facet = facetOf(op);
    if ('control' in facet && facet.control.kind === 'attribute') {
      add(facet.control.name(args), path);
    }
  });
  for (const rule of rules.document.rules) {
    expressionsOf(rule).forEach(([member, expression]) => visit(expression, placeOf(rule, member)));
    if (rule.kind === 'keepClaims') {
      rule.claims.forEach(name => add(name, `${rule.id}.names`));
    } else if (rule.kind === 'suppressClaim' && rule.claim.startsWith('custom:') && !isSet(rule.claim, rules)) {
      add(rule.claim, placeOf(rule, 'claim'));
    }
  }
  keyParts(rules).forEach(({ path, part }) => visit(part, path));
  Object.keys(rules.document.trustedAttributes).forEach(name => add(name, `trustedAttributes.${name}`));
  return [...read.values()];
}
