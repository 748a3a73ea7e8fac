import type { Cause, Claim, Presence, TokenShape, ValueControl, ValueType } from './model';
import { absenceOf, STRING, STRINGS, typeOfValue, unionOf } from './value-types';
import { isAttributeClaim, mayBeComplex } from '../core/cognito/claims';
import {
  isEnforced, type Expression, type KeepClaimsRule, type Rule, type RulesetDocument, type SetClaimRule, type SetGroupsRule, type SubjectName,
  type TokenName,
} from '../core/document/document';
import type { TypeName } from '../core/operators/result';
import { authorizingClaims } from '../core/plan/plan';
import { summaryOf, textOf } from '../describe/wording';
import type { SizeContext } from '../token-size/max-value-size';

/** The part of a contract that the document alone does not tell. */
export interface ContractFacts {
  readonly limits: Pick<SizeContext, 'attributeLength' | 'itemLimit'>;
  /** Those who control the effect of rules. */
  readonly controlOf: (rules: readonly Rule[]) => ValueControl;
  /** Those who control which items of a source are read. */
  readonly controlOfSource: (name: string) => ValueControl;
}

/** One kind of token, with the rules that can change it. */
export interface TokenContext {
  readonly document: RulesetDocument;
  readonly token: TokenName;
  readonly subject: SubjectName;
  readonly rules: readonly Rule[];
  /** The claims that decide about access. */
  readonly authorizing: ReadonlySet<string>;
  readonly limits: SizeContext;
  /** The types of values that the token can have for a claim. */
  readonly typesFor: (claim: string) => readonly TypeName[];
  /** False if the trigger event version cannot carry all possible values: an earlier rule must not apply instead. */
  readonly isCarriedByVersion: (value: Expression) => boolean;
  /** True if the token budget can drop the claim. */
  readonly mayBeDropped: (rule: SetClaimRule) => boolean;
  readonly entry: (rules: readonly Rule[]) => RuleTexts;
}

const SCALARS: readonly TypeName[] = ['string', 'number', 'boolean'];
const ALL: readonly TypeName[] = [...SCALARS, 'list', 'map'];

export function tokenContext(
  document: RulesetDocument, token: TokenName, subject: SubjectName, { limits: known, controlOf }: ContractFacts,
): TokenContext {
  const { budget, triggerVersion } = document;
  const carried = triggerVersion === 'V1_0' ? ['string'] as const : ALL;
  const limits = { ...known, subjects: [subject] };
  return {
    document,
    token,
    subject,
    limits,
    authorizing: authorizingClaims(document.rules),
    rules: document.rules.filter(rule => isEnforced(rule) && rule.subjects.includes(subject)),
    typesFor: claim => carried.filter(type => mayBeComplex(claim, token) || SCALARS.includes(type)),
    isCarriedByVersion: value => typeOfValue(value, limits).types.every(type => (carried as readonly TypeName[]).includes(type)),
    mayBeDropped: ({ dropOrder }) => dropOrder !== undefined && budget?.onExcess === 'DROP' && budget.tokens.includes(token),
    entry: rules => ({ ...textsOf(rules, document), control: controlOf(rules) }),
  };
}

type RuleTexts = Pick<Claim, 'rules' | 'causes' | 'descriptions' | 'control'>;

const RESTRICTING: ReadonlyArray<Rule['kind']> = ['suppressClaim', 'keepClaims', 'suppressScope', 'keepScopes', 'deny'];

/** @param effect the part of the effect that matters here; by default, the whole effect of the rule */
function causeOf(rule: Rule, document: RulesetDocument, effect = summaryOf(rule, document)): Cause {
  return { effect, ...rule.when && { when: textOf(rule.when, document) }, ...RESTRICTING.includes(rule.kind) && { restricts: true as const } };
}

export function subjectsOf(rules: readonly Rule[]): readonly SubjectName[] {
  return [...new Set(rules.flatMap(({ subjects }) => subjects))].sort();
}

/** The rules in words. */
export function textsOf(rules: readonly Rule[], document: RulesetDocument, effect?: string): Omit<RuleTexts, 'control'> {
  const descriptions = rules.flatMap(({ description }) => description ?? []);
  return {
    rules: rules.map(({ id }) => id),
    causes: rules.map(rule => causeOf(rule, document, effect)),
    ...descriptions.length > 0 && { descriptions: [...new Set(descriptions)] },
  };
}

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

/** The claims that a GroupRule sets. Only ID tokens contain roles. */
const GROUP_CLAIMS = [
  { claim: 'cognito:groups', of: 'groups', type: STRINGS, onlyIn: undefined },
  { claim: 'cognito:roles', of: 'iamRoles', type: STRINGS, onlyIn: 'ID' },
  { claim: 'cognito:preferred_role', of: 'preferredRole', type: STRING, onlyIn: 'ID' },
] as const;

/** @param areSuppressed a rule without a condition removes the groups, with which Cognito removes the roles */
function groupClaimsOf({ token, rules, limits, entry }: TokenContext, areSuppressed: boolean): readonly Claim[] {
  return GROUP_CLAIMS.filter(({ onlyIn }) => onlyIn === undefined || onlyIn === token).flatMap(({ claim, of, type }): readonly Claim[] => {
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
    const values = last ? setting.slice(setting.indexOf(last)).map(rule => typeOfValue(rule[of]!, limits)) : [];
    return [{ claim, presence: 'OPTIONAL', type: values.length > 0 ? asNames(type, unionOf(values)) : type, ...entry(all) }];
  });
}

/** The known names. Only strings get into the claim. */
function asNames(type: ValueType, { elements, maxItems, values, maxLength }: ValueType): ValueType {
  return type === STRING ? { ...STRING, ...values && { values }, ...maxLength !== undefined && { maxLength } }
    : { ...STRINGS, ...maxItems !== undefined && { maxItems }, ...elements && { elements: { ...elements, types: ['string'] } } };
}
