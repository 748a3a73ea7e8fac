import { consumerOfClaim } from './access-names';
import { facetOf } from './facets';
import { inferExpression } from './inference';
import { requiredConditions } from './possible-results';
import { contributionsTo, type Contribution, type ProvenanceContext } from './provenance';
import { isAttributeClaim, tokensOfCognito } from '../core/cognito/claims';
import { isEnforced, type Expression, type Rule, type RulesetDocument, type SetClaimRule } from '../core/document/document';
import { expressionsOf, placeOf, walk } from '../core/document/expressions';

/** An expression that decides access. Only the operator of the app may control it. */
export interface AccessDecision {
  readonly rule: Rule;
  readonly path: string;
  readonly expression: Expression;
  /** The subject of the decision, for messages. */
  readonly decides: string;
  /** The product that decides about access by the claim, as its documentation says. */
  readonly consumer?: string;
  /** Cognito's own claim decides, which this member of the rule lets through. */
  readonly original?: OriginalClaim['member'];
}

/** Claims by which back ends identify a user. */
const IDENTITY_CLAIMS: readonly string[] = ['email', 'email_verified', 'phone_number', 'phone_number_verified', 'preferred_username'];

/** All access decisions in rules. Rules that are not enforced decide nothing. */
export function accessDecisionsOf({ rules }: Pick<RulesetDocument, 'rules'>): readonly AccessDecision[] {
  const enforced = rules.filter(isEnforced);
  const authorizing = new Map(enforced.flatMap(rule => rule.kind === 'setClaim' && rule.usedForAuthorization === true ? [[rule.claim, authorized(rule)]] : []));
  const originals = originalClaims(rules);
  return enforced.flatMap(rule => {
    const decided = decisionOf(rule, authorizing);
    return decided === undefined ? [] : [
      ...expressionsOf(rule).map(([member, expression]) => ({ rule, path: placeOf(rule, member), expression, ...decided })),
      ...originals.filter(original => original.rule === rule && authorizing.has(original.rule.claim))
        .map(({ member, expression }) => ({ rule, path: placeOf(rule, member), expression, ...decided, original: member })),
    ];
  });
}

/** All parties that influence a decision to somebody else's cost or to their own advantage. */
export function contributionsOf({ rule, expression }: AccessDecision, { sources, trustedAttributes }: ProvenanceContext): readonly Contribution[] {
  const { kind, subjects, when } = rule;
  const context = { sources, trustedAttributes, subjects };
  if (expression === when && (kind === 'deny' || kind === 'suppressScope' || kind === 'suppressClaim')) {
    // who sends a value that restricts the own token harms nobody
    return requiredConditions(when).filter(({ condition, result }) => !(result && comparesMetadata(condition)))
      .flatMap(({ condition }) => contributionsTo(condition, context));
  }
  const requestsScopes = (kind === 'addScope' || kind === 'keepScopes') && expression === rule.value;
  return contributionsTo(expression, { ...context, ...requestsScopes && { requestsScopes } });
}

/** True for a comparison of client metadata with constants. In anything else, what the caller sends can replace or hide another value. */
function comparesMetadata(condition: Expression): boolean {
  let isPlain = true;
  walk(condition, ({ op }) => {
    const facet = facetOf(op);
    isPlain &&= op === 'literal' || op === 'slot' || facet.kind === 'comparison' || facet.kind === 'derived' || facet.kind === 'member'
      || (facet.kind === 'members' && facet.inOther === undefined)
      || ('control' in facet && facet.control.kind === 'metadata');
  });
  return isPlain;
}

/** The ID token says the same of the user anyway. */
function isUnchangedCopy({ claim, value: { op, args = [] } }: SetClaimRule): boolean {
  return op === 'userAttribute' ? args[0] === claim : op === 'email' && claim === 'email';
}

type Decided = Pick<AccessDecision, 'decides' | 'consumer'>;

function authorized({ claim, value }: SetClaimRule): Decided {
  const { consumer, page } = consumerOfClaim(claim, value) ?? {};
  return consumer === undefined ? { decides: `the claim '${claim}', which has usedForAuthorization: true` }
    : { decides: `the claim '${claim}', by which ${consumer} decides (${page})`, consumer };
}

function decisionOf(rule: Rule, authorizing: ReadonlyMap<string, Decided>): Decided | undefined {
  switch (rule.kind) {
    case 'addScope':
    case 'suppressScope':
    case 'keepScopes':
      return { decides: 'scopes' };
    case 'setGroups':
      return { decides: 'groups and roles' };
    case 'deny':
      return { decides: 'who gets a token' };
    case 'suppressClaim':
      return authorizing.get(rule.claim);
    case 'setClaim':
      return authorizing.get(rule.claim) ?? (rule.audience ? { decides: 'the audience of the token' }
        : IDENTITY_CLAIMS.includes(rule.claim) && !isUnchangedCopy(rule) ? { decides: `the claim '${rule.claim}', which identifies the user` } : undefined);
    default:
      return undefined;
  }
}

/** A claim of Cognito itself that reaches a token although a rule sets the claim. */
export interface OriginalClaim {
  readonly rule: SetClaimRule;
  /** The member of the rule that lets it through. */
  readonly member: 'ifAbsent' | 'tokens';
  /** The user attribute. */
  readonly expression: Expression;
}

/**
 * The user attributes that Cognito adds to the ID token under the name of a claim, where the rules let them through: a rule keeps the original
 * if it has no value, or all rules of the claim leave out the ID token.
 */
export function originalClaims(all: readonly Rule[]): readonly OriginalClaim[] {
  const rules = all.filter(rule => isEnforced(rule) && rule.subjects.includes('USER'));
  const names = new Set(rules.flatMap(rule => rule.kind === 'setClaim' && isAttributeClaim(rule.claim) ? [rule.claim] : []));
  return [...names].filter(claim => !isSuppressed(claim, rules)).flatMap(claim => {
    const setting = rules.filter((rule): rule is SetClaimRule => rule.kind === 'setClaim' && rule.claim === claim);
    const inId = setting.filter(({ tokens }) => tokens.some(token => tokensOfCognito(claim).includes(token)));
    const expression: Expression = { op: 'userAttribute', args: [claim] };
    const through = (member: OriginalClaim['member'], those: readonly SetClaimRule[]): readonly OriginalClaim[] =>
      those.map(rule => ({ rule, member, expression }));
    if (inId.length === 0) {
      return through('tokens', setting);
    }
    // a rule that always applies either has a value or suppresses the original
    const isMasked = inId.some(({ when, ifAbsent, value, subjects }) => !when && (ifAbsent !== 'KEEP_ORIGINAL' || !canBeWithout(value, subjects)));
    return isMasked ? [] : through('ifAbsent', inId.filter(({ ifAbsent }) => ifAbsent === 'KEEP_ORIGINAL'));
  });
}

function isSuppressed(claim: string, rules: readonly Rule[]): boolean {
  return rules.some(rule => !rule.when && (rule.kind === 'suppressClaim' ? rule.claim === claim && rule.tokens.includes('ID')
    : rule.kind === 'keepClaims' && !rule.claims.includes(claim)));
}

function canBeWithout(value: Expression, subjects: SetClaimRule['subjects']): boolean {
  const { absent, failed } = inferExpression(value, subjects);
  return absent || failed;
}
