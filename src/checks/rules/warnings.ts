import { ABSENCE_GRANTS } from './absence';
import { keyParts, type WarningCheck } from './check';
import { isAttributeClaim } from '../../core/cognito/claims';
import type { Rule } from '../../core/document/document';
import { expressionsOf, sourcesIn, walk } from '../../core/document/expressions';
import { ownMember } from '../../core/document/json';
import type { Warning } from '../../problems/problems';

/** Rules that are not enforced do not mask anything. */
const INACTIVE_MASK: WarningCheck = {
  id: 'InactiveMask',
  finds: 'a rule that would mask an attribute in the ID token, but is not enforced',
  warnings: ({ document }) => document.rules.flatMap((rule): Warning[] => {
    const masks = (rule.kind === 'setClaim' || rule.kind === 'suppressClaim') && rule.tokens.includes('ID') && isAttributeClaim(rule.claim);
    return masks && rule.mode !== 'ENFORCE' && !isMaskedOtherwise(rule.claim, document.rules)
      ? [{ id: 'InactiveMask', path: rule.id, message: `the rule has mode ${rule.mode}: Amazon Cognito puts '${rule.claim}' into the ID token unmasked` }]
      : [];
  }),
};

function isMaskedOtherwise(claim: string, rules: readonly Rule[]): boolean {
  return rules.some(rule => (rule.kind === 'setClaim' || rule.kind === 'suppressClaim') && rule.claim === claim && rule.mode === 'ENFORCE' && rule.tokens.includes('ID'));
}

/** `OnError.OMIT` does not weaken rules that restrict or deny. */
const OMIT_HAS_NO_EFFECT: WarningCheck = {
  id: 'OmitHasNoEffect',
  finds: 'a rule that restricts or denies and reads a source with OnError.OMIT: if the table cannot be read, the rule applies',
  warnings: ({ document }) => document.rules.flatMap((rule): Warning[] => {
    const gives = (rule.kind === 'setClaim' && rule.ifAbsent !== 'DENY' && rule.usedForAuthorization !== true) || rule.kind === 'addScope';
    return gives || rule.mode !== 'ENFORCE' ? [] : omittedSources(rule, document.sources).map(name => ({
      id: 'OmitHasNoEffect',
      path: rule.id,
      message: `source '${name}' has OnError.OMIT, which has no effect on this rule: if the table cannot be read, the rule ${rule.kind === 'deny' || rule.kind === 'setGroups' || rule.kind === 'setClaim' ? 'denies the token' : 'applies'}`,
    }));
  }),
};

function omittedSources(rule: Rule, sources: { readonly [name: string]: { readonly onError: string } }): readonly string[] {
  return sourcesIn(expressionsOf(rule).map(([, expression]) => expression)).filter(name => ownMember(sources, name)?.onError === 'OMIT');
}

/** Removing a group does not remove its IAM role: the rule has to set iamRoles, too. */
const ROLES_REMAIN: WarningCheck = {
  id: 'RolesRemain',
  finds: 'a GroupRule that sets groups but not iamRoles',
  warnings: ({ document }) => document.rules.flatMap((rule): Warning[] => rule.kind === 'setGroups' && rule.groups && !rule.iamRoles && rule.mode !== 'DISABLED' ? [{
    id: 'RolesRemain',
    path: rule.id,
    message: 'the rule sets groups but not iamRoles: identity pools still see the IAM roles of the groups that it removes',
  }] : []),
};

/** A username can be reused after the user is deleted. */
const USERNAME_AS_KEY: WarningCheck = {
  id: 'UsernameAsKey',
  finds: 'a table key that contains the username, which another user can take after the user is deleted',
  warnings: rules => keyParts(rules).flatMap(({ path, part }): Warning[] => {
    let found = false;
    walk(part, ({ op }) => { found ||= op === 'username'; });
    return found ? [{
      id: 'UsernameAsKey',
      path,
      message: 'after a user is deleted, another user can take the username and then gets this item: prefer Value.sub()',
    }] : [];
  }),
};

/** Rules that suppress a claim which no token contains. */
const NOTHING_TO_SUPPRESS: WarningCheck = {
  id: 'NothingToSuppress',
  finds: 'a rule that suppresses a claim which no token contains',
  warnings: ({ document }) => document.rules.flatMap((rule): Warning[] => rule.kind === 'suppressClaim' && rule.tokens.length === 0 ? [{
    id: 'NothingToSuppress',
    path: `${rule.id}.name`,
    message: `'${rule.claim}' is neither an attribute nor set by a rule, so no token contains it: set tokens if a token contains it nevertheless`,
  }] : []),
};

export const WARNINGS: readonly WarningCheck[] = [
  INACTIVE_MASK, OMIT_HAS_NO_EFFECT, ROLES_REMAIN, USERNAME_AS_KEY, NOTHING_TO_SUPPRESS, ABSENCE_GRANTS,
];
