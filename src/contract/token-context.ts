import type { Cause, Claim, ValueControl } from './model';
import { typeOfValue } from './value-types';
import { mayBeComplex } from '../core/cognito/claims';
import { isEnforced, type Expression, type Rule, type RulesetDocument, type SetClaimRule, type SubjectName, type TokenName } from '../core/document/document';
import { TYPE_NAMES, type TypeName } from '../core/operators/result';
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

export function tokenContext(
  document: RulesetDocument, token: TokenName, subject: SubjectName, { limits: known, controlOf }: ContractFacts,
): TokenContext {
  const { budget, triggerVersion } = document;
  const carried = triggerVersion === 'V1_0' ? ['string'] as const : TYPE_NAMES;
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
export function causeOf(rule: Rule, document: RulesetDocument, effect = summaryOf(rule, document)): Cause {
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
