import type { CfnResource } from 'aws-cdk-lib';
import type { CfnUserPool, IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { poolResources } from '../cdk/pools';
import { propertiesWithTargets, targetText } from '../cdk/referents';
import { resourcesIn } from '../cdk/resources';
import { branchesOf } from '../cdk/token-content';
import { CONFIG, LEGACY } from '../core/attachment/contract';
import { isPlainMap } from '../core/document/json';
import type { TokenEnricher } from '../token-enricher';

/** An enricher of the app. */
export interface KnownEnricher {
  readonly path: string;
  /** The pools that it is attached to or, with `Attachment.none()`, names. */
  readonly pools: readonly CfnUserPool[];
  /** The resources that a pool can call. */
  readonly called: readonly CfnResource[];
}

/** A user pool of any class, as other helpers expect it. A generic resource does not have the members of an L1 pool. */
export function asPool(resource: CfnResource): IUserPoolRef {
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
export interface PoolTrigger {
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
