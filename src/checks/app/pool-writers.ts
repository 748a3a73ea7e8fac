import { Stack, type CfnResource } from 'aws-cdk-lib';
import type { CfnUserPool, CfnUserPoolClient, CfnUserPoolIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import type { CheckedApp } from './app-check';
import { hash } from '../../cdk/hash';
import { authorPath, relativePath } from '../../cdk/paths';
import { recognizePool } from '../../cdk/pools';
import { renderedProperties } from '../../cdk/rendered';
import { resourcesIn } from '../../cdk/resources';
import { clientWriter, type ClientWriter, type PoolWriters } from '../../core/cognito/attribute-writers';
import { attributeName } from '../../core/cognito/claims';
import { ADMIN_SCOPE } from '../../core/cognito/scopes';
import type { Rule, RulesetDocument } from '../../core/document/document';
import type { PoolFacts } from '../../pool-facts';

/** An app client of the pool, with its properties in the template. */
export interface AppClient {
  readonly resource: CfnUserPoolClient;
  readonly settings: { readonly [name: string]: unknown };
  /** The key by which the document names it. */
  readonly key: string;
}

/** All app clients of a pool, from all stacks of the app. */
export function clientsOf(pool: CfnUserPool, scope: IConstruct): readonly AppClient[] {
  return resourcesOf<CfnUserPoolClient>(pool, 'AWS::Cognito::UserPoolClient')
    .map(resource => ({ resource, settings: settingsOf(resource, pool), key: hash(relativePath(resource, scope)) }));
}

/** The properties of the client in the template. A provider that is named by reference belongs to the pool, so it is not Cognito itself. */
function settingsOf(resource: CfnUserPoolClient, pool: CfnUserPool): AppClient['settings'] {
  const settings = renderedProperties(resource) ?? {};
  const { SupportedIdentityProviders: providers } = settings;
  const references = resourcesOf<CfnUserPoolIdentityProvider>(pool, 'AWS::Cognito::UserPoolIdentityProvider')
    .map(provider => JSON.stringify({ Ref: Stack.of(provider).resolve(provider.logicalId) as string }));
  return !Array.isArray(providers) ? settings : {
    ...settings,
    SupportedIdentityProviders: providers.map((name: unknown) => references.includes(JSON.stringify(name)) ? 'a provider of the pool' : name),
  };
}

/** Who can write attributes. For a pool that the app does not create, or without its clients, `poolFacts` decides; undefined without both. */
export function poolWriters({ compilation: { document }, resource, pool, clients, facts }: Omit<CheckedApp, 'writers'>): PoolWriters | undefined {
  if (!resource || !pool || clients.length === 0) {
    return facts && declaredWriters(facts, document);
  }
  const schema = Array.isArray(pool.Schema) ? pool.Schema as ReadonlyArray<{ Name?: unknown; Required?: unknown; Mutable?: unknown }> : [];
  const named = (holds: (attribute: typeof schema[number]) => boolean): readonly string[] =>
    schema.filter(holds).flatMap(({ Name }) => typeof Name === 'string' ? [attributeName(Name)] : []);
  return {
    clients: clients.map(client => closed(clientWriter(authorPath(client.resource), client.settings), client, document)),
    selfSignUp: (pool.AdminCreateUserConfig as { AllowAdminCreateUserOnly?: unknown } | undefined)?.AllowAdminCreateUserOnly !== true,
    mapped: mappings(resource),
    required: named(({ Required }) => Required === true),
    immutable: named(({ Mutable }) => Mutable === false),
    custom: named(() => true).filter(name => name.startsWith('custom:')),
  };
}

/** The writers that the author declares in `poolFacts`. Only the attributes are known, so every write path counts as open. */
function declaredWriters(facts: PoolFacts, document: RulesetDocument): PoolWriters {
  const { mappedAttributes = {}, customAttributes = [] } = facts;
  const writes = facts.userWritableAttributes?.map(attributeName);
  const client: ClientWriter = { name: 'poolFacts', signsIn: true, hasAdminScope: true, ...(writes && { writes }) };
  return {
    clients: !writes || writes.length > 0 ? [closed(client, undefined, document)] : [],
    selfSignUp: false,
    mapped: new Map(Object.entries(mappedAttributes).map(([name, providers]) => [attributeName(name), providers])),
    required: [],
    immutable: [],
    custom: customAttributes.map(attributeName),
    declared: true,
    ...(!writes && { unseen: true as const }),
  };
}

/** The attributes that identity providers of the pool map, with the names of the providers. */
function mappings(pool: CfnUserPool): ReadonlyMap<string, readonly string[]> {
  const mapped = new Map<string, string[]>();
  for (const resource of resourcesOf<CfnUserPoolIdentityProvider>(pool, 'AWS::Cognito::UserPoolIdentityProvider')) {
    const { AttributeMapping: mapping, ProviderName: name } = renderedProperties(resource) ?? {};
    for (const attribute of typeof mapping === 'object' && mapping !== null ? Object.keys(mapping) : []) {
      mapped.set(attribute, [...mapped.get(attribute) ?? [], typeof name === 'string' ? name : resource.node.path]);
    }
  }
  return mapped;
}

function resourcesOf<T extends CfnResource & { userPoolId: string }>(pool: CfnUserPool, type: string): readonly T[] {
  return resourcesIn<T>(pool.node.root, type).filter(({ userPoolId }) => recognizePool(userPoolId).resource === pool);
}

/**
 * A client with the write path that rules leave open. Rules that always remove `aws.cognito.signin.user.admin` from the client's tokens close
 * the path, and rules that add it open the path, whatever scopes the client may request.
 */
function closed(writer: ClientWriter, client: AppClient | undefined, { rules }: RulesetDocument): ClientWriter {
  const inForce = rules.filter(({ mode, subjects }) => mode === 'ENFORCE' && subjects.includes('USER'));
  const isFor = ({ when }: Rule, otherwise: boolean): boolean =>
    !when || (when.op === 'client' && client !== undefined ? (when.args![0] as string[]).includes(client.key) : otherwise);
  // ScopeRule.suppress wins over ScopeRule.add; ScopeRule.keepOnly filters requested scopes and does not
  const isSuppressed = inForce.some(rule => rule.kind === 'suppressScope' && rule.scope === ADMIN_SCOPE && isFor(rule, false));
  const isAdded = inForce.some(rule => rule.kind === 'addScope' && rule.value.op === 'literal' && rule.value.args![0] === ADMIN_SCOPE && isFor(rule, true));
  const isLeftOut = inForce.some(rule => rule.kind === 'keepScopes' && rule.standardScopes && rule.value.op === 'literal'
    && !(rule.value.args![0] as unknown[]).includes(ADMIN_SCOPE) && isFor(rule, false));
  return { ...writer, hasAdminScope: !isSuppressed && (isAdded || (writer.hasAdminScope && !isLeftOut)), ...isAdded && { addsAdminScope: true } };
}
