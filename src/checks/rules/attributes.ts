import { keyParts, type Check, type CheckedRules } from './check';
import { facetOf } from '../../analysis/facets';
import { STANDARD_ATTRIBUTES } from '../../core/cognito/claims';
import type { Expression } from '../../core/document/document';
import { expressionsOf, placeOf, walk } from '../../core/document/expressions';
import { didYouMean } from '../../problems/suggest';

/** Attributes that a user has beside those of the profile. */
const OF_COGNITO: readonly string[] = ['sub', 'identities', 'cognito:user_status', 'cognito:email_alias', 'cognito:phone_number_alias', 'cognito:mfa_enabled'];

/** Names that no attribute of a user pool has. */
export const UNKNOWN_ATTRIBUTE: Check = {
  name: 'UnknownAttribute',
  finds: 'an attribute that is neither standard nor custom',
  problems: rules => attributesRead(rules)
    .filter(({ name }) => !STANDARD_ATTRIBUTES.includes(name) && !OF_COGNITO.includes(name) && !/^(custom|dev):./.test(name))
    .map(({ name, path }) => ({
      check: 'UnknownAttribute',
      path,
      given: `'${name}'${didYouMean(name, [...STANDARD_ATTRIBUTES, ...OF_COGNITO])}`,
      allowed: `standard attributes (${STANDARD_ATTRIBUTES.join(', ')}) and custom ones, written custom:name`,
      fix: `correct the name, or write 'custom:${name}' if it is a custom attribute`,
    })),
};

export interface AttributeRead {
  readonly name: string;
  readonly path: string;
}

/** A claim of any name can be set, so that one of that name need not be an attribute. */
function isSet(claim: string, { document: { rules } }: CheckedRules): boolean {
  return rules.some(rule => rule.kind === 'setClaim' && rule.claim === claim);
}

/** The attributes of users that rules, keys and declarations name, with the first place of each in every rule and key. */
export function attributesRead(rules: CheckedRules): readonly AttributeRead[] {
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
