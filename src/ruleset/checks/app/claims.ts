import type { AppCheck } from './app-check';
import { levelOf } from './levels';
import { nameOf, type AppClient } from './pool-writers';
import { describe, provenanceContext } from './provenance';
import type { Expression, Rule, SetClaimRule } from '../../document';
import { expressionsOf } from '../../expressions';
import { operatorOf } from '../../operators';
import { contributionsTo } from '../../provenance';
import { isEnforced } from '../check';
import { sinksOf } from '../sinks';

/** Words that tell of access, by which back ends decide. */
const ACCESS_WORDS = new RegExp(`^(?:${[
  'roles?', 'groups?', 'admins?', 'administrators?', 'permissions?', 'scopes?', 'tenants?', 'orgs?', 'organi[sz]ations?', 'accounts?', 'plans?', 'tiers?',
  'levels?', 'entitlements?', 'members?', 'memberships?', 'access',
].join('|')})$`);

function tellsOfAccess(name: string): boolean {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z]+/).some(word => ACCESS_WORDS.test(word));
}

/** Claims that users write, and that somebody may take for the operator's. */
export const USER_CONTROLLED_CLAIM: AppCheck = {
  name: 'UserControlledClaim',
  finds: 'a claim that users control, in the access token or by a name that tells of access, of which nobody said what it is for',
  findings: app => {
    const { compilation: { document }, writers } = app;
    const context = provenanceContext(app);
    const decided = new Set(sinksOf(document).map(({ rule }) => rule));
    const undeclared = document.rules.filter(isSetClaim).filter(rule => isEnforced(rule) && rule.authorization === undefined && !decided.has(rule));
    return {
      warnings: undeclared.flatMap(rule => {
        const parts = expressionsOf(rule).flatMap(([, expression]) => contributionsTo(expression, context));
        const written = parts.filter(part => levelOf(part, writers) === 'USER');
        const names = [rule.claim, ...written.flatMap(({ attribute }) => attribute ?? [])];
        return written.length > 0 && (rule.tokens.includes('ACCESS') || names.some(tellsOfAccess)) ? [{
          id: 'UserControlledClaim',
          path: rule.id,
          message: `users control the claim '${rule.claim}', by ${[...new Set(written.map(describe))].join(' and ')}: say authorization: false where nothing `
            + 'is decided by it, and authorization: true where something is, to see what to do',
        }] : [];
      }),
    };
  },
};

function isSetClaim(rule: Rule): rule is SetClaimRule {
  return rule.kind === 'setClaim';
}

/** Attributes that a client may not see, in its tokens. */
export const UNREADABLE_ATTRIBUTE: AppCheck = {
  name: 'UnreadableAttribute',
  finds: 'a claim that shows an attribute to an app client that may not read it',
  findings: ({ compilation: { document }, clients }) => {
    return {
      warnings: document.rules.filter(isSetClaim).filter(isEnforced).flatMap(rule => [...new Set(attributesShown(rule.value))].flatMap(attribute => {
        const kept = clients.filter(client => mayGet(rule, client) && !mayRead(client, attribute)).map(({ resource: client }) => nameOf(client));
        return kept.length > 0 ? [{
          id: 'UnreadableAttribute',
          path: rule.id,
          message: `the claim '${rule.claim}' shows '${attribute}' to ${kept.join(', ')}, which may not read it: name it in readAttributes, or give the rule `
            + 'a condition with Condition.client(...)',
        }] : [];
      })),
    };
  },
};

/** Attributes whose text goes into the claim; what is only compared or looked up is not shown. */
function attributesShown({ op, args = [], of = [] }: Expression): readonly string[] {
  switch (op) {
    case 'userAttribute':
    case 'federatedAttribute':
    case 'idpList':
      return [String(args[0])];
    case 'email':
    case 'verifiedEmail':
      return ['email'];
    case 'verifiedPhoneNumber':
      return ['phone_number'];
    case 'mapTo':
      return of.slice(1).flatMap(attributesShown);
    default:
      return operatorOf(op).yields === 'condition' ? [] : of.flatMap(attributesShown);
  }
}

/** A rule for other clients alone never shows anything to this one. */
function mayGet({ when }: SetClaimRule, { key }: AppClient): boolean {
  return when?.op !== 'client' || (when.args![0] as string[]).includes(key);
}

function mayRead({ settings: { ReadAttributes: readable } }: AppClient, attribute: string): boolean {
  return !Array.isArray(readable) || readable.length === 0 || readable.includes(attribute) || readable.some(name => typeof name !== 'string');
}
