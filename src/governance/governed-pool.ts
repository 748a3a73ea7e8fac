import type { CfnResource } from 'aws-cdk-lib';
import type { CfnUserPool, IUserPoolRef } from 'aws-cdk-lib/aws-cognito';
import type { IConstruct } from 'constructs';
import { poolResources } from '../cdk/pools';
import { propertiesWithTargets, targetText } from '../cdk/referents';
import { resourcesIn } from '../cdk/resources';
import { CONFIG, LEGACY } from '../core/attachment/lambda-config';
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
    called: resourcesIn(enricher, 'AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::Lambda::Version'),
  }));
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

/** The trigger of a pool; undefined if the template has none. */
export function triggerOf(pool: CfnUserPool, enrichers: readonly KnownEnricher[]): PoolTrigger | undefined {
  const config = propertiesWithTargets(pool)?.LambdaConfig;
  const key = isPlainMap(config) ? [CONFIG, LEGACY].find(each => config[each] !== undefined && config[each] !== null) : undefined;
  if (key === undefined) {
    return undefined;
  }
  const trigger = (config as Record<string, unknown>)[key];
  const version = key === LEGACY ? 'V1_0' : (trigger as { readonly LambdaVersion?: unknown }).LambdaVersion;
  const text = JSON.stringify(trigger);
  const enricher = enrichers.find(({ called }) => called.some(each => text.includes(targetText(each))));
  return { path: `LambdaConfig.${key}`, ...typeof version === 'string' && { version }, ...enricher && { enricher: enricher.path } };
}
