import type { AppCheck, CheckedApp } from './app-check';
import { accessDecisionsOf, contributionsOf, type AccessDecision } from '../../analysis/access-decisions';
import { asFilter, facetOf } from '../../analysis/facets';
import { isGrant, negativeConditionsIn } from '../../analysis/negative-conditions';
import { possibly } from '../../analysis/possible-results';
import { contributionsTo, isBoundKey } from '../../analysis/provenance';
import { isNothingWithout } from '../../analysis/results-without';
import { renderedProperties } from '../../cdk/resources';
import type { Expression, RulesetDocument } from '../../core/document/document';
import { sourceRead, valuesOf, walk } from '../../core/document/expressions';
import { ownMember } from '../../core/document/json';
import { operatorOf } from '../../core/operators';

/** A rule that excludes some app clients does not protect anything if users can sign in through another public client. */
export const EXCLUDED_CLIENT: AppCheck = {
  name: 'ExcludedClientGrants',
  finds: 'a rule that grants access for all app clients except some, while users can choose the client',
  // even if the app shows no other client: another app, or applications themselves, can create some
  findings: ({ compilation: { document } }) => ({
    warnings: accessDecisionsOf(document).filter(each => isGrant(each) && grantsToOthers(each, document)).map(({ path }) => ({
      id: 'ExcludedClientGrants',
      path,
      message: 'the rule grants access for all app clients except some, and users can choose the app client that they sign in with',
      fix: 'name the clients to grant it to instead',
    })),
  }),
};

/** A public app client does not protect anything: everybody who knows its id can sign in with it. */
export const PUBLIC_CLIENT_GRANTS: AppCheck = {
  name: 'PublicClientGrants',
  finds: 'a rule that grants access to everybody who signs in with an app client without a secret',
  findings: ({ compilation, clients, showsAllClients }) => {
    const { document } = compilation;
    // rules also name app clients of the enricher's other user pools
    const named = [...compilation.clients.named.values()].filter(({ resource }) => renderedProperties(resource)?.GenerateSecret === true);
    const confidential = named.map(({ key }) => key);
    const anyPublic = !showsAllClients || clients.some(({ settings }) => settings.GenerateSecret !== true);
    const isPublic = (each: Expression): boolean =>
      each.op === 'client' ? (each.args![0] as string[]).some(key => !confidential.includes(key))
        : anyPublic && isCondition(each) && (isOfClient(each) || isKeyedByClient(each, document));
    const isOfPublic = (value: Expression): boolean => anyPublic && (holds(value, isTableOfClients) || isKeyedByClient(value, document));
    const grants = accessDecisionsOf(document).filter(each => isGrant(each) && isForUsers(each)
      && grantsBy(each, document, isPublic, isOfPublic));
    return {
      warnings: grants.map(({ path }) => ({
        id: 'PublicClientGrants',
        path,
        message: 'the rule grants access to everybody who signs in with an app client that may have no secret, and users choose the app client',
        fix: 'add a condition on the user, such as Condition.inGroup(...), or give the app client a secret',
      })),
    };
  },
};

/** True for scopes, groups, roles and claims used for authorization. The audience and the address of a user are no permissions. */
function isForUsers({ rule }: AccessDecision): boolean {
  return rule.subjects.includes('USER') && (rule.kind !== 'setClaim' || rule.usedForAuthorization === true);
}

/** True if the app client gives the access: a user to whom nobody else gives anything has it with the client, and not without it. */
function grantsBy(
  { expression, rule }: AccessDecision, document: RulesetDocument,
  isPublic: (condition: Expression) => boolean, isOfPublic: (value: Expression) => boolean,
): boolean {
  const { when } = rule;
  const [canBeWith, canBeWithout] = [true, false].map(result => possibly(each => isPublic(each) ? result : resultForAnyUser(each)));
  const gives = (...conditions: readonly Expression[]): boolean => {
    const required = conditions.map(condition => ({ condition, result: true }));
    return canBeWith(required) && !canBeWithout(required);
  };
  if (expression === when) {
    // a value that only some users have is theirs, whatever the client is
    return gives(when) && valuesOf(rule).some(([, value]) => !isNothingWithout(value, each => isOfSomeUsers(each, document)));
  }
  const others = when ? [when] : [];
  return holds(expression, each => {
    const { op, of = [] } = asFilter(each);
    const facet = facetOf(op);
    const selects = facet.kind === 'choice' && facet.by === 'CONDITION' ? [of[0]] : facet.kind === 'members' ? of.slice(1).filter(isCondition) : [];
    return selects.some(condition => gives(...others, condition));
  }) || (canBeWith(others.map(condition => ({ condition, result: true }))) && isOfPublic(expression));
}

/** The result of a condition for a user without groups, items and attributes, who sends and requests anything; undefined if the user chooses it. */
function resultForAnyUser(condition: Expression): boolean | undefined {
  const facet = facetOf(condition.op);
  if (facet.kind === 'subject') {
    return facet.subject === 'USER';
  }
  const sources = sourcesIn(condition);
  if (sources.some(kind => kind === 'scopes' || kind === 'metadata')) {
    return undefined;
  }
  return condition.op === 'isPresent' && sources.length === 0;
}

/** True for groups, attributes and own items: some users have none, whatever the client and the caller are. */
function isOfSomeUsers(expression: Expression, { sources }: RulesetDocument): boolean {
  const facet = facetOf(expression.op);
  const read = sourceRead(expression);
  const source = read && ownMember(sources, read.source);
  const isOwn = operatorOf(expression.op).ofUser === true && 'control' in facet && ['attribute', 'verified', 'level'].includes(facet.control.kind);
  return (isOwn && expression.op !== 'sub') || (source !== undefined && isBoundKey(source, ['USER']));
}

/** The kinds of what a condition reads, without constants and what every token has. */
function sourcesIn(condition: Expression): readonly string[] {
  const kinds: string[] = [];
  walk(condition, ({ op }) => {
    const facet = facetOf(op);
    if ('control' in facet && !(facet.control.kind === 'level' && ALWAYS_PRESENT.includes(op))) {
      kinds.push(facet.control.kind);
    }
  });
  return kinds;
}

const ALWAYS_PRESENT: readonly string[] = ['literal', 'sub', 'userPoolId', 'region', 'now'];

function isCondition({ op }: Expression): boolean {
  return ['comparison', 'combination', 'subject', 'fact'].includes(facetOf(op).kind);
}

/** True if users choose an item by the app client, because nothing binds its key to them. */
function isKeyedByClient(expression: Expression, document: RulesetDocument): boolean {
  return contributionsTo(expression, { ...document, subjects: ['USER'] }).some(({ control, sources }) => control === 'client' && sources.length > 0);
}

/** True if the identity provider influences the value, directly or through the key of a source that it reads. */
function isOfProvider(decision: AccessDecision, app: CheckedApp): boolean {
  return contributionsOf(decision, app.compilation.document).some(({ control }) => control === 'linkedProvider');
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
    warnings: accessDecisionsOf(app.compilation.document).filter(decision => isOfProvider(decision, app)).map(({ path }) => ({
      id: 'LinkedUser',
      path,
      message: 'a user who is linked to an identity provider can still have signed in with a password',
      fix: "use Value.federatedAttribute('identities', [...]).isPresent() with the names of the providers, which only users who come from them have",
    })),
  }),
};
