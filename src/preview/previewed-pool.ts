import type { CfnResource } from 'aws-cdk-lib';
import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { PreviewProps } from './preview-props';
import { clientResourceOf, IDENTITY_PROVIDER, recognizePool } from '../cdk/pools';
import { referenceText, renderedProperties, resourcesIn } from '../cdk/resources';
import type { PoolProperties } from '../checks/app/app-check';
import { attributesOf } from '../checks/app/attributes';
import { clientSettings, groupsOf, membershipOf, poolMembers } from '../checks/app/pools';
import type { IdentityProvider } from '../core/cognito/base-tokens';
import { attributeName } from '../core/cognito/claims';
import { authFlowsOf } from '../core/cognito/client-writer';
import type { PoolFacts } from '../pool-facts';


/** Undefined if they are not known. */
type Names = readonly string[] | undefined;

/** The settings of an app client, as far as the app shows them. */
export interface PreviewedClient {
  readonly path: string;
  readonly oauthFlows?: readonly string[];
  readonly scopes?: readonly string[];
  readonly authFlows?: readonly string[];
  readonly readAttributes?: readonly string[];
  readonly providers?: readonly string[];
}

/** The user pools of an enricher and the app client of a request, as far as the app shows them. */
export interface PreviewedPool {
  readonly client?: PreviewedClient;
  /** The app client belongs to another pool. */
  readonly isForeign: boolean;
  /** The attributes of the pools that are not standard, under the names that rules use. */
  readonly customAttributes?: readonly string[];
  /** The groups that the app creates, if it creates any. */
  readonly groups?: readonly string[];
  readonly providers?: readonly string[];
  /** The identity provider of the user, with its type if the app shows it. */
  readonly provider?: IdentityProvider;
  readonly issuerType: 'ORIGINAL' | 'UPDATED';
}

/** The user pools of an enricher, and what its author declares of them. */
export interface EnricherPools {
  /** Undefined for a pool that the enricher does not know. */
  readonly userPools: ReadonlyArray<IUserPoolRef | undefined>;
  readonly facts?: PoolFacts;
}

/** Looks up only what the request depends on, as tests make many previews. */
export function previewedPool({ userPools, facts }: EnricherPools, { client, groups, identityProvider }: PreviewProps): PreviewedPool {
  const resource = client && clientResourceOf(client);
  const own = resource && userPools.find(pool => pool && membershipOf(pool)(resource) === true);
  // with several pools, a name is right if one of them has it
  const pools = own ? [own] : userPools;
  const known = pools.map(pool => ({ pool, settings: pool && settingsOf(pool) }));
  const ofAll = (names: (pool: IUserPoolRef) => Names): Names => union(pools.map(pool => pool && names(pool)));
  return {
    ...resource && { client: clientOf(resource, own) },
    isForeign: resource !== undefined && userPools.every(pool => pool && membershipOf(pool)(resource) === false),
    ...optional('customAttributes', union(known.map(({ settings }) => attributesIn(settings, facts)))),
    ...groups && optional('groups', ofAll(groupsOf)),
    ...identityProvider !== undefined && {
      ...optional('providers', ofAll(pool => providersOf(pool, facts))),
      provider: { name: identityProvider, ...optional('type', providerTypeOf(identityProvider, pools)) },
    },
    issuerType: known.some(({ settings }) => settings?.IssuerConfiguration?.Type === 'UPDATED') ? 'UPDATED' : 'ORIGINAL',
  };
}

/** The properties of a pool in the template; undefined if the app does not create it. */
function settingsOf(pool: IUserPoolRef): PoolProperties | undefined {
  const { resource } = recognizePool(pool);
  return resource && renderedProperties(resource);
}

function attributesIn(settings: PoolProperties | undefined, facts: PoolFacts | undefined): Names {
  return settings ? attributesOf(settings) : facts?.customAttributes?.map(attributeName);
}

/** The names of all pools; undefined if those of one are not known. */
function union(names: readonly Names[]): Names {
  return names.includes(undefined) ? undefined : [...new Set(names.flatMap(each => each ?? []))];
}

/** The identity providers of a pool that the app creates, and those that the author declares. */
function providersOf(pool: IUserPoolRef, facts: PoolFacts | undefined): Names {
  const { certain, possible } = poolMembers(pool, IDENTITY_PROVIDER);
  const names = settingsOf(pool) && possible.length === 0 ? texts(certain.map(provider => renderedProperties(provider)?.ProviderName)) : undefined;
  return names && [...names, ...Object.values(facts?.mappedAttributes ?? {}).flat()];
}

function providerTypeOf(name: string, pools: EnricherPools['userPools']): string | undefined {
  const providers = pools.flatMap(pool => pool ? poolMembers(pool, IDENTITY_PROVIDER).certain : []).map(renderedProperties);
  const type = providers.find(provider => provider?.ProviderName === name)?.ProviderType;
  return typeof type === 'string' ? type : undefined;
}

function clientOf(resource: CfnResource, pool: IUserPoolRef | undefined): PreviewedClient {
  const {
    AllowedOAuthFlowsUserPoolClient: oauth = false, AllowedOAuthFlows, AllowedOAuthScopes, ExplicitAuthFlows, ReadAttributes,
    SupportedIdentityProviders,
  } = clientSettings(resource, pool ? poolMembers(pool, IDENTITY_PROVIDER).certain : []);
  const hasOAuth = typeof oauth === 'boolean' ? oauth : undefined;
  const ofOAuth = (setting: unknown): readonly string[] | undefined => hasOAuth === false ? [] : hasOAuth && texts(setting);
  const flows = texts(ExplicitAuthFlows);
  const [readAttributes, providers] = [texts(ReadAttributes), texts(SupportedIdentityProviders)];
  return {
    path: resource.node.path,
    ...optional('oauthFlows', ofOAuth(AllowedOAuthFlows)),
    ...optional('scopes', ofOAuth(withIdentifiers(AllowedOAuthScopes, resource))),
    ...optional('authFlows', flows && authFlowsOf(flows)),
    // an empty list stands for the default, as everywhere in Cognito
    ...readAttributes && readAttributes.length > 0 && { readAttributes },
    ...providers && providers.length > 0 && { providers },
  };
}

/** The scopes of a client, with the identifier of each resource server that they refer to: the CDK writes `{ Ref: server } + '/read'`. */
function withIdentifiers(scopes: unknown, client: CfnResource): unknown {
  if (!Array.isArray(scopes) || scopes.every(scope => typeof scope === 'string')) {
    return scopes;
  }
  const servers = resourcesIn(client.stack, 'AWS::Cognito::UserPoolResourceServer')
    .map(server => [referenceText(server), renderedProperties(server)?.Identifier] as const);
  const identifiers = new Map(servers);
  return scopes.map((scope: { readonly 'Fn::Join'?: readonly ['', readonly unknown[]] } | string) => {
    const parts = typeof scope === 'string' ? undefined : scope?.['Fn::Join']?.[1];
    const known = parts?.map(part => typeof part === 'string' ? part : identifiers.get(JSON.stringify(part)));
    return known?.every(part => typeof part === 'string') ? known.join('') : scope;
  });
}

/** The strings of a list; undefined if the list is only known at deployment. */
function texts(setting: unknown = []): readonly string[] | undefined {
  return Array.isArray(setting) && setting.every(each => typeof each === 'string') ? setting : undefined;
}

function optional<Name extends string, T>(name: Name, value: T | undefined): { readonly [name in Name]?: T } {
  return value === undefined ? {} : { [name]: value } as { readonly [name in Name]: T };
}
