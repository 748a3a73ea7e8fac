import type { CfnResource } from 'aws-cdk-lib';
import type { IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { poolMembers, type PoolMembers } from './pool-members';
import { hash } from '../../cdk/hash';
import { relativePath } from '../../cdk/paths';
import { renderedProperties } from '../../cdk/rendered';
import { referenceText } from '../../cdk/resources';

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
