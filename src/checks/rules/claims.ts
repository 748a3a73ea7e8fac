import type { Check } from './check';
import { inferExpression } from '../../analysis/inference';
import { isClaimName, mayBeComplex, treatmentOf } from '../../core/cognito/claims';
import { isEnforced } from '../../core/document/document';
import { placeOf } from '../../core/document/expressions';
import type { Problem } from '../../problems/problems';

/** Claims that Cognito reserves. */
export const RESERVED_CLAIMS: Check = {
  name: 'ReservedClaim',
  finds: 'a claim that Cognito does not let the function set or suppress',
  problems: ({ document: { rules, budget } }) => [...budget ? nameProblems(budget.marker, 'tokenBudget.markerClaim') : [], ...rules.flatMap((rule): Problem[] => {
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
    return nameProblems(rule.claim, path);
  })],
};

/** A name in wide use, also in samples of AWS, which nobody takes for `username`. */
const NOT_CONFUSED: readonly string[] = ['userName'];

/** The reserved claim whose name differs by case only; undefined if there is none. */
function reservedLike(claim: string): string | undefined {
  const lower = claim.toLowerCase();
  return lower !== claim && !treatmentOf(lower).set && !NOT_CONFUSED.includes(claim) ? lower : undefined;
}

/** Characters that nobody sees: those of zero width, fillers, and those that change the direction of text. */
const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Names that a person reads as another name. */
function nameProblems(claim: string, path: string): Problem[] {
  const reserved = reservedLike(claim);
  if (reserved !== undefined) {
    return [{ check: 'ReservedClaim', path, given: `'${claim}'`, allowed: `a name that differs from '${reserved}', which Cognito reserves, not only by case`, fix: 'choose another name' }];
  }
  const problem = (what: string): Problem => ({
    check: 'ReservedClaim', path, given: escaped(claim), allowed: 'a name of printable characters, without spaces at its ends', fix: `remove the ${what} from the name`,
  });
  return !isClaimName(claim) ? [problem('control characters')] : INVISIBLE.test(claim) ? [problem('invisible characters')] : claim.trim() !== claim ? [problem('spaces at its ends')] : [];
}

function escaped(text: string): string {
  return JSON.stringify(text).replace(new RegExp(INVISIBLE, 'gu'), character => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

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

/** A claim used for authorization is never dropped, whichever of its rules declares that. Neither is a claim with `IfAbsent.DENY`. */
export const DROP_ORDER: Check = {
  name: 'DropOrder',
  finds: 'a dropOrder on a claim that is used for authorization or must be present',
  problems: ({ document: { rules } }) => rules.flatMap((rule): Problem[] => {
    if (rule.kind !== 'setClaim' || rule.dropOrder === undefined) {
      return [];
    }
    const others = rules.filter(isEnforced).flatMap(each => each.kind === 'setClaim' && each.claim === rule.claim ? [each] : []);
    const deciding = others.find(({ usedForAuthorization, ifAbsent }) => usedForAuthorization === true || ifAbsent === 'DENY');
    return !deciding ? [] : [{
      check: 'DropOrder',
      path: `${rule.id}.dropOrder`,
      given: `a dropOrder for '${rule.claim}', for which ${deciding.id} sets ${deciding.usedForAuthorization === true ? 'usedForAuthorization: true' : 'IfAbsent.DENY'}`,
      allowed: 'a dropOrder for claims that no access decision depends on',
      fix: 'remove dropOrder: a claim that is used for authorization or must be present is never dropped',
    }];
  }),
};
