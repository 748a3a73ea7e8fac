import { isEnforced, type Expression, type Rule, type RulesetDocument } from '../core/document/document';
import { expressionsOf, placeOf } from '../core/document/expressions';

/** An expression that decides access. Only the operator of the app may control it. */
export interface AccessDecision {
  readonly rule: Rule;
  readonly path: string;
  readonly expression: Expression;
  /** The subject of the decision, for messages. */
  readonly decides: string;
}

/** Claims by which back ends identify a user. */
const IDENTITY_CLAIMS: readonly string[] = ['email', 'email_verified', 'phone_number', 'phone_number_verified', 'preferred_username'];

/** All access decisions in rules. Rules that are not enforced decide nothing. */
export function accessDecisionsOf({ rules }: Pick<RulesetDocument, 'rules'>): readonly AccessDecision[] {
  const enforced = rules.filter(isEnforced);
  const authorizing = new Set(enforced.flatMap(rule => rule.kind === 'setClaim' && rule.usedForAuthorization === true ? [rule.claim] : []));
  return enforced.flatMap(rule => {
    const decides = decisionOf(rule, authorizing);
    return decides === undefined ? [] : expressionsOf(rule)
      .map(([member, expression]) => ({ rule, path: placeOf(rule, member), expression, decides }));
  });
}

function decisionOf(rule: Rule, authorizing: ReadonlySet<string>): string | undefined {
  switch (rule.kind) {
    case 'addScope':
    case 'suppressScope':
    case 'keepScopes':
      return 'scopes';
    case 'setGroups':
      return 'groups and roles';
    case 'deny':
      return 'who gets a token';
    case 'setClaim':
    case 'suppressClaim':
      return authorizing.has(rule.claim) ? `the claim '${rule.claim}', which has usedForAuthorization: true`
        : rule.kind === 'setClaim' && rule.audience ? 'the audience of the token'
          : rule.kind === 'setClaim' && IDENTITY_CLAIMS.includes(rule.claim) ? `the claim '${rule.claim}', which identifies the user`
            : undefined;
    default:
      return undefined;
  }
}
