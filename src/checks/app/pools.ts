import type { CfnResource } from 'aws-cdk-lib';
import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { USER_POOL } from '../../cdk/pools';
import { referentsOfProperty, referentsOfText, type Referents } from '../../cdk/referents';
import { referenceText, renderedProperties, resourcesIn } from '../../cdk/resources';
import { hash, relativePath } from '../../cdk/stacks';
import { ADMIN_SCOPE } from '../../core/cognito/scopes';

/** The resources of an app that belong to a user pool, such as its app clients. */
export interface PoolMembers {
  readonly certain: readonly CfnResource[];
  /** Resources that may belong to it: the app does not show which pool they belong to. */
  readonly possible: readonly CfnResource[];
}

export const NO_MEMBERS: PoolMembers = { certain: [], possible: [] };

/** The user pool of a resource, by its `UserPoolId` in the template. */
export function poolOf(resource: CfnResource): Referents {
  return referentsOfProperty(resource, 'UserPoolId', USER_POOL);
}

/** Whether a resource belongs to a user pool, by its `UserPoolId` in the template; undefined if it may. */
export function membershipOf(pool: IUserPoolRef): (resource: CfnResource) => boolean | undefined {
  const { userPoolId, userPoolArn } = pool.userPoolRef;
  const byId = referentsOfText(userPoolId, pool, USER_POOL);
  const resources = [...byId.resources, ...referentsOfText(userPoolArn, pool, USER_POOL).resources];
  return resource => {
    const its = poolOf(resource);
    const isSame = its.text === byId.text || its.constants.some(id => byId.constants.includes(id));
    return isSame || its.resources.some(each => resources.includes(each)) ? true
      : its.isOpen || (byId.isOpen && its.resources.length === 0) ? undefined
        : false;
  };
}

/** Finds the resources of a type that belong to a user pool, in all stacks of the app. */
export function poolMembers(pool: IUserPoolRef, type: string): PoolMembers {
  const belongs = membershipOf(pool);
  const all = resourcesIn(pool.node.root, type).map(resource => ({ resource, belongs: belongs(resource) }));
  return {
    certain: all.filter(each => each.belongs === true).map(({ resource }) => resource),
    possible: all.filter(each => each.belongs === undefined).map(({ resource }) => resource),
  };
}

/** An app client, with its properties in the template. */
export interface AppClient {
  readonly resource: CfnResource;
  readonly settings: { readonly [name: string]: unknown };
  /** The key by which the document names it. */
  readonly key: string;
}

interface AppClients {
  readonly certain: readonly AppClient[];
  readonly possible: readonly AppClient[];
}

/** The app clients of a pool, from all stacks of the app, and those that may belong to it. */
export function appClients(pool: IUserPoolRef, providers: PoolMembers, scope: IConstruct): AppClients {
  const { certain, possible } = poolMembers(pool, 'AWS::Cognito::UserPoolClient');
  const toClient = (resource: CfnResource): AppClient =>
    ({ resource, settings: clientSettings(resource, providers.certain), key: hash(relativePath(resource, scope)) });
  return { certain: certain.map(toClient), possible: possible.map(toClient) };
}

/** The properties of the client in the template, with the name of each identity provider that it refers to. */
export function clientSettings(resource: CfnResource, providers: readonly CfnResource[]): AppClient['settings'] {
  const settings = renderedProperties(resource) ?? {};
  const { SupportedIdentityProviders: names } = settings;
  if (!Array.isArray(names)) {
    return settings;
  }
  const namesByReference = new Map(providers.map(provider =>
    [referenceText(provider), renderedProperties(provider)?.ProviderName]));
  return { ...settings, SupportedIdentityProviders: names.map((name: unknown) => namesByReference.get(JSON.stringify(name)) ?? name) };
}

/** The names that tokens of a pool can contain; a list is undefined if the app does not show all of them. */
export interface PoolNames {
  readonly scopes?: readonly string[];
  readonly groups?: readonly string[];
  readonly providers?: readonly string[];
}

const STANDARD_SCOPES: readonly string[] = ['openid', 'email', 'phone', 'profile', ADMIN_SCOPE, 'aws.cognito/dcr/register'];

/**
 * @param clients all app clients of the pool; undefined if the app does not show all of them
 * @param providers the identity providers of the pool; undefined if the app does not show all of them
 */
export function poolNames(pool: IUserPoolRef, clients: readonly AppClient[] | undefined, providers: readonly CfnResource[] | undefined): PoolNames {
  const scopes = clients && scopesOf(pool, clients);
  const groups = groupsOf(pool);
  const named = providers && strings(providers.map(provider => renderedProperties(provider)?.ProviderName));
  return { ...(scopes && { scopes }), ...(groups && { groups }), ...(named && { providers: named }) };
}

function scopesOf(pool: IUserPoolRef, clients: readonly AppClient[]): readonly string[] | undefined {
  const servers = poolMembers(pool, 'AWS::Cognito::UserPoolResourceServer');
  const references = servers.certain.map(referenceText);
  // a scope of a resource server can be written with a reference to its identifier
  const allowed = clients.flatMap(({ settings: { AllowedOAuthScopes: some = [] } }) => Array.isArray(some) ? some as unknown[] : [undefined])
    .filter(scope => typeof scope === 'string' || !references.some(reference => JSON.stringify(scope ?? null).includes(reference)));
  const ofServers = servers.certain.flatMap((server): unknown[] => {
    const { Identifier: identifier, Scopes: some = [] } = renderedProperties(server) ?? {};
    return Array.isArray(some) ? some.map((scope: { ScopeName?: unknown } | null) => typeof identifier === 'string' && typeof scope?.ScopeName === 'string' ? `${identifier}/${scope.ScopeName}` : undefined) : [undefined];
  });
  return servers.possible.length > 0 ? undefined : strings([...STANDARD_SCOPES, ...allowed, ...ofServers]);
}

/** An app without groups of the pool takes them from elsewhere. */
export function groupsOf(pool: IUserPoolRef): readonly string[] | undefined {
  const { certain, possible } = poolMembers(pool, 'AWS::Cognito::UserPoolGroup');
  return certain.length === 0 || possible.length > 0 ? undefined : strings(certain.map(group => renderedProperties(group)?.GroupName));
}

function strings(values: readonly unknown[]): readonly string[] | undefined {
  return values.every((value): value is string => typeof value === 'string') ? values : undefined;
}
