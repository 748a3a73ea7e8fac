import type { AppCheck, CheckedApp } from './app-check';
import { accessDecisionsOf, type AccessDecision } from '../../analysis/access-decisions';
import { facetOf } from '../../analysis/facets';
import { isGrant, negativeConditionsIn } from '../../analysis/negative-conditions';
import { possibly } from '../../analysis/possible-results';
import { contributionsTo } from '../../analysis/provenance';
import type { Expression, RulesetDocument } from '../../core/document/document';
import { walk } from '../../core/document/expressions';

/** A rule that excludes some app clients does not protect anything if users can sign in through another public client. */
export const EXCLUDED_CLIENT: AppCheck = {
  name: 'ExcludedClientGrants',
  finds: 'a rule that grants access for all app clients except some, while users can choose the client',
  findings: ({ compilation: { document }, clients, showsAllClients }) => {
    const isPublic = !showsAllClients || clients.some(({ settings }) => settings.GenerateSecret !== true);
    return {
      warnings: accessDecisionsOf(document).filter(each => isPublic && isGrant(each) && grantsToOthers(each, document)).map(({ path }) => ({
        id: 'ExcludedClientGrants',
        path,
        message: 'the rule grants access for all app clients except some, and users can choose the app client that they sign in with: name the clients to grant it to instead',
      })),
    };
  },
};

/** True if the identity provider influences the value, directly or through the key of a source that it reads. */
function isOfProvider(expression: Expression, app: CheckedApp): boolean {
  return contributionsTo(expression, app.compilation.document).some(({ control }) => control === 'linkedProvider');
}

/**
 * True if the rule also grants for clients that no condition names: conditions on clients are false for these. Machine tokens do not count,
 * as a machine has only its own client.
 */
function grantsToOthers(decision: AccessDecision, document: RulesetDocument): boolean {
  const canBeForOthers = possibly(each => isOfClient(each) ? false : undefined);
  return decision.rule.subjects.includes('USER') && (holds(decision.expression, hasOtherClients)
    || negativeConditionsIn(decision, document).some(({ condition, required }) => isOfClient(condition) && canBeForOthers(required)));
}

/** True if a lookup by client has a default value for all other clients. */
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

/** A linked identity provider does not tell how the user signed in. */
export const LINKED_USER: AppCheck = {
  name: 'LinkedUser',
  finds: 'an access decision that depends on the identity provider that a user is linked to',
  findings: app => ({
    warnings: accessDecisionsOf(app.compilation.document).filter(({ expression }) => isOfProvider(expression, app)).map(({ path }) => ({
      id: 'LinkedUser',
      path,
      message: 'a user who is linked to an identity provider can still have signed in with a password: '
        + 'use Value.federatedAttribute(...), which has a value only for users who come from the provider',
    })),
  }),
};
