import { textOf, type Names } from './expressions';
import type { Rule } from '../core/document/document';

/** A short description of a rule, without its condition. */
export function summaryOf(rule: Rule, names: Names): string {
  switch (rule.kind) {
    case 'setClaim': return `set ${rule.claim} = ${textOf(rule.value, names)}`;
    case 'suppressClaim': return `suppress ${rule.claim}`;
    case 'keepClaims': return `keep only ${rule.claims.join(', ')}`;
    case 'addScope': return `add ${rule.list ? 'scopes' : 'scope'} ${textOf(rule.value, names)}`;
    case 'suppressScope': return `suppress scope ${rule.scope}`;
    case 'keepScopes': return `keep only scopes ${textOf(rule.value, names)}`;
    case 'setGroups': {
      const members = (['groups', 'iamRoles', 'preferredRole'] as const).flatMap(name => rule[name] ? [`${name} = ${textOf(rule[name], names)}`] : []);
      return `set ${members.join(', ')}`;
    }
    case 'deny': return `deny: ${rule.message}`;
  }
}
