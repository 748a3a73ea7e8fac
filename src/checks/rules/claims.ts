import { keyParts, type Check, type CheckedRules } from './check';
import { facetOf } from '../../analysis/facets';
import { inferExpression } from '../../analysis/inference';
import { canBeAttribute, isClaimName, KNOWN_ATTRIBUTES, mayBeComplex, STANDARD_ATTRIBUTES, treatmentOf } from '../../core/cognito/claims';
import { isEnforced, type Expression } from '../../core/document/document';
import { expressionsOf, placeOf, walk } from '../../core/document/expressions';
import { didYouMean, type Problem } from '../../problems/problems';

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

interface AttributeRead {
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
