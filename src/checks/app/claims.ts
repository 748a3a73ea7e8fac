import type { AppCheck } from './app-check';
import type { AppClient } from './pools';
import { describe } from './provenance';
import { accessDecisionsOf } from '../../analysis/access-decisions';
import { chosenNames, hasAccessWord } from '../../analysis/access-names';
import { facetOf } from '../../analysis/facets';
import { possibly, type KnownResult, type RequiredResult } from '../../analysis/possible-results';
import { contributionsTo, levelOf, type Contribution } from '../../analysis/provenance';
import { authorPath } from '../../cdk/stacks';
import { isAttributeClaim } from '../../core/cognito/claims';
import { isEnforced, type Expression, type Rule, type RulesetDocument, type SetClaimRule } from '../../core/document/document';
import { expressionsOf } from '../../core/document/expressions';
import type { Warning } from '../../problems/problems';

/** Claims that users can write, and that a back end may mistake for trusted ones. */
export const USER_CONTROLLED_CLAIM: AppCheck = {
  name: 'UserControlledClaim',
  finds: 'a claim that users control, in the access token or with a name that suggests authorization, without usedForAuthorization',
  findings: app => {
    const { compilation: { document }, writers } = app;
    const decided = new Set(accessDecisionsOf(document).map(({ rule }) => rule));
    const undeclared = document.rules.filter(isSetClaim)
      .filter(rule => isEnforced(rule) && rule.usedForAuthorization === undefined && !decided.has(rule));
    return {
      warnings: undeclared.flatMap(rule => {
        const writtenIn = (expression: Expression): readonly Contribution[] =>
          contributionsTo(expression, { ...document, subjects: rule.subjects }).filter(part => levelOf(part, writers) === 'USER');
        const written = expressionsOf(rule).flatMap(([, expression]) => writtenIn(expression));
        const isWritten = (expression: Expression): boolean => writtenIn(expression).length > 0;
        const members = chosenNames(rule.value, isWritten, rule.when !== undefined && isWritten(rule.when));
        const names = [rule.claim, ...members, ...written.flatMap(({ attribute }) => attribute ?? [])];
        return written.length > 0 && (rule.tokens.includes('ACCESS') || names.some(hasAccessWord)) ? [{
          id: 'UserControlledClaim',
          path: rule.id,
          message: `users control the claim '${rule.claim}', through ${[...new Set(written.map(describe))].join(' and ')}`,
          fix: 'set usedForAuthorization: false if no '
            + 'access decision depends on it; otherwise set usedForAuthorization: true to see how to fix it',
        }] : [];
      }),
    };
  },
};

function isSetClaim(rule: Rule): rule is SetClaimRule {
  return rule.kind === 'setClaim';
}

/** Attributes that an app client may not read, but that its tokens contain. */
export const UNREADABLE_ATTRIBUTE: AppCheck = {
  name: 'UnreadableAttribute',
  finds: 'a claim that reveals an attribute to an app client that may not read it',
  findings: ({ compilation: { document }, clients: all }) => {
    const clients = all.map(client => ({ client, isPossible: possibly(knownOf(client)) }));
    const warnings = document.rules.filter(isSetClaim).filter(isEnforced).flatMap(rule => {
      // only attributes that readAttributes can name; every client gets the others
      const shown = attributesShown(rule.value, neededFor(rule, document)).filter(({ attribute }) => isAttributeClaim(attribute));
      return [...new Set(shown.map(({ attribute }) => attribute))].flatMap((attribute): Warning[] => {
        const needed = shown.filter(each => each.attribute === attribute).map(each => each.needed);
        const kept = clients.filter(({ client, isPossible }) => !mayRead(client, attribute) && needed.some(isPossible))
          .map(({ client: { resource } }) => authorPath(resource));
        return kept.length > 0 ? [{
          id: 'UnreadableAttribute',
          path: rule.id,
          message: `the claim '${rule.claim}' reveals '${attribute}' to ${kept.join(', ')}, which may not read it`,
          fix: 'add it to readAttributes, or add a condition with Condition.client(...) to the rule',
        }] : [];
      });
    });
    return { warnings };
  },
};

/** The conditions for a rule to put its claim into a user's token: the rule applies, and no other rule denies the token or suppresses the claim. */
function neededFor({ claim, tokens, when }: SetClaimRule, { rules }: RulesetDocument): readonly RequiredResult[] {
  const undone = rules.filter(rule => isEnforced(rule) && rule.subjects.includes('USER')).flatMap(rule => rule.when
    && (rule.kind === 'deny' || (rule.kind === 'suppressClaim' && rule.claim === claim && tokens.every(token => rule.tokens.includes(token)))) ? [rule.when] : []);
  return [...when ? [{ condition: when, result: true }] : [], ...undone.map(condition => ({ condition, result: false }))];
}

interface Shown {
  readonly attribute: string;
  readonly needed: readonly RequiredResult[];
}

/** Attributes whose value becomes part of the claim. Attributes that are only compared or used as lookup keys do not count. */
function attributesShown({ op, args = [], of = [] }: Expression, needed: readonly RequiredResult[]): readonly Shown[] {
  const all = (parts: readonly Expression[]): readonly Shown[] => parts.flatMap(part => attributesShown(part, needed));
  const facet = facetOf(op);
  switch (facet.kind) {
    case 'source':
      return facet.shows ? [{ attribute: facet.shows(args), needed }] : [];
    case 'choice':
      return facet.by === 'KEY' ? all(of.slice(1))
        : of.slice(1).flatMap((branch, index) => attributesShown(branch, [...needed, { condition: of[0], result: index === 0 }]));
    case 'members':
      // values that only select elements are not shown
      return all(of.slice(0, 1));
    case 'trusted':
    case 'firstPresent':
    case 'list':
    case 'member':
    case 'each':
    case 'part':
    case 'picked':
    case 'derived':
      return all(of);
    case 'comparison':
    case 'combination':
    case 'subject':
    case 'fact':
      return [];
  }
}

/** The results of conditions that follow from the app client, for the token of a user. */
function knownOf({ key }: AppClient): KnownResult {
  return ({ op, args = [] }) => {
    const facet = facetOf(op);
    return op === 'client' ? (args[0] as string[]).includes(key) : facet.kind === 'subject' ? facet.subject === 'USER' : undefined;
  };
}

function mayRead({ settings: { ReadAttributes: readable } }: AppClient, attribute: string): boolean {
  return !Array.isArray(readable) || readable.length === 0 || readable.includes(attribute) || readable.some(name => typeof name !== 'string');
}
