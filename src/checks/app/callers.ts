import type { AppCheck, CheckedApp } from './app-check';
import { accessDecisionsOf, type AccessDecision } from '../../analysis/access-decisions';
import { facetOf } from '../../analysis/facets';
import { isGrant, negativeConditionsIn } from '../../analysis/negative-conditions';
import { possibly } from '../../analysis/possible-results';
import { contributionsTo } from '../../analysis/provenance';
import type { Expression, RulesetDocument } from '../../core/document/document';
import { walk } from '../../core/document/expressions';

/** Whoever may not have something from one public client asks another one. */
export const EXCLUDED_CLIENT: AppCheck = {
  name: 'ExcludedClientGrants',
  finds: 'a rule that gives access to all but some app clients, where users choose the client',
  findings: ({ compilation: { document }, clients }) => {
    const isPublic = clients.length === 0 || clients.some(({ settings }) => settings.GenerateSecret !== true);
    return {
      warnings: accessDecisionsOf(document).filter(each => isPublic && isGrant(each) && grantsToOthers(each, document)).map(({ path }) => ({
        id: 'ExcludedClientGrants',
        path,
        message: 'the rule gives access to all app clients but some, and whoever signs in chooses the client: name the clients that may have it',
      })),
    };
  },
};

/** It depends on the provider, itself or by the key of what it reads. */
function isOfProvider(expression: Expression, app: CheckedApp): boolean {
  return contributionsTo(expression, app.compilation.document).some(({ control }) => control === 'linkedProvider');
}

/** Conditions on clients are false for a client that none of them names. Machines have no other client than their own. */
function grantsToOthers(decision: AccessDecision, document: RulesetDocument): boolean {
  const canBeForOthers = possibly(each => isOfClient(each) ? false : undefined);
  return decision.rule.subjects.includes('USER') && (holds(decision.expression, hasOtherClients)
    || negativeConditionsIn(decision, document).some(({ condition, required }) => isOfClient(condition) && canBeForOthers(required)));
}

/** A table of clients with a value for all others. */
function hasOtherClients(expression: Expression): boolean {
  const { op, args = [], of = [] } = expression;
  return facetOf(op).kind === 'firstPresent'
    ? of.slice(0, -1).some(isTableOfClients)
    : isTableOfClients(expression) && of.length > (args[0] as string[]).length + 1;
}

function isTableOfClients({ op, of = [] }: Expression): boolean {
  const facet = facetOf(op);
  return facet.kind === 'choice' && facet.by === 'KEY' && holds(of[0], isClientId);
}

function isClientId({ op }: Expression): boolean {
  return op === 'clientId';
}

function isOfClient({ op, of = [] }: Expression): boolean {
  const facet = facetOf(op);
  return op === 'client' || (facet.kind === 'comparison' && facet.looksAt === 'VALUE' && of.some(each => holds(each, isClientId)));
}

function holds(expression: Expression, is: (expression: Expression) => boolean): boolean {
  let found = false;
  walk(expression, each => { found ||= is(each); });
  return found;
}

/** That a user is linked to a provider does not say how the sign-in was done. */
export const LINKED_USER: AppCheck = {
  name: 'LinkedUser',
  finds: 'a rule that decides about access by the identity provider that a user is linked to',
  findings: app => ({
    warnings: accessDecisionsOf(app.compilation.document).filter(({ expression }) => isOfProvider(expression, app)).map(({ path }) => ({
      id: 'LinkedUser',
      path,
      message: 'a user who is linked to an identity provider may have signed in with a password all the same: '
        + 'Value.federatedAttribute(...) has a value for users who come from the provider alone',
    })),
  }),
};
