import type { Check } from './check';
import { inferExpression } from '../../analysis/inference';
import { isClaimName, mayBeComplex, treatmentOf } from '../../core/cognito/claims';
import { placeOf } from '../../core/document/expressions';
import type { Problem } from '../../problems/problems';

/** Claims that Cognito reserves. */
export const RESERVED_CLAIMS: Check = {
  name: 'ReservedClaim',
  finds: 'a claim that Cognito does not let the function set or suppress',
  problems: ({ document }) => document.rules.flatMap((rule): Problem[] => {
    if (rule.kind !== 'setClaim' && rule.kind !== 'suppressClaim') {
      return [];
    }
    const { set, suppress, why } = treatmentOf(rule.claim);
    const path = placeOf(rule, 'claim');
    if (rule.kind === 'setClaim' && !set && !rule.audience) {
      return [{ check: 'ReservedClaim', path, given: `'${rule.claim}'`, allowed: 'a claim name that Cognito does not reserve', fix: `choose another name: ${why}` }];
    }
    if (rule.kind === 'suppressClaim' && !suppress) {
      return [{ check: 'ReservedClaim', path, given: `'${rule.claim}'`, allowed: 'a claim that Cognito lets the function suppress', fix: `remove the rule: ${why}` }];
    }
    return isClaimName(rule.claim) ? [] : [{ check: 'ReservedClaim', path, given: JSON.stringify(rule.claim), allowed: 'a name of printable characters', fix: 'remove the control characters from the name' }];
  }),
};

/** Standard claims that must be scalar in the ID token. */
export const SCALAR_CLAIMS: Check = {
  name: 'ScalarClaim',
  finds: 'a list or map for a standard claim that must be scalar in the ID token',
  problems: ({ document }) => document.rules.flatMap((rule): Problem[] => {
    if (rule.kind !== 'setClaim' || !rule.tokens.includes('ID') || mayBeComplex(rule.claim, 'ID')) {
      return [];
    }
    const { types } = inferExpression(rule.value, rule.subjects);
    return types.length === 0 || types.some(type => type !== 'list' && type !== 'map') ? [] : [{
      check: 'ScalarClaim',
      path: placeOf(rule, 'value'),
      given: `a ${types.join(' or ')} for '${rule.claim}'`,
      allowed: 'a string, number or boolean in the ID token',
      fix: 'choose another name, set tokens to TokenType.ACCESS only, or convert the value to a string',
    }];
  }),
};
