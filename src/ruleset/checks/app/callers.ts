import type { AppCheck } from './app-check';
import type { Expression, RulesetDocument } from '../../document';
import { walk } from '../../expressions';
import { operatorOf } from '../../operators';
import { canBe, gives, reversedIn } from '../giving';
import { sinksOf, type Sink } from '../sinks';

/** Whoever may not have something from one public client asks another one. */
export const EXCLUDED_CLIENT: AppCheck = {
  name: 'ExcludedClientGrants',
  finds: 'a rule that gives access to all but some app clients, where users choose the client',
  findings: ({ compilation: { document }, clients }) => {
    const isPublic = clients.length === 0 || clients.some(({ settings }) => settings.GenerateSecret !== true);
    return {
      warnings: sinksOf(document).filter(sink => isPublic && gives(sink) && givesToOthers(sink, document)).map(({ path }) => ({
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

/** Conditions on clients are false for a client that none of them names. */
function givesToOthers(sink: Sink, document: RulesetDocument): boolean {
  return reversedIn(sink, document).some(({ atom, wanted }) => isOfClient(atom) && canBe(wanted, each => isOfClient(each) ? false : undefined));
}

function isOfClient({ op, of = [] }: Expression): boolean {
  return op === 'client' || (operatorOf(op).kind === 'comparison' && op !== 'isPresent' && of.length > 0 && holds(of[0], each => each.op === 'clientId'));
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
