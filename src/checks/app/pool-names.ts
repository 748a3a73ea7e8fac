import type { CfnResource } from 'aws-cdk-lib';
import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { AppClient } from './app-clients';
import { poolMembers } from './pool-members';
import { renderedProperties } from '../../cdk/rendered';
import { referenceText } from '../../cdk/resources';
import { ADMIN_SCOPE } from '../../core/cognito/scopes';

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
