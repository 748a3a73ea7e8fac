import type { Check } from './check';
import { versionNeeds } from '../../analysis/version';
import { isAtLeast } from '../../core/cognito/trigger';
import { LIMITS } from '../../core/document/limits';
import type { Problem } from '../../problems/problems';

/** Rules for tokens that their subjects never get. */
export const SUBJECT_TOKENS: Check = {
  name: 'SubjectTokens',
  finds: 'a rule for the ID token, attributes or groups of machines, which have none of these',
  problems: ({ document }) => document.rules.flatMap((rule): Problem[] => {
    if (rule.subjects.includes('USER')) {
      return [];
    }
    if (rule.kind === 'setGroups' || rule.kind === 'keepClaims') {
      return [{
        check: 'SubjectTokens',
        path: `${rule.id}.subjects`,
        given: 'Subject.MACHINE only',
        allowed: 'Subject.USER: machines have neither groups nor attributes',
        fix: 'remove subjects, or remove the rule',
      }];
    }
    const idOnly = rule.kind === 'setClaim' && !rule.tokens.includes('ACCESS');
    return idOnly ? [{
      check: 'SubjectTokens',
      path: `${rule.id}.tokens`,
      given: 'the ID token, for Subject.MACHINE only',
      allowed: 'TokenType.ACCESS: machines get no ID token',
      fix: 'name TokenType.ACCESS, or remove tokens',
    }] : [];
  }),
};

/** Messages that cannot be shown to users. */
export const DENY_MESSAGE: Check = {
  name: 'DenyMessage',
  finds: 'a DenyRule with a message that is empty, too long or not printable',
  problems: ({ document }) => document.rules.flatMap((rule): Problem[] => {
    const ok = rule.kind !== 'deny' || (rule.message.trim() !== '' && [...rule.message].length <= LIMITS.denyMessage && !/[\p{C}\p{Zl}\p{Zp}]/u.test(rule.message));
    return ok ? [] : [{
      check: 'DenyMessage',
      path: `${rule.id}.message`,
      given: `${[...rule.message].length} characters: ${JSON.stringify(rule.message.slice(0, 40))}`,
      allowed: `1 to ${LIMITS.denyMessage} printable characters, without line breaks`,
      fix: 'write one short sentence that users may see',
    }];
  }),
};

/** Group rules without any effect. */
export const EMPTY_GROUP_RULE: Check = {
  name: 'EmptyGroupRule',
  finds: 'a GroupRule without groups, iamRoles and preferredRole',
  problems: ({ document }) => document.rules.flatMap((rule): Problem[] => rule.kind === 'setGroups' && !rule.groups && !rule.iamRoles && !rule.preferredRole ? [{
    check: 'EmptyGroupRule',
    path: rule.id,
    given: 'nothing',
    allowed: 'at least one of groups, iamRoles, preferredRole',
    fix: 'set at least one of them, or remove the rule',
  }] : []),
};

/** Rules that need a higher trigger version than the one in the props. */
export const TRIGGER_VERSION: Check = {
  name: 'TriggerVersion',
  finds: 'a rule that the trigger version does not support',
  problems: ({ document, pinnedVersion, sourcePaths }) => pinnedVersion === undefined ? [] : versionNeeds(document, sourcePaths)
    .filter(({ version }) => !isAtLeast(pinnedVersion, version))
    .map(({ version, path, reason, fix }) => ({
      check: 'TriggerVersion',
      path,
      given: `a rule that needs ${version}, as ${reason}, with triggerVersion ${pinnedVersion}`,
      allowed: `rules that ${pinnedVersion} supports${pinnedVersion === 'V1_0' ? ': strings in the ID token' : ''}`,
      fix: `${fix}; or remove triggerVersion, which selects ${version}`,
    })),
};
