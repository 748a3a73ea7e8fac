import type { AppCheck, CheckedApp } from './app-check';
import { canChangeScopes } from './plan';
import { withRegistration } from './pool-writers';
import { fixesFor, fixesForOriginal, type FixedApp } from './provenance-fixes';
import { accessDecisionsOf, contributionsOf, type AccessDecision, type OriginalClaim } from '../../analysis/access-decisions';
import { isTrusted, levelOf, providersOf, type Contribution, type ProvenanceContext } from '../../analysis/provenance';
import { isEditedAt, withPossible, writePathsOf, writePathsOfFederated, type PossibleWriters, type WritePath, type PoolWriters } from '../../core/cognito/attribute-writers';
import type { Level } from '../../core/document/document';
import type { Problem, Warning } from '../../problems/problems';

/** Values in access decisions that users, callers or identity providers control. */
export const PROVENANCE: AppCheck = {
  name: 'Provenance',
  finds: 'an access decision that depends on a value that users, callers or identity providers control',
  findings: ({ writers, compilation: { document } }, all) => {
    const decisions = accessDecisionsOf(document);
    const untrusted = decisions.map(decision => contributionsOf(decision, document).filter(part => !isTrusted(levelOf(part, writers))));
    const attributes = [...new Set(untrusted.flat().flatMap(({ attribute }) => attribute ?? []))];
    const app: FixedApp = { writers, pools: all.map(each => each.writers), changesScopes: all.every(canChangeScopes), attributes };
    return {
      problems: decisions.flatMap((decision, index) => problemsOf(decision, untrusted[index], app)),
      warnings: unseenWriters(decisions, document, writers),
    };
  },
};

/** One problem for each value and path, however often the value occurs there. */
function problemsOf(
  { rule, path, decides, consumer, original }: AccessDecision, parts: readonly Contribution[], app: FixedApp,
): readonly Problem[] {
  const { writers } = app;
  const found = new Map<string, Problem>();
  for (const part of parts) {
    const given = `${original ? ORIGINAL[original].given : ''}${describe(part)}: ${who(part, levelOf(part, writers)!, writers)}`;
    found.set(given, {
      check: 'Provenance',
      path,
      given,
      allowed: `a value that the operator controls, as the rule decides about ${decides}`,
      fix: oneOf([
        ...original ? [ORIGINAL[original].fix, ...fixesForOriginal(part, app)] : fixesFor(part, app, rule.subjects),
        ...consumer === undefined ? [] : [`set usedForAuthorization: false, if neither ${consumer} nor another reader of the token decides about access by the claim`],
      ]),
    });
  }
  return [...found.values()];
}

const ORIGINAL: Record<OriginalClaim['member'], { readonly given: string; readonly fix: string }> = {
  ifAbsent: { given: "Cognito's own claim, which stays if the rule has no value, ", fix: 'leave out IfAbsent.KEEP_ORIGINAL, or use IfAbsent.DENY' },
  tokens: { given: "Cognito's own claim, which stays in the ID token, ", fix: 'set the claim in both tokens, or suppress it in the ID token' },
};

function oneOf(fixes: readonly string[]): string {
  return fixes.length === 1 ? fixes[0] : `one of:${fixes.map(fix => `\n           - ${fix}`).join('')}`;
}

/** The value, and the source keys through which it influences the result. */
export function describe({ expression: { op, args = [] }, sources }: Pick<Contribution, 'expression' | 'sources'>): string {
  // declarations of types and lengths are objects, and are left out
  const constants = args.filter(arg => Array.isArray(arg) || typeof arg !== 'object')
    .map(arg => typeof arg === 'string' ? `'${arg}'` : Array.isArray(arg) ? arg.join('.') : String(arg)).join(', ');
  const way = sources.map(name => ` -> key of the source '${name}'`).reverse().join('');
  return `${op}(${constants})${way}`;
}

function who({ attribute, control, expression }: Contribution, level: Level, writers: PoolWriters): string {
  if (attribute !== undefined) {
    const providers = providersOf(expression) ?? writers.mapped.get(attribute) ?? [];
    const names = providers.map(name => `'${name}'`).join(' and ');
    return level === 'PROVIDER' ? names === '' ? 'identity providers write parts of it' : `the identity provider ${names} sets it`
      : providersOf(expression) && isEditedAt(providers, attribute, writers) ? `people edit it in their profile at ${names}`
        : `users can write it${describeWritePaths(attribute, writers, providersOf(expression))}`;
  }
  switch (control) {
    case 'username': return 'people choose it when they sign up';
    case 'table': return 'users can write it, as userWritable declares';
    case 'metadata': return 'the caller sets it, and Amazon Cognito does not validate it';
    default: return 'the caller chooses it';
  }
}

const WRITE_PATHS: Record<WritePath['kind'], (clients: string) => string> = {
  SIGN_UP: clients => `at sign-up, through ${clients}`,
  UPDATE: clients => `with UpdateUserAttributes, as tokens of ${clients} can have the scope aws.cognito.signin.user.admin`,
  FIRST_PASSWORD: clients => `when they set their first password, if it has no value yet, through ${clients}`,
};

/** @param providers the identity providers of a value that only their users have */
function describeWritePaths(attribute: string, writers: PoolWriters, providers: readonly string[] | undefined): string {
  const pathsIn = (pool: PoolWriters): readonly WritePath[] =>
    providers ? writePathsOfFederated(attribute, providers, pool) : writePathsOf(attribute, pool);
  const known = pathsIn(writers);
  // users provide their own address, unless it is known that nobody can
  const open = known.length > 0 ? known : pathsIn(withPossible(attribute, writers));
  const declared = open.some(({ client }) => client.origin === 'POOL_FACTS') ? [', as poolFacts.userWritableAttributes declares'] : [];
  const shown = open.filter(({ client }) => client.origin !== 'POOL_FACTS');
  const kinds = [...new Set(shown.map(({ kind }) => kind))];
  const paths = kinds.map(kind => WRITE_PATHS[kind](shown.filter(each => each.kind === kind).map(({ client }) => client.name).join(', ')));
  return `${paths.length > 0 ? ` ${paths.join('; ')}` : ''}${declared.join('')}`;
}

/** A warning if an access decision depends on an attribute, and the app does not show everyone who can write it. */
function unseenWriters(decisions: readonly AccessDecision[], context: ProvenanceContext, writers: PoolWriters): readonly Warning[] {
  const unseenIn = (decision: AccessDecision): readonly Contribution[] =>
    contributionsOf(decision, context).filter(part => levelOf(part, writers) === undefined);
  const unseen = decisions.find(decision => unseenIn(decision).length > 0);
  return unseen ? [{
    id: 'UnseenWriters',
    path: unseen.path,
    ...whyUnseen(unseenIn(unseen), writers),
  }] : [];
}

/** The reason and the way out. */
function whyUnseen(parts: readonly Contribution[], { possible, ...writers }: PoolWriters): Required<Pick<Warning, 'message' | 'fix'>> {
  const because = (why: string, fix: string): ReturnType<typeof whyUnseen> => ({ message: `the rule decides about access by a user attribute or the username, but ${why}`, fix });
  const clients = possible?.clients.filter(({ origin }) => origin !== 'UNSEEN').map(({ name }) => name) ?? [];
  const why = clients.length > 0 ? whetherItBelongs(clients) : 'the app does not create the user pool with its app clients';
  if (parts.every(({ attribute }) => attribute === undefined)) {
    return because(why, 'use Value.sub(), which Cognito assigns');
  }
  // the clients are known, if the levels are known once the mappings are
  const noMappings = { mapped: new Map<string, readonly string[]>(), mapsAny: false, hasProviders: false };
  const withMappings = possible && { ...writers, possible: { ...possible, ...noMappings } };
  return withMappings && parts.every(part => levelOf(part, withMappings) !== undefined)
    ? because(whyMappingsAreUnknown(possible), 'make sure that no identity provider sets the attribute, and declare those that providers set in poolFacts.mappedAttributes')
    : because(why, 'make sure that no app client may write the attribute, and declare the writable attributes and those that identity providers set in poolFacts');
}

function whyMappingsAreUnknown({ providers, unknownMappings }: PossibleWriters): string {
  return unknownMappings.length > 0 ? `only the deployment knows which attributes ${unknownMappings.join(', ')} maps`
    : providers.length > 0 ? whetherItBelongs(providers) : 'the app does not show the identity providers of the user pool';
}

function whetherItBelongs(names: readonly string[]): string {
  return `only the deployment knows whether ${names.join(', ')} belongs to the user pool`;
}

/**
 * True if an access decision relies on an attribute that no app client may write, so that it would not be safe with app clients that applications
 * register. Whether a pool allows that is only known at deployment.
 */
export function reliesOnClients({ compilation: { document }, writers }: CheckedApp): boolean {
  const open = withRegistration(writers, document.rules);
  return open !== undefined && accessDecisionsOf(document).some(decision => contributionsOf(decision, document)
    .some(part => levelOf(part, writers) !== undefined && isTrusted(levelOf(part, writers)) && !isTrusted(levelOf(part, open))));
}
