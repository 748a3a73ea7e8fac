import type { Cause, Claim, Presence, TokenShape, ValueType } from './model';
import { type TokenContext, causeOf } from './token-context';
import { absenceOf, STRING, STRINGS, typeOfValue, unionOf } from './value-types';
import { GROUP_CLAIMS, isAttributeClaim } from '../core/cognito/claims';
import { type KeepClaimsRule, type Rule, type SetClaimRule, type SetGroupsRule } from '../core/document/document';

/** The claims in one kind of token that the rules change. */
export function shapeOf(context: TokenContext): TokenShape {
  const { token, subject, rules } = context;
  const names = rules.flatMap(rule => (rule.kind === 'setClaim' || rule.kind === 'suppressClaim') && rule.tokens.includes(token) ? [rule.claim] : []);
  const claims = [
    ...[...new Set(names)].filter(name => name !== 'cognito:groups').map(name => claimOf(name, context)),
    ...subject === 'USER' ? groupClaimsOf(context, suppressing('cognito:groups', context).some(suppressesAlways)) : [],
    ...markerOf(context),
  ];
  const [kept, keeping] = [keptAttributes(context), keepingRules(context)];
  return {
    token,
    subject,
    claims: claims.sort(({ claim: a }, { claim: b }) => a < b ? -1 : 1),
    ...kept && { keptAttributes: kept },
    ...keeping.length > 0 && { keeping },
  };
}

function claimOf(claim: string, context: TokenContext): Claim {
  const { rules, token, authorizing } = context;
  const setters = rules.filter((rule): rule is SetClaimRule => rule.kind === 'setClaim' && rule.claim === claim && rule.tokens.includes(token));
  const restricting = suppressing(claim, context);
  const all = [...setters, ...restricting];
  const { entry, typesFor } = context;
  const stays = setters.length === 0 || setters.some(({ ifAbsent }) => ifAbsent === 'KEEP_ORIGINAL');
  const original = (stays && hasOriginal(claim, context)) || claim === 'aud' ? [originalType(claim)] : [];
  const type = unionOf([...setters.map(({ value }) => limitedTo(typesFor(claim), typeOfValue(value, context.limits))), ...original]);
  if (type.types.length === 0 || restricting.some(suppressesAlways)) {
    return { claim, presence: 'NEVER', ...entry(all) };
  }
  return {
    claim,
    presence: restricting.length === 0 ? presenceOf(setters, context) : 'OPTIONAL',
    type,
    ...authorizing.has(claim) && { usedForAuthorization: true as const },
    ...entry(all),
  };
}

/** The claim is always there if one rule always has a value, and no rule can replace it by one that the token cannot contain. */
function presenceOf(setters: readonly SetClaimRule[], context: TokenContext): Presence {
  const { isCarriedByVersion, mayBeDropped } = context;
  return setters.some(rule => isAlwaysSet(rule, context)) && setters.every(rule => !mayBeDropped(rule) && isCarriedByVersion(rule.value)) ? 'ALWAYS' : 'OPTIONAL';
}

/** True if each token has the value of the rule or of a later one, or is denied. */
function isAlwaysSet({ when, value, ifAbsent, claim }: SetClaimRule, { authorizing, limits, typesFor }: TokenContext): boolean {
  const { absent, failed } = absenceOf(value, limits.subjects);
  const isDenied = ifAbsent === 'DENY' || (!absent && authorizing.has(claim));
  return !when && (isDenied || !(absent || failed)) && typeOfValue(value, limits).types.every(type => typesFor(claim).includes(type));
}

/** The rules that can remove a claim. */
function suppressing(claim: string, { rules, token }: TokenContext): readonly Rule[] {
  return rules.filter(rule => rule.kind === 'suppressClaim' ? rule.claim === claim && rule.tokens.includes(token)
    : rule.kind === 'keepClaims' && hasOriginal(claim, { token }) && !rule.claims.includes(claim));
}

/** A rule that keeps attributes removes only those that the user has, so a claim of the same name can stay. */
function suppressesAlways({ kind, when }: Rule): boolean {
  return kind === 'suppressClaim' && !when;
}

/** Cognito itself adds user attributes to ID tokens. */
function hasOriginal(claim: string, { token }: Pick<TokenContext, 'token'>): boolean {
  return token === 'ID' && isAttributeClaim(claim);
}

/** The type of an attribute in an ID token of Cognito, or of the audience for which a client requested an access token. */
function originalType(attribute: string): ValueType {
  switch (attribute) {
    case 'email_verified':
    case 'phone_number_verified': return { types: ['string', 'boolean'] };
    case 'updated_at': return { types: ['string', 'number'] };
    default: return STRING;
  }
}

function limitedTo(types: ValueType['types'], type: ValueType): ValueType {
  return { ...type, types: type.types.filter(each => types.includes(each)) };
}

const MARKER = 'The names of claims that were left out because the token was too long.';

function markerOf({ document: { budget }, token, entry }: TokenContext): readonly Claim[] {
  return budget?.onExcess === 'DROP' && budget.tokens.includes(token)
    ? [{ claim: budget.marker, presence: 'OPTIONAL', type: STRING, ...entry([]), descriptions: [MARKER] }] : [];
}

/** Only ID tokens contain user attributes. */
function keepRules({ rules, token }: TokenContext): readonly KeepClaimsRule[] {
  return token === 'ID' ? rules.filter((rule): rule is KeepClaimsRule => rule.kind === 'keepClaims') : [];
}

function keepingRules(context: TokenContext): readonly Cause[] {
  return keepRules(context).filter(({ when }) => when).map(rule => causeOf(rule, context.document));
}

/** The attributes that all unconditional rules keep. */
function keptAttributes(context: TokenContext): readonly string[] | undefined {
  const kept = keepRules(context).filter(({ when }) => !when);
  return kept.length > 0 ? [...new Set(kept[0].claims)].filter(name => kept.every(({ claims }) => claims.includes(name))).sort() : undefined;
}

/** @param areSuppressed a rule without a condition removes the groups, with which Cognito removes the roles */
function groupClaimsOf({ token, rules, limits, entry }: TokenContext, areSuppressed: boolean): readonly Claim[] {
  return GROUP_CLAIMS.filter(({ onlyIn }) => onlyIn === undefined || onlyIn === token).flatMap(({ claim, of, isList }): readonly Claim[] => {
    const setting = rules.filter((rule): rule is SetGroupsRule => rule.kind === 'setGroups' && rule[of] !== undefined);
    const removing = rules.filter(rule => rule.kind === 'suppressClaim' && rule.claim === 'cognito:groups' && rule.tokens.includes(token));
    const all = [...setting, ...removing];
    if (all.length === 0) {
      return [];
    }
    if (areSuppressed) {
      return [{ claim, presence: 'NEVER', ...entry(all) }];
    }
    // a rule without a condition replaces the groups of the user, and those of earlier rules
    const last = setting.filter(({ when }) => !when).at(-1);
    const type = isList ? STRINGS : STRING;
    const values = last ? setting.slice(setting.indexOf(last)).map(rule => typeOfValue(rule[of]!, limits)) : [];
    return [{ claim, presence: 'OPTIONAL', type: values.length > 0 ? asNames(type, unionOf(values)) : type, ...entry(all) }];
  });
}

/** The known names. Only strings get into the claim. */
function asNames(type: ValueType, { elements, maxItems, values, maxLength }: ValueType): ValueType {
  return type === STRING ? { ...STRING, ...values && { values }, ...maxLength !== undefined && { maxLength } }
    : { ...STRINGS, ...maxItems !== undefined && { maxItems }, ...elements && { elements: { ...elements, types: ['string'] } } };
}
