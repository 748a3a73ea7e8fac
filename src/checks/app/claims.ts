import type { AppCheck } from './app-check';
import { levelOf } from './levels';
import type { AppClient } from './pool-writers';
import { describe } from './provenance';
import { accessDecisionsOf } from '../../analysis/access-decisions';
import { facetOf } from '../../analysis/facets';
import { possibly, type KnownResult, type RequiredResult } from '../../analysis/possible-results';
import { contributionsTo } from '../../analysis/provenance';
import { authorPath } from '../../cdk/paths';
import { isAttributeClaim } from '../../core/cognito/claims';
import { isEnforced, type Expression, type Rule, type RulesetDocument, type SetClaimRule } from '../../core/document/document';
import { expressionsOf } from '../../core/document/expressions';

/** Words that tell of access, by which back ends decide. */
const ACCESS_WORDS = new RegExp(`^(?:${[
  'roles?', 'groups?', 'admins?', 'administrators?', 'permissions?', 'scopes?', 'tenants?', 'orgs?', 'organi[sz]ations?', 'accounts?', 'plans?', 'tiers?',
  'levels?', 'entitlements?', 'members?', 'memberships?', 'access',
].join('|')})$`);

function hasAccessWord(name: string): boolean {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z]+/).some(word => ACCESS_WORDS.test(word));
}

/** Claims that users write, and that somebody may take for the operator's. */
export const USER_CONTROLLED_CLAIM: AppCheck = {
  name: 'UserControlledClaim',
  finds: 'a claim that users control, in the access token or by a name that tells of access, of which nobody said what it is for',
  findings: app => {
    const { compilation: { document }, writers } = app;
    const decided = new Set(accessDecisionsOf(document).map(({ rule }) => rule));
    const undeclared = document.rules.filter(isSetClaim)
      .filter(rule => isEnforced(rule) && rule.usedForAuthorization === undefined && !decided.has(rule));
    return {
      warnings: undeclared.flatMap(rule => {
        const parts = expressionsOf(rule).flatMap(([, expression]) => contributionsTo(expression, document));
        const written = parts.filter(part => levelOf(part, writers) === 'USER');
        const names = [rule.claim, ...written.flatMap(({ attribute }) => attribute ?? [])];
        return written.length > 0 && (rule.tokens.includes('ACCESS') || names.some(hasAccessWord)) ? [{
          id: 'UserControlledClaim',
          path: rule.id,
          message: `users control the claim '${rule.claim}', by ${[...new Set(written.map(describe))].join(' and ')}: say usedForAuthorization: false where nothing `
            + 'is decided by it, and usedForAuthorization: true where something is, to see what to do',
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
  findings: ({ compilation: { document }, clients: all }) => {
    const clients = all.map(client => ({ client, isPossible: possibly(knownOf(client)) }));
    const warnings = document.rules.filter(isSetClaim).filter(isEnforced).flatMap(rule => {
      // what every client gets cannot be in readAttributes
      const shown = attributesShown(rule.value, neededFor(rule, document)).filter(({ attribute }) => isAttributeClaim(attribute));
      return [...new Set(shown.map(({ attribute }) => attribute))].flatMap(attribute => {
        const needed = shown.filter(each => each.attribute === attribute).map(each => each.needed);
        const kept = clients.filter(({ client, isPossible }) => !mayRead(client, attribute) && needed.some(isPossible))
          .map(({ client: { resource } }) => authorPath(resource));
        return kept.length > 0 ? [{
          id: 'UnreadableAttribute',
          path: rule.id,
          message: `the claim '${rule.claim}' shows '${attribute}' to ${kept.join(', ')}, which may not read it: name it in readAttributes, or give the rule `
            + 'a condition with Condition.client(...)',
        }] : [];
      });
    });
    return { warnings };
  },
};

/** All that has to be so for a rule to put its claim into a token of a user: it acts, and nothing denies or takes away. */
function neededFor({ claim, tokens, when }: SetClaimRule, { rules }: RulesetDocument): readonly RequiredResult[] {
  const undone = rules.filter(rule => isEnforced(rule) && rule.subjects.includes('USER')).flatMap(rule => rule.when
    && (rule.kind === 'deny' || (rule.kind === 'suppressClaim' && rule.claim === claim && tokens.every(token => rule.tokens.includes(token)))) ? [rule.when] : []);
  return [...when ? [{ condition: when, result: true }] : [], ...undone.map(condition => ({ condition, result: false }))];
}

interface Shown {
  readonly attribute: string;
  readonly needed: readonly RequiredResult[];
}

/** Attributes whose string goes into the claim; what is only compared or looked up is not shown. */
function attributesShown({ op, args = [], of = [] }: Expression, needed: readonly RequiredResult[]): readonly Shown[] {
  const all = (parts: readonly Expression[]): readonly Shown[] => parts.flatMap(part => attributesShown(part, needed));
  const facet = facetOf(op);
  switch (facet.kind) {
    case 'source':
      return facet.shows ? [{ attribute: facet.shows(args), needed }] : [];
    case 'choice':
      return facet.by === 'KEY' ? all(of.slice(1))
        : of.slice(1).flatMap((branch, index) => attributesShown(branch, [...needed, { condition: of[0], result: index === 0 }]));
    case 'trusted':
    case 'firstPresent':
    case 'list':
    case 'members':
    case 'member':
    case 'each':
    case 'part':
    case 'derived':
      return all(of);
    case 'comparison':
    case 'combination':
    case 'subject':
    case 'fact':
      return [];
  }
}

/** What is known of a token of a user by its client. */
function knownOf({ key }: AppClient): KnownResult {
  return ({ op, args = [] }) => {
    const facet = facetOf(op);
    return op === 'client' ? (args[0] as string[]).includes(key) : facet.kind === 'subject' ? facet.subject === 'USER' : undefined;
  };
}

function mayRead({ settings: { ReadAttributes: readable } }: AppClient, attribute: string): boolean {
  return !Array.isArray(readable) || readable.length === 0 || readable.includes(attribute) || readable.some(name => typeof name !== 'string');
}
