import type { AppCheck } from './app-check';
import type { Expression } from '../../document';
import { walk } from '../../expressions';
import { sinksOf } from '../sinks';

/** Whoever may not have something from one public client asks another one. */
export const EXCLUDED_CLIENT: AppCheck = {
  name: 'ExcludedClientGrants',
  finds: 'a rule that gives access to all but some app clients, where users choose the client',
  findings: ({ compilation: { document }, clients }) => {
    const isPublic = clients.length === 0 || clients.some(({ settings }) => settings.GenerateSecret !== true);
    return {
      warnings: sinksOf(document).filter(({ rule, expression }) => isPublic && gives(rule.kind) && excludesClients(expression)).map(({ path }) => ({
        id: 'ExcludedClientGrants',
        path,
        message: 'the rule gives access to all app clients but some, and whoever signs in chooses the client: name the clients that may have it',
      })),
    };
  },
};

function isOfProvider({ op }: Expression): boolean {
  return op === 'identityProvider' || op === 'hasFederatedIdentity';
}

function gives(kind: string): boolean {
  return kind === 'addScope' || kind === 'setGroups' || kind === 'setClaim';
}

function excludesClients(expression: Expression): boolean {
  return holds(expression, each => each.op === 'none' && holds(each, ({ op }) => op === 'client' || op === 'clientId'));
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
  findings: ({ compilation: { document } }) => ({
    warnings: sinksOf(document).filter(({ expression }) => holds(expression, isOfProvider)).map(({ path }) => ({
      id: 'LinkedUser',
      path,
      message: 'a user who is linked to an identity provider may have signed in with a password all the same: '
        + 'Value.federatedAttribute(...) has a value for users who come from the provider alone',
    })),
  }),
};
