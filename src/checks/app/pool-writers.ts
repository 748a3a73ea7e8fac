import type { CfnResource } from 'aws-cdk-lib';
import type { CheckedApp } from './app-check';
import type { AppClient, PoolMembers } from './pools';
import { renderedProperties } from '../../cdk/resources';
import { authorPath } from '../../cdk/stacks';
import { branchesOf, hasKnownMembers, isIntrinsic, mapsIn } from '../../cdk/token-content';
import type { ClientWriter, PossibleWriters, PoolWriters } from '../../core/cognito/attribute-writers';
import { attributeName, schemaAttributeName, type SchemaAttribute } from '../../core/cognito/claims';
import { clientWriter, registeredClients } from '../../core/cognito/client-writer';
import { ADMIN_SCOPE } from '../../core/cognito/scopes';
import type { Rule } from '../../core/document/document';
import { isPlainMap } from '../../core/document/json';
import type { PoolFacts } from '../../pool-facts';

/** Who can write the attributes of a pool: everyone whom the app shows or `poolFacts` declares, and who may exist besides. */
export function poolWriters(app: PoolInApp, providers: PoolMembers): PoolWriters {
  const { rules, pool, clients, possibleClients, facts } = app;
  const writersOf = (some: readonly AppClient[]): readonly ClientWriter[] =>
    some.map(client => withRules(clientWriter(authorPath(client.resource), client.settings), rules, client.key));
  const undeclared = showsClients(app) || facts?.userWritableAttributes ? [] : [UNSEEN_CLIENTS];
  const showsProviders = showsClients(app) || facts?.mappedAttributes !== undefined;
  const seen = mappingsOf(providers.certain);
  const hidden = mappingsOf(providers.possible);
  const unknownMappings = [...seen.unknown, ...hidden.unknown];
  const schema = mapsIn<AttributeInSchema>(pool?.Schema);
  const named = (holds: (attribute: AttributeInSchema) => boolean): readonly string[] =>
    schema.filter(holds).map(schemaAttributeName).filter(name => name !== undefined);
  const selfSignUp = pool !== undefined && pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true;
  const writers: PoolWriters = {
    clients: [...writersOf(clients), ...[...registered(app), ...declared(facts)].map(client => withRules(client, rules))],
    selfSignUp,
    choosesUsernames: selfSignUp && !(Array.isArray(pool?.UsernameAttributes) && pool.UsernameAttributes.length > 0),
    hasProviders: providers.certain.length > 0 || Object.keys(facts?.mappedAttributes ?? {}).length > 0,
    mapped: merged(seen.mapped, declaredMappings(facts)),
    required: named(({ Required }) => Required === true),
    immutable: named(({ Mutable }) => Mutable === false),
    custom: [...new Set([...named(() => true), ...facts?.customAttributes?.map(attributeName) ?? []])].filter(name => name.startsWith('custom:')),
  };
  const possible: PossibleWriters = {
    clients: [...writersOf(possibleClients), ...undeclared.map(client => withRules(client, rules))],
    selfSignUp: pool === undefined,
    choosesUsernames: pool === undefined,
    hasProviders: providers.possible.length > 0 || !showsProviders,
    mapped: hidden.mapped,
    mapsAny: !showsProviders || (unknownMappings.length > 0 && facts?.mappedAttributes === undefined),
    providers: providers.possible.map(authorPath),
    unknownMappings,
  };
  const { selfSignUp: maySignUp, hasProviders, mapsAny } = possible;
  const isMore = possible.clients.length > 0 || possible.mapped.size > 0 || maySignUp || hasProviders || mapsAny;
  return isMore ? { ...writers, possible } : writers;
}

/** The pool with app clients that applications register, with all scopes; undefined if it is known that they can. */
export function withRegistration(writers: PoolWriters, rules: readonly Rule[]): PoolWriters | undefined {
  const client = registeredClients({ AllowedScopes: UNKNOWN })!;
  return writers.clients.some(({ origin }) => origin === client.origin) ? undefined
    : { ...writers, clients: [...writers.clients, withRules(client, rules)] };
}

/** A setting that the app does not show. */
const UNKNOWN = {};

/** The part of the app that decides who can write. */
export type PoolInApp = Pick<CheckedApp, 'pool' | 'clients' | 'possibleClients' | 'facts'> & { readonly rules: readonly Rule[] };

/** True if the app creates the pool and app clients of it. Then it is taken to create all of them. */
export function showsClients({ pool, clients }: Pick<CheckedApp, 'pool' | 'clients'>): boolean {
  return pool !== undefined && clients.length > 0;
}

interface AttributeInSchema extends SchemaAttribute {
  readonly Required?: unknown;
  readonly Mutable?: unknown;
}

const UNSEEN_CLIENTS: ClientWriter = { name: 'app clients that the app does not show', origin: 'UNSEEN', isUnknown: true, signsIn: true, hasAdminScope: true };

/** App clients that applications register by themselves, according to the pool and to `poolFacts`. */
function registered({ pool, facts }: PoolInApp): readonly ClientWriter[] {
  const { DcrConfiguration: settings } = pool ?? {};
  const inPool = registrationOf(settings);
  const declaredOnes = facts?.dynamicClients && registeredClients({ AllowedScopes: facts.dynamicClients.allowedScopes ?? UNKNOWN });
  return [inPool, declaredOnes].flatMap(client => client ?? []);
}

/** A registration that only the deployment knows may be on, with all scopes. */
function registrationOf(settings: unknown): ClientWriter | undefined {
  const possible = branchesOf(settings).filter(isPlainMap)
    .flatMap(each => registeredClients(isIntrinsic(each) ? { AllowedScopes: each } : each) ?? []);
  return possible.find(({ hasAdminScope }) => hasAdminScope) ?? possible[0];
}

/** The app clients that `poolFacts` declares. Only the attributes are known, so every write path counts as open. */
function declared({ userWritableAttributes: writes = [] }: PoolFacts = {}): readonly ClientWriter[] {
  return writes.length === 0 ? [] : [{
    name: 'poolFacts.userWritableAttributes', origin: 'POOL_FACTS', writes: writes.map(attributeName), signsIn: true, hasAdminScope: true,
  }];
}

type Mapped = PoolWriters['mapped'];

function declaredMappings({ mappedAttributes = {} }: PoolFacts = {}): Mapped {
  return new Map(Object.entries(mappedAttributes).map(([name, providers]) => [attributeName(name), providers]));
}

/** The attributes that identity providers map or may map, with the names of the providers, and the providers that may map others. */
function mappingsOf(providers: readonly CfnResource[]): { readonly mapped: Mapped; readonly unknown: readonly string[] } {
  const all = providers.map(provider => {
    const { AttributeMapping: mapping, ProviderName: name } = renderedProperties(provider) ?? {};
    return { provider, name: typeof name === 'string' ? name : provider.node.path, mappings: mapping === undefined ? [] : branchesOf(mapping) };
  });
  const mapped = all.flatMap(({ name, mappings }) => mappings.filter(hasKnownMembers)
    .flatMap(mapping => Object.keys(mapping).map(attribute => new Map([[attribute, [name]]]))));
  const unknown = all.filter(({ mappings }) => !mappings.every(hasKnownMembers)).map(({ provider }) => authorPath(provider));
  return { mapped: merged(...mapped), unknown };
}

function merged(...all: readonly Mapped[]): Mapped {
  const result = new Map<string, readonly string[]>();
  all.forEach(each => each.forEach((providers, attribute) => result.set(attribute, [...new Set([...result.get(attribute) ?? [], ...providers])])));
  return result;
}

/**
 * A client with the write path that rules leave open. Rules that always remove `aws.cognito.signin.user.admin` from the client's tokens close
 * the path, and rules that add it open the path, whatever scopes the client may request.
 *
 * @param key the key by which the document names the client; undefined for a client that the app does not create
 */
function withRules(writer: ClientWriter, rules: readonly Rule[], key?: string): ClientWriter {
  if (writer.hasNoUsers) {
    return writer;
  }
  const inForce = rules.filter(({ mode, subjects }) => mode === 'ENFORCE' && subjects.includes('USER'));
  const isFor = ({ when }: Rule, otherwise: boolean): boolean => {
    if (when?.op !== 'client') {
      return !when || otherwise;
    }
    // no rule can name a client that registers itself
    return key !== undefined ? (when.args![0] as string[]).includes(key) : otherwise && writer.origin !== 'REGISTRATION';
  };
  // ScopeRule.suppress wins over ScopeRule.add; ScopeRule.keepOnly filters requested scopes and does not
  const isSuppressed = inForce.some(rule => rule.kind === 'suppressScope' && rule.scope === ADMIN_SCOPE && isFor(rule, false));
  const isAdded = inForce.some(rule => rule.kind === 'addScope' && rule.value.op === 'literal' && rule.value.args![0] === ADMIN_SCOPE && isFor(rule, true));
  const isLeftOut = inForce.some(rule => rule.kind === 'keepScopes' && rule.standardScopes && rule.value.op === 'literal'
    && !(rule.value.args![0] as unknown[]).includes(ADMIN_SCOPE) && isFor(rule, false));
  return { ...writer, hasAdminScope: !isSuppressed && (isAdded || (writer.hasAdminScope && !isLeftOut)), ...isAdded && { addsAdminScope: true } };
}
