import { ABSENCE_GRANTS } from './absence';
import { keyParts, type WarningCheck } from './check';
import { isAttributeClaim } from '../../core/cognito/claims';
import type { Rule } from '../../core/document/document';
import { expressionsOf, sourcesIn, walk } from '../../core/document/expressions';
import { ownMember } from '../../core/document/json';
import type { Warning } from '../../problems/problems';

/** Rules that only watch do not mask. */
const INACTIVE_MASK: WarningCheck = {
  id: 'InactiveMask',
  finds: 'a rule that would mask an attribute of the ID token, and does not as it is not enforced',
  warnings: ({ document }) => document.rules.flatMap((rule): Warning[] => {
    const masks = (rule.kind === 'setClaim' || rule.kind === 'suppressClaim') && rule.tokens.includes('ID') && isAttributeClaim(rule.claim);
    return masks && rule.mode !== 'ENFORCE' && !isMaskedOtherwise(rule.claim, document.rules)
      ? [{ id: 'InactiveMask', path: rule.id, message: `the rule has mode ${rule.mode}: Amazon Cognito puts '${rule.claim}' into the ID token as it is` }]
      : [];
  }),
};

function isMaskedOtherwise(claim: string, rules: readonly Rule[]): boolean {
  return rules.some(rule => (rule.kind === 'setClaim' || rule.kind === 'suppressClaim') && rule.claim === claim && rule.mode === 'ENFORCE' && rule.tokens.includes('ID'));
}

/** A source that is left out under failure does not weaken rules that take away or deny. */
const OMIT_HAS_NO_EFFECT: WarningCheck = {
  id: 'OmitHasNoEffect',
  finds: 'a rule that takes away or denies, on a source with OnError.OMIT: when the table cannot be read, it acts as if it held',
  warnings: ({ document }) => document.rules.flatMap((rule): Warning[] => {
    const gives = (rule.kind === 'setClaim' && rule.ifAbsent !== 'DENY' && rule.usedForAuthorization !== true) || rule.kind === 'addScope';
    return gives || rule.mode !== 'ENFORCE' ? [] : omittedSources(rule, document.sources).map(name => ({
      id: 'OmitHasNoEffect',
      path: rule.id,
      message: `source '${name}' has OnError.OMIT, which does not weaken this rule: when the table cannot be read, it ${rule.kind === 'deny' || rule.kind === 'setGroups' || rule.kind === 'setClaim' ? 'denies the token' : 'acts as if it held'}`,
    }));
  }),
};

function omittedSources(rule: Rule, sources: { readonly [name: string]: { readonly onError: string } }): readonly string[] {
  return sourcesIn(expressionsOf(rule).map(([, expression]) => expression)).filter(name => ownMember(sources, name)?.onError === 'OMIT');
}

/** Roles of groups that a rule takes away stay, unless they are named as well. */
const ROLES_REMAIN: WarningCheck = {
  id: 'RolesRemain',
  finds: 'a GroupRule that names groups and not iamRoles',
  warnings: ({ document }) => document.rules.flatMap((rule): Warning[] => rule.kind === 'setGroups' && rule.groups && !rule.iamRoles && rule.mode !== 'DISABLED' ? [{
    id: 'RolesRemain',
    path: rule.id,
    message: 'the rule names groups and not iamRoles: identity pools still see the IAM roles of groups that it takes away',
  }] : []),
};

/** Names can be taken again. */
const USERNAME_AS_KEY: WarningCheck = {
  id: 'UsernameAsKey',
  finds: 'a table key of the user name, which somebody else can get after the user is deleted',
  warnings: rules => keyParts(rules).flatMap(({ path, part }): Warning[] => {
    let found = false;
    walk(part, ({ op }) => { found ||= op === 'username'; });
    return found ? [{
      id: 'UsernameAsKey',
      path,
      message: 'a deleted user name can be taken again by somebody else, who then gets this item: prefer Value.sub()',
    }] : [];
  }),
};

/** Nothing is there to be taken out. */
const NOTHING_TO_SUPPRESS: WarningCheck = {
  id: 'NothingToSuppress',
  finds: 'a claim to be suppressed that is in no token',
  warnings: ({ document }) => document.rules.flatMap((rule): Warning[] => rule.kind === 'suppressClaim' && rule.tokens.length === 0 ? [{
    id: 'NothingToSuppress',
    path: `${rule.id}.name`,
    message: `'${rule.claim}' is neither an attribute nor set by a rule, so that no token holds it: name tokens if it is there all the same`,
  }] : []),
};

export const WARNINGS: readonly WarningCheck[] = [
  INACTIVE_MASK, OMIT_HAS_NO_EFFECT, ROLES_REMAIN, USERNAME_AS_KEY, NOTHING_TO_SUPPRESS, ABSENCE_GRANTS,
];
