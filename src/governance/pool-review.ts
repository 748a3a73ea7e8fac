import type { CfnResource } from 'aws-cdk-lib';
import type { CfnUserPool, IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { hasAccessWord } from '../analysis/access-names';
import { IDENTITY_PROVIDER, poolResources } from '../cdk/pools';
import { propertiesWithTargets, targetText } from '../cdk/referents';
import { renderedProperties, resourcesIn } from '../cdk/resources';
import { branchesOf } from '../cdk/token-content';
import type { PoolProperties } from '../checks/app/app-check';
import { poolWriters } from '../checks/app/pool-writers';
import { appClients, poolMembers, type AppClient } from '../checks/app/pools';
import { CONFIG, LEGACY } from '../core/attachment/contract';
import { withoutWriting, writePathsOf, type PoolWriters } from '../core/cognito/attribute-writers';
import { isResourceScope } from '../core/cognito/scopes';
import { PLAN_WITHOUT_ACCESS_TOKEN } from '../core/cognito/trigger';
import { isPlainMap } from '../core/document/json';
import type { Warning } from '../problems/problems';
import type { TokenEnricher } from '../token-enricher';

/** An enricher of the app. */
interface KnownEnricher {
  readonly path: string;
  /** The pools that it is attached to or, with `Attachment.none()`, names. */
  readonly pools: readonly CfnUserPool[];
  /** The resources that a pool can call. */
  readonly called: readonly CfnResource[];
}

/** A user pool of any class, as other helpers expect it. A generic resource does not have the members of an L1 pool. */
function asPool(resource: CfnResource): IUserPoolRef {
  const { node, env } = resource;
  return { node, env, userPoolRef: { userPoolId: resource.ref, userPoolArn: resource.getAtt('Arn').toString() } } as IUserPoolRef;
}

/** All enrichers of the app. Not by `instanceof`, as an app can contain several copies of the class. */
export function enrichersIn(root: IConstruct): readonly KnownEnricher[] {
  return root.node.findAll().filter((each): each is TokenEnricher => typeof (each as Partial<TokenEnricher>)._userPools === 'function').map(enricher => ({
    path: enricher.node.path,
    pools: enricher._userPools().flatMap(pool => pool ? poolResources(pool) : []),
    called: calledIn(enricher),
  }));
}

/** The function, with its versions and aliases, those of the author too. */
function calledIn(enricher: IConstruct): readonly CfnResource[] {
  const own = resourcesIn(enricher, 'AWS::Lambda::Function');
  const published = resourcesIn(enricher.node.root, 'AWS::Lambda::Alias', 'AWS::Lambda::Version')
    .filter(each => own.some(handler => JSON.stringify(propertiesWithTargets(each)?.FunctionName ?? '').includes(targetText(handler))));
  return [...own, ...published];
}

/** The pre token generation trigger of a user pool in the template. */
interface PoolTrigger {
  /** The property that has it. */
  readonly path: string;
  /** The trigger event version; undefined if only the deployment knows it. */
  readonly version?: string;
  /** The path of the enricher that it calls; undefined for another function. */
  readonly enricher?: string;
}

/** CloudFormation leaves out `AWS::NoValue`, and takes an empty string as no function. */
function isSet(value: unknown): boolean {
  return branchesOf(value).some(each => each !== undefined && each !== null && each !== '');
}

/** The trigger of a pool; undefined if the template has none. */
export function triggerOf(pool: CfnUserPool, enrichers: readonly KnownEnricher[]): PoolTrigger | undefined {
  const configs = branchesOf(propertiesWithTargets(pool)?.LambdaConfig).filter(isPlainMap);
  const [found] = configs.flatMap(config => [CONFIG, LEGACY].filter(key => isSet(config[key])).map(key => [key, config[key]] as const));
  if (!found) {
    return undefined;
  }
  const [key, trigger] = found;
  const version = key === LEGACY ? 'V1_0' : (trigger as { readonly LambdaVersion?: unknown }).LambdaVersion;
  const text = JSON.stringify(trigger);
  const enricher = enrichers.find(({ called }) => called.some(each => text.includes(targetText(each))));
  return { path: `LambdaConfig.${key}`, ...typeof version === 'string' && { version }, ...enricher && { enricher: enricher.path } };
}

/** A user pool of the app, as it is at the end of synthesis. */
interface GovernedPool {
  readonly properties: PoolProperties;
  readonly clients: readonly AppClient[];
  readonly writers: PoolWriters;
  readonly trigger?: PoolTrigger;
  /** The enricher that names it. */
  readonly enricher?: KnownEnricher;
}

type Review = (pool: GovernedPool) => readonly Warning[];

/** The warnings about one user pool. */
export function reviewPool(resource: CfnUserPool, enrichers: readonly KnownEnricher[]): readonly Warning[] {
  const properties = renderedProperties(resource) as PoolProperties | undefined;
  if (!properties) {
    return [];
  }
  const providers = poolMembers(asPool(resource), IDENTITY_PROVIDER);
  const { certain: clients } = appClients(asPool(resource), providers, resource);
  const writers = poolWriters({ pool: properties, clients, possibleClients: [], rules: [] }, providers);
  const trigger = triggerOf(resource, enrichers);
  const enricher = enrichers.find(({ pools }) => pools.includes(resource));
  return REVIEWS.flatMap(review => review({ properties, clients, writers, ...trigger && { trigger }, ...enricher && { enricher } }));
}

const ENRICHER = 'replace it with a TokenEnricher, whose rules are checked';

const otherFunction: Review = ({ trigger, enricher }) => !trigger || trigger.enricher !== undefined ? [] : enricher ? [{
  id: 'OtherTrigger',
  path: trigger.path,
  message: `the pre token generation trigger is another function than that of ${enricher.path}, whose rules have no effect on this user pool`,
  fix: 'set the function of the enricher as the trigger, or remove the user pool from the enricher',
}] : [{
  id: 'HandWrittenTrigger',
  path: trigger.path,
  message: 'the pre token generation trigger is a hand-written function: nothing checks which claims, scopes and groups it sets, and who controls them',
  fix: ENRICHER,
}];

/** The checks of enrichers are more precise, as rules say what an attribute is used for. */
const writableRoles: Review = ({ writers, trigger, enricher }) => {
  // a warning of its own is about registration
  const shown = { ...writers, clients: writers.clients.filter(({ origin }) => origin !== 'REGISTRATION') };
  const open = enricher || trigger?.enricher !== undefined ? [] : writers.custom
    .map(attribute => ({ attribute, clients: [...new Set(writePathsOf(attribute, shown).map(({ client }) => client.name))] }))
    .filter(({ attribute, clients }) => clients.length > 0 && hasAccessWord(attribute.slice('custom:'.length)));
  return open.map(({ attribute, clients }) => ({
    id: 'UserWritableRole',
    path: 'Schema',
    message: `users can write '${attribute}', through ${clients.join(', ')}: by its name, claims, scopes or groups that decide about access rest on it`,
    fix: `${withoutWriting(attribute, writers) ? `remove '${attribute}' from the writeAttributes of the app clients` : 'rename it if nothing decides about access by it'}, or keep it in a `
      + 'table that a TokenEnricher reads with Value.sub() as the key',
  }));
};

const registration: Review = ({ writers }) => writers.clients.every(({ origin }) => origin !== 'REGISTRATION') ? [] : [{
  id: 'DynamicRegistration',
  path: 'DcrConfiguration',
  message: 'applications can register app clients by themselves, so conditions on known app clients exclude none of them, and their users can write every attribute',
  fix: "turn it off with EnableStatus: 'Disabled', or acknowledge this after a review of the rules that name app clients",
}];

const unchangedAccessToken: Review = ({ trigger, clients }) => {
  const isUsed = clients.filter(({ settings: { AllowedOAuthScopes: scopes } }) => Array.isArray(scopes) && scopes.some(isOfResourceServer));
  return !trigger || trigger.enricher !== undefined || trigger.version !== 'V1_0' || isUsed.length === 0 ? [] : [{
    id: 'UnchangedAccessToken',
    path: trigger.path,
    message: `the trigger has the event version V1_0, which cannot change access tokens, and ${isUsed.length === 1 ? 'an app client requests' : `${isUsed.length} app clients request`} `
      + 'scopes of resource servers, whose APIs read access tokens',
    fix: 'use event version V2_0 or V3_0 with the feature plan Essentials or Plus, or remove the scopes from the app clients',
  }];
};

/** True for the scope of a resource server. With a resource server of the app, it is a string with a reference. */
function isOfResourceServer(scope: unknown): boolean {
  return typeof scope === 'string' ? isResourceScope(scope) : /"\/[^"]/.test(JSON.stringify(scope));
}

const liteTrigger: Review = ({ properties: { UserPoolTier: plan }, trigger }) =>
  !trigger || trigger.enricher !== undefined || plan !== PLAN_WITHOUT_ACCESS_TOKEN || trigger.version === undefined || trigger.version === 'V1_0' ? [] : [{
    id: 'LiteTrigger',
    path: 'UserPoolTier',
    message: `the trigger has the event version ${trigger.version}, which the feature plan Lite does not support: the deployment fails`,
    fix: 'set featurePlan: FeaturePlan.ESSENTIALS on the user pool, or use event version V1_0',
  }];

const issuer: Review = ({ properties: { IssuerConfiguration: configuration } }) => configuration?.Type === undefined || configuration.Type === 'ORIGINAL' ? [] : [{
  id: 'IssuerFormat',
  path: 'IssuerConfiguration',
  message: 'the issuer in tokens is not the usual https://cognito-idp.<region>.amazonaws.com/<user pool id>: back ends and authorizers with that one reject the tokens',
  fix: "configure the issuer in all of them and acknowledge this, or use the type 'ORIGINAL'",
}];

const REVIEWS: readonly Review[] = [otherFunction, liteTrigger, unchangedAccessToken, writableRoles, registration, issuer];
